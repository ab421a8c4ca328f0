import { describe, expect, it } from 'vitest';
import { BatchCostModel } from '../../../../src/runtime/batching/timing/batch-cost.js';
import { randomFrom } from '../random-from.js';

function learned(runs: readonly (readonly [nRows: number, elapsedMs: number])[]): BatchCostModel {
  const model = new BatchCostModel();
  for (const [nRows, elapsedMs] of runs) model.observe(nRows, elapsedMs);
  return model;
}

describe('the learned cost of a run', () => {
  it('is not known before four runs', () => {
    expect(
      learned([
        [1, 3],
        [2, 4],
        [3, 5],
      ]).cost,
    ).toBeUndefined();
    expect(
      learned([
        [1, 3],
        [2, 4],
        [3, 5],
        [4, 6],
      ]).cost,
    ).toBeDefined();
  });

  it('is exact where runs follow overhead + perRow · rows', () => {
    const { cost } = learned([1, 8, 3, 32, 5].map((nRows) => [nRows, 2 + 0.5 * nRows]));
    expect(cost?.overheadMs).toBeCloseTo(2, 9);
    expect(cost?.perRowMs).toBeCloseTo(0.5, 9);
    expect(cost?.deviationMs).toBeCloseTo(0, 9);
  });

  it('comes within a tenth through noise of a quarter', () => {
    const random = randomFrom(7);
    const { cost } = learned(
      Array.from({ length: 400 }, () => {
        const nRows = 1 + Math.floor(random() * 64);
        return [nRows, (10 + nRows) * (0.875 + 0.25 * random())];
      }),
    );
    expect(cost!.overheadMs + 32 * cost!.perRowMs).toBeGreaterThan(42 * 0.9);
    expect(cost!.overheadMs + 32 * cost!.perRowMs).toBeLessThan(42 * 1.1);
    expect(cost!.deviationMs).toBeGreaterThan(0);
  });

  it('puts all down to the rows while their number hardly changes', () => {
    expect(learned(Array.from({ length: 9 }, () => [10, 20] as const)).cost).toMatchObject({
      overheadMs: 0,
      perRowMs: 2,
    });
  });

  it('is never negative: a falling time is all overhead, a negative overhead is none', () => {
    const falling = learned([
      [1, 9],
      [2, 8],
      [3, 7],
      [4, 6],
    ]).cost!;
    expect(falling).toMatchObject({ perRowMs: 0, overheadMs: expect.closeTo(7.5, 0) });
    const convex = learned([1, 2, 4, 8, 16].map((nRows) => [nRows, nRows * nRows])).cost!;
    expect(convex.overheadMs).toBe(0);
    expect(convex.perRowMs).toBeGreaterThan(0);
  });

  it('forgets: after a hundred runs of another cost the old one is gone', () => {
    const model = learned(Array.from({ length: 200 }, (_, i) => [1 + (i % 8), 100] as const));
    for (let i = 0; i < 100; i++) model.observe(1 + (i % 8), 1);
    expect(model.cost?.overheadMs).toBeLessThan(2);
  });

  it('takes runs without rows', () => {
    expect(
      learned([
        [0, 1],
        [0, 1],
        [0, 1],
        [0, 1],
      ]).cost,
    ).toMatchObject({ overheadMs: 0, perRowMs: 0 });
  });
});

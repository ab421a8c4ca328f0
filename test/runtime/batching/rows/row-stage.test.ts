import { describe, expect, it } from 'vitest';
import { Tensor } from '../../../../src/core/tensor/tensor.js';
import { joinStaged } from '../../../../src/runtime/batching/rows/join-staged.js';
import { RowStage, type StagedRows } from '../../../../src/runtime/batching/rows/row-stage.js';
import { rows } from '../scripted.js';

const bufferOf = (inputs: ReadonlyMap<string, Tensor>): ArrayBufferLike =>
  (inputs.get('X')?.data as Float64Array).buffer;

const firstColumn = (inputs: ReadonlyMap<string, Tensor>): unknown[] =>
  inputs
    .get('X')!
    .toFlat()
    .filter((_, i) => i % 2 === 0);

function stage(capacity: number, ...values: readonly number[]): StagedRows[] {
  const [first = 0, ...others] = values;
  const staged = RowStage.open(rows(first), 1, capacity);
  return [staged, ...others.map((value) => staged.stage.add(rows(value), 1)!)];
}

describe('rows that wait', () => {
  it('are joined without another copy where they lie one after the other', () => {
    const [a, b, c] = stage(4, 1, 2, 3) as [StagedRows, StagedRows, StagedRows];
    const joined = joinStaged([a, b, c]);
    expect(firstColumn(joined)).toEqual([1, 2, 3]);
    expect(joined.get('X')!.shape).toEqual([3, 2]);
    expect(bufferOf(joined)).toBe(bufferOf(a.stage.rows(0, 1)));
  });

  it('are joined in any order, with gaps, and from several places', () => {
    const [a, b, c] = stage(4, 1, 2, 3) as [StagedRows, StagedRows, StagedRows];
    const [d] = stage(2, 4) as [StagedRows];
    expect(firstColumn(joinStaged([c, d, a]))).toEqual([3, 4, 1]);
    expect(firstColumn(joinStaged([a, c]))).toEqual([1, 3]);
    expect(firstColumn(joinStaged([b]))).toEqual([2]);
  });

  it('find no room beyond the end', () => {
    const [a] = stage(2, 1) as [StagedRows];
    expect(a.stage.add(rows(2, 3), 2)).toBeUndefined();
    expect(firstColumn(joinStaged([a.stage.add(rows(4), 1)!]))).toEqual([4]);
  });

  it('have no room made for others where that would be much', () => {
    const wide = new Map([['X', new Tensor('FP32', [1, 100_000], new Float32Array(100_000))]]);
    expect(RowStage.open(wide, 1, 64).stage.capacity).toBe(1);
    expect(RowStage.open(rows(1), 1, 64).stage.capacity).toBe(64);
  });

  it('of strings are joined too', () => {
    const words = (...values: string[]): Map<string, Tensor> =>
      new Map([['X', Tensor.of('BYTES', [values.length], values)]]);
    const first = RowStage.open(words('a', 'b'), 2, 4);
    const second = first.stage.add(words('c'), 1)!;
    expect(joinStaged([first, second]).get('X')!.toFlat()).toEqual(['a', 'b', 'c']);
  });

  it('are those that were given, also where the caller writes over bytes afterwards', () => {
    const bytes = Uint8Array.of(1, 2);
    const inputs = new Map([['X', new Tensor('BYTES', [1], [bytes])]]);
    const alone = RowStage.open(inputs, 1, 1);
    const first = RowStage.open(inputs, 1, 2);
    const second = first.stage.add(inputs, 1)!;
    bytes.fill(9);
    expect(joinStaged([alone, first, second]).get('X')!.toFlat()).toEqual(Array(3).fill(Uint8Array.of(1, 2)));
  });
});

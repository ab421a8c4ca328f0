import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import { readFixture } from '../../fixture.js';
import { OTHERS, RANKINGS, type Sample } from './score-metrics.js';

interface WeightFixture {
  readonly data: Readonly<Record<string, { readonly yTrue: unknown[]; readonly yScore: unknown[] }>>;
  readonly weights: Readonly<Record<string, readonly number[][]>>;
  /** A metric by its name here, the name of its data, and its value for each of the weights. */
  readonly cases: readonly (readonly [metric: string, data: string, values: readonly number[]])[];
}

/** Weights that are no multiples of a common part, a thousandth to three. */
const weight = fc.double({ min: 1e-3, max: 3, noNaN: true });
/** The same but for rounding: what is far from 0 has fewer digits after the point. */
function expectSame(actual: number, expected: number): void {
  expect(Math.abs(actual - expected) / Math.max(1, Math.abs(expected)), `${actual}, not ${expected}`).toBeLessThan(
    1e-10,
  );
}

describe.each([...RANKINGS, ...OTHERS])('%s with weights that are not whole', (name, metric, arbitrary) => {
  const weighted = arbitrary.chain((samples) =>
    fc.record({
      samples: fc.constant(samples),
      sampleWeight: fc.array(weight, { minLength: samples.length, maxLength: samples.length }),
    }),
  );

  it('does not change when a constant multiplies all of them', () => {
    fc.assert(
      fc.property(
        weighted,
        fc.constantFrom(1e-9, 1e-3, 0.1, 1 / 3, 0.7, 2.5, 1e6),
        ({ samples, sampleWeight }, unit) => {
          const scaled = sampleWeight.map((w) => w * unit);
          expectSame(metric(samples, { sampleWeight: scaled }), metric(samples, { sampleWeight }));
        },
      ),
    );
  });

  it('does not change when a sample is split into two that share its weight', () => {
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(weighted, fc.nat(), share, ({ samples, sampleWeight }, place, part) => {
        const k = place % samples.length;
        const [whole, sample] = [sampleWeight[k]!, samples[k]!];
        const split = sampleWeight.with(k, whole * part);
        const value = metric([...samples, sample], { sampleWeight: [...split, whole * (1 - part)] });
        expectSame(value, metric(samples, { sampleWeight }));
      }),
    );
  });

  it('does not see samples of weight 0', () => {
    fc.assert(
      fc.property(weighted, arbitrary, ({ samples, sampleWeight }, ignored) => {
        const all = [...ignored, ...samples];
        const value = metric(all, { sampleWeight: [...ignored.map(() => 0), ...sampleWeight] });
        expectSame(value, metric(samples, { sampleWeight }));
      }),
    );
  });

  it('has the values of scikit-learn', () => {
    const { data, weights, cases } = readFixture('metrics_weights') as WeightFixture;
    const ours = cases.filter(([of]) => of === name);
    expect(ours.length).toBeGreaterThan(0);
    for (const [, of, values] of ours) {
      const { yTrue, yScore } = data[of]!;
      const samples = yTrue.map((y, i): Sample => ({ y: [y].flat() as number[], s: [yScore[i]].flat() as number[] }));
      const actual = weights[of]!.map((sampleWeight) => metric(samples, { sampleWeight }));
      expect(actual).toHaveLength(values.length);
      values.forEach((value, k) => expect(actual[k]).toBeCloseTo(value, 12));
      // Weights that do nothing could not be told from weights that are right.
      expect(new Set(values.map((value) => value.toFixed(8))).size).toBeGreaterThan(1);
    }
  });
});

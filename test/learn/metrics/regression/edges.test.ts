import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { quantile } from '../../../../src/learn/math/order/quantile.js';
import { d2TweedieScore } from '../../../../src/learn/metrics/regression/deviance/d2-tweedie-score.js';
import { meanPoissonDeviance } from '../../../../src/learn/metrics/regression/deviance/mean-poisson-deviance.js';
import { meanTweedieDeviance } from '../../../../src/learn/metrics/regression/deviance/mean-tweedie-deviance.js';
import { maxError } from '../../../../src/learn/metrics/regression/max-error.js';
import { meanAbsoluteError } from '../../../../src/learn/metrics/regression/mean-absolute-error.js';
import { meanSquaredError } from '../../../../src/learn/metrics/regression/mean-squared-error.js';
import { meanSquaredLogError } from '../../../../src/learn/metrics/regression/mean-squared-log-error.js';
import { medianAbsoluteError } from '../../../../src/learn/metrics/regression/median-absolute-error.js';
import { d2PinballScore } from '../../../../src/learn/metrics/regression/quantile/d2-pinball-score.js';
import { meanPinballLoss } from '../../../../src/learn/metrics/regression/quantile/mean-pinball-loss.js';
import { r2Score } from '../../../../src/learn/metrics/regression/r2-score.js';
import { codeOf } from '../../fixture.js';

const bad = (value: unknown): never => value as never;
const table = [
  [1, 2],
  [3, 5],
];

describe('regression metrics', () => {
  it.each<[string, () => unknown, string]>([
    [
      'NaN in a Float64Array',
      () => meanSquaredError(Float64Array.of(1, NaN), [1, 2]),
      'yTrue[1] must be a finite number, got NaN',
    ],
    [
      'an infinity of a weight of 0',
      () => meanAbsoluteError([1, 2], Float64Array.of(1, Infinity), { sampleWeight: [1, 0] }),
      'yPred[1]',
    ],
    [
      'NaN in a row',
      () =>
        meanAbsoluteError(table, [
          [1, 2],
          [3, NaN],
        ]),
      'yPred[1][1] must be a finite number',
    ],
    ['rows of different length', () => meanAbsoluteError(table, [[1, 2], [3]]), 'yPred[1] has length 1'],
    [
      'outputs that differ in number',
      () => meanAbsoluteError(table, [[1], [3]]),
      'yPred has 1 outputs, but yTrue has 2',
    ],
    [
      'an unknown multioutput',
      () => meanAbsoluteError(table, table, { multioutput: bad('raw_values') }),
      'uniformAverage, rawValues or a weight',
    ],
    [
      'varianceWeighted of an error',
      () => meanAbsoluteError(table, table, { multioutput: bad('varianceWeighted') }),
      'got "varianceWeighted"',
    ],
    [
      'a weight too few',
      () => meanAbsoluteError(table, table, { multioutput: [1] }),
      'a weight for each of 2 outputs, got 1',
    ],
    ['weights of one output', () => meanAbsoluteError([1], [1], { multioutput: [1] }), 'only one output'],
    [
      'outputs that all weigh 0',
      () => meanAbsoluteError(table, table, { multioutput: [0, 0] }),
      'multioutput must have at least one weight above 0',
    ],
    [
      'a negative weight of an output',
      () => r2Score(table, table, { multioutput: [1, -1] }),
      'multioutput[1] must be ≥ 0',
    ],
    [
      'many outputs of maxError',
      () => maxError(bad(table), bad(table)),
      'maxError is for one number per sample, got 2',
    ],
    ['an option of maxError', () => maxError([1], [1], { sampleWeight: [1] }), 'it has none'],
    ['a logarithm of what is not above 0', () => meanSquaredLogError([1, -1], [1, 1]), 'yTrue[1] must be above -1'],
    ['an alpha above 1', () => meanPinballLoss([1], [1], { alpha: 1.1 }), 'alpha must be from 0 to 1, got 1.1'],
    [
      'a power between 0 and 1',
      () => meanTweedieDeviance([1], [1], { power: 0.5 }),
      'power must be ≤ 0 or ≥ 1, got 0.5',
    ],
    [
      'a prediction of 0 for Poisson',
      () => meanPoissonDeviance([0, 1], [0.5, 0]),
      'yPred[1] must be above 0 for a deviance of power 1, got 0',
    ],
    [
      'a forceFinite that is none',
      () => r2Score([1, 2], [1, 2], { forceFinite: bad('no') }),
      'forceFinite must be true or false',
    ],
  ])('refuse %s', (_, score, message) => {
    expect(codeOf(score)).toBe('INVALID_ARGUMENT');
    expect(score).toThrow(message);
  });

  it.each<[string, () => unknown]>([
    ['R² of a single sample', () => r2Score([1], [2])],
    ['D² of a single sample', () => d2PinballScore([1], [2])],
    ['D² of equal truths', () => d2TweedieScore([2, 2], [2, 3])],
    ['D² of powers where the mean is not above 0', () => d2TweedieScore([-1, 0], [1, 2], { power: -1 })],
  ])('have no value for %s', (_, score) => {
    expect(codeOf(score)).toBe('UNDEFINED_SCORE');
  });

  it('take matrices and rows alike, and one column as a list', () => {
    const prediction = [
      [1, 3],
      [2, 5],
    ];
    expect(meanSquaredError(Matrix.from(table), Matrix.from(prediction))).toBe(meanSquaredError(table, prediction));
    expect(meanSquaredError([[1], [3]], [1, 2])).toBe(0.5);
  });

  it('overflow to infinity rather than to NaN', () => {
    expect(meanSquaredError(Float64Array.of(1e200, 0), [0, 0])).toBe(Infinity);
  });

  const numbers = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
    minLength: 2,
    maxLength: 2500,
  });

  it('hold what their definitions promise', () => {
    fc.assert(
      fc.property(numbers, (some) => {
        const [t, p] = [some.map(([a]) => a), some.map(([, b]) => b)];
        const errors = some.map(([a, b]) => Math.abs(a - b)).sort((a, b) => a - b);
        expect(meanAbsoluteError(t, p)).toBeCloseTo(errors.reduce((total, e) => total + e, 0) / errors.length, 10);
        expect(meanPinballLoss(t, p)).toBeCloseTo(meanAbsoluteError(t, p) / 2, 10);
        expect(maxError(t, p)).toBe(errors.at(-1));
        const half = errors.length / 2;
        const median = (errors[Math.ceil(half) - 1]! + errors[Math.floor(half)]!) / 2;
        expect(medianAbsoluteError(t, p)).toBe(median);
        expect(medianAbsoluteError(t, p, { sampleWeight: t.map(() => 3) })).toBe(median);
        expect(meanTweedieDeviance(t, p)).toBe(meanSquaredError(t, p));
      }),
      { numRuns: 60 },
    );
  });
});

describe('quantile', () => {
  it('is that of a sorted list in which each value is there as often as it weighs', () => {
    const values = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 3 })), {
      minLength: 1,
      maxLength: 900,
    });
    fc.assert(
      fc.property(values, fc.constantFrom(0, 0.1, 0.25, 0.5, 0.75, 0.9, 1), (some, q) => {
        const weighted = [[7, 1] as const, ...some];
        const list = weighted.flatMap(([value, weight]) => Array.from({ length: weight }, () => value));
        const [plain, weights] = [Float64Array.from(weighted, ([v]) => v), Float64Array.from(weighted, ([, w]) => w)];
        expect(quantile(plain, q, weights)).toBe(quantile(Float64Array.from(list), q));
        const sorted = list.sort((a, b) => a - b);
        if (q === 0 || q === 1) expect(quantile(plain, q, weights)).toBe(sorted.at(-q));
      }),
      { numRuns: 200 },
    );
  });
});

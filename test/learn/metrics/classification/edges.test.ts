import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../../src/learn/math/sparse-matrix.js';
import { accuracyScore } from '../../../../src/learn/metrics/classification/accuracy-score.js';
import { balancedAccuracyScore } from '../../../../src/learn/metrics/classification/agreement/balanced-accuracy-score.js';
import { classLikelihoodRatios } from '../../../../src/learn/metrics/classification/agreement/class-likelihood-ratios.js';
import { cohenKappaScore } from '../../../../src/learn/metrics/classification/agreement/cohen-kappa-score.js';
import { matthewsCorrcoef } from '../../../../src/learn/metrics/classification/agreement/matthews-corrcoef.js';
import { confusionMatrix } from '../../../../src/learn/metrics/classification/confusion-matrix.js';
import { f1Score } from '../../../../src/learn/metrics/classification/f1-score.js';
import { fbetaScore } from '../../../../src/learn/metrics/classification/fbeta-score.js';
import { hammingLoss } from '../../../../src/learn/metrics/classification/hamming-loss.js';
import { jaccardScore } from '../../../../src/learn/metrics/classification/jaccard-score.js';
import { multilabelConfusionMatrix } from '../../../../src/learn/metrics/classification/multilabel-confusion-matrix.js';
import { zeroOneLoss } from '../../../../src/learn/metrics/classification/zero-one-loss.js';
import { codeOf } from '../../fixture.js';

const bad = (value: unknown): never => value as never;
const rows = [
  [0, 1, 1],
  [1, 0, 0],
  [0, 0, 1],
];
const guesses = [
  [0, 1, 0],
  [1, 1, 0],
  [0, 0, 1],
];

describe('labels of any form', () => {
  const label = fc.integer({ min: 0, max: 3 });
  const pairs = fc.array(fc.tuple(label, label), { minLength: 1, maxLength: 30 });

  it('are counted alike as typed arrays, far numbers, large numbers and text', () => {
    fc.assert(
      fc.property(pairs, (some) => {
        const [t, p] = [some.map(([a]) => a), some.map(([, b]) => b)];
        const expected = [confusionMatrix(t, p).toRows(), accuracyScore(t, p), f1Score(t, p, { average: 'macro' })];
        const forms: ((values: number[]) => ArrayLike<number | string>)[] = [
          (values) => Int32Array.from(values),
          (values) => Uint8Array.from(values),
          (values) => Float64Array.from(values),
          (values) => values.map((value) => value * 1e9 - 1e9),
          (values) => values.map((value) => 2 ** 40 + value),
          (values) => values.map((value) => 'abcd'.charAt(value)),
        ];
        for (const form of forms) {
          const [truth, prediction] = [form(t), form(p)];
          expect([
            confusionMatrix(truth, prediction).toRows(),
            accuracyScore(truth, prediction),
            f1Score(truth, prediction, { average: 'macro' }),
          ]).toEqual(expected);
        }
      }),
    );
  });

  it('keep the inputs as they were', () => {
    const truth = Int32Array.of(2, 0, 1, 1);
    const weights = Float64Array.of(1, 2, 3, 4);
    f1Score(truth, Int32Array.of(0, 1, 2, 2), { average: 'macro', sampleWeight: weights });
    expect([...truth]).toEqual([2, 0, 1, 1]);
    expect([...weights]).toEqual([1, 2, 3, 4]);
  });
});

describe('indicators', () => {
  it('are the same as rows, matrices, sparse matrices and booleans', () => {
    const expected = f1Score(rows, guesses, { average: 'macro' });
    const sparse = (of: number[][]): SparseMatrix => SparseMatrix.fromMatrix(Matrix.from(of));
    const flags = (of: number[][]): boolean[][] => of.map((row) => row.map(Boolean));
    expect(f1Score(Matrix.from(rows), Matrix.from(guesses), { average: 'macro' })).toBe(expected);
    expect(f1Score(sparse(rows), sparse(guesses), { average: 'macro' })).toBe(expected);
    expect(f1Score(flags(rows), flags(guesses), { average: 'macro' })).toBe(expected);
  });

  it.each<[string, () => unknown, string]>([
    ['a cell of 2', () => hammingLoss([[0, 2]], [[0, 1]]), 'yTrue[0][1] must be 0 or 1, got 2'],
    ['rows of different length', () => hammingLoss([[0, 1], [1]], rows), 'yTrue[1] must have 2 labels'],
    ['more rows on one side', () => accuracyScore(rows, guesses.slice(1)), 'yPred has length 2, but yTrue has 3'],
    ['labels on one side', () => accuracyScore(rows, [0, 1, 2]), 'yTrue holds rows of indicators, but yPred does not'],
    ['rows without cells', () => accuracyScore([[]], [[]]), 'at least one row and one label, got 1 × 0'],
    ['average binary', () => f1Score(rows, guesses), 'average "binary" needs one label per sample'],
    [
      'average samples of labels',
      () => f1Score([0, 1], [0, 1], { average: 'samples' }),
      'average "samples" is for rows',
    ],
    [
      'a column that is not there',
      () => f1Score(rows, guesses, { average: 'macro', labels: [3] }),
      'from 0 to 2, got 3',
    ],
    [
      'samplewise of labels',
      () => multilabelConfusionMatrix([0, 1], [0, 1], { samplewise: true }),
      'samplewise is for rows of indicators',
    ],
  ])('are refused with %s', (_, score, message) => {
    expect(codeOf(score)).toBe('INVALID_ARGUMENT');
    expect(score).toThrow(message);
  });
});

describe('metrics of agreement', () => {
  it('have no value where there is nothing to compare, and say how to get one', () => {
    expect(codeOf(() => cohenKappaScore([1, 1], [1, 1]))).toBe('UNDEFINED_SCORE');
    expect(() => cohenKappaScore([1, 1], [1, 1])).toThrow('replaceUndefinedBy');
    expect(cohenKappaScore([1, 1], [1, 1], { replaceUndefinedBy: 1 })).toBe(1);
    expect(codeOf(() => balancedAccuracyScore([1, 1], [1, 0], { adjusted: true }))).toBe('UNDEFINED_SCORE');
    const noFalseAlarm = (): unknown => classLikelihoodRatios([0, 1], [0, 1]);
    expect(codeOf(noFalseAlarm)).toBe('UNDEFINED_SCORE');
    expect(noFalseAlarm).toThrow('positiveLikelihoodRatio has no value: no negative sample is predicted as positive');
    const replaced = classLikelihoodRatios([0, 1], [0, 1], { replaceUndefinedBy: { positiveLikelihoodRatio: 99 } });
    expect(replaced).toEqual({ positiveLikelihoodRatio: 99, negativeLikelihoodRatio: 0 });
    expect(classLikelihoodRatios([0, 0], [1, 0], { labels: [0, 1], replaceUndefinedBy: 1 })).toEqual({
      positiveLikelihoodRatio: 1,
      negativeLikelihoodRatio: 1,
    });
  });

  it.each<[string, () => unknown]>([
    ['a replacement of kappa above 1', () => cohenKappaScore([1], [1], { replaceUndefinedBy: 2 })],
    ['weights of kappa that are no weights', () => cohenKappaScore([1], [1], { weights: bad('cubic') })],
    ['a replacement of both ratios but 1', () => classLikelihoodRatios([0, 1], [0, 1], { replaceUndefinedBy: 2 })],
    [
      'a positive ratio below 1',
      () => classLikelihoodRatios([0, 1], [0, 1], { replaceUndefinedBy: { positiveLikelihoodRatio: 0.5 } }),
    ],
    [
      'a negative ratio above 1',
      () => classLikelihoodRatios([0, 1], [0, 1], { replaceUndefinedBy: { negativeLikelihoodRatio: 1.5 } }),
    ],
    ['three classes where there must be two', () => classLikelihoodRatios([0, 1, 2], [0, 1, 2])],
    ['no beta', () => fbetaScore([1], [1], bad({}))],
    ['a table of 20000 classes', () => confusionMatrix([...Array(20000).keys()], [...Array(20000).keys()])],
  ])('refuse %s', (_, score) => {
    expect(codeOf(score)).toBe('INVALID_ARGUMENT');
  });

  it('count ten thousand classes without a table of them', () => {
    const labels = [...Array(20000).keys()];
    expect(matthewsCorrcoef(labels, labels)).toBe(1);
    expect(balancedAccuracyScore(labels, labels)).toBe(1);
  });

  const label = fc.integer({ min: 0, max: 2 });
  const pairs = fc.array(fc.tuple(label, label), { minLength: 2, maxLength: 30 });

  it('hold what their definitions promise', () => {
    fc.assert(
      fc.property(pairs, (some) => {
        const [t, p] = [some.map(([a]) => a), some.map(([, b]) => b)];
        expect(matthewsCorrcoef(t, p)).toBeCloseTo(matthewsCorrcoef(p, t), 12);
        expect(cohenKappaScore(t, p, { replaceUndefinedBy: 1 })).toBeCloseTo(
          cohenKappaScore(p, t, { replaceUndefinedBy: 1 }),
          12,
        );
        expect(zeroOneLoss(t, p) + accuracyScore(t, p)).toBeCloseTo(1, 12);
        expect(hammingLoss(t, p)).toBe(zeroOneLoss(t, p));
        const jaccard = jaccardScore(t, p, { average: 'none' });
        f1Score(t, p, { average: 'none' }).forEach((f1, k) => {
          expect(jaccard[k]! / (2 - f1)).toBeCloseTo(f1 / (2 - f1) / (2 - f1), 12);
        });
        const confusion = confusionMatrix(t, p);
        multilabelConfusionMatrix(t, p).forEach((one, k) => {
          expect(one.at(1, 1)).toBe(confusion.at(k, k));
          expect(one.data.reduce((total, count) => total + count, 0)).toBe(some.length);
        });
      }),
    );
  });
});

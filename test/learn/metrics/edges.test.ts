import { describe, expect, it } from 'vitest';
import { Matrix } from '../../../src/learn/math/matrix.js';
import { accuracyScore } from '../../../src/learn/metrics/classification/accuracy-score.js';
import { confusionMatrix } from '../../../src/learn/metrics/classification/confusion-matrix.js';
import { f1Score } from '../../../src/learn/metrics/classification/f1-score.js';
import { logLoss } from '../../../src/learn/metrics/probabilities/log-loss.js';
import { meanAbsoluteError } from '../../../src/learn/metrics/regression/mean-absolute-error.js';
import { precisionRecallFscoreSupport } from '../../../src/learn/metrics/classification/precision-recall-fscore-support.js';
import { precisionScore } from '../../../src/learn/metrics/classification/precision-score.js';
import { r2Score } from '../../../src/learn/metrics/regression/r2-score.js';
import { rocAucScore } from '../../../src/learn/metrics/ranking/roc-auc-score.js';
import { codeOf } from '../fixture.js';

const bad = (value: unknown): never => value as never;

describe('every metric', () => {
  it.each<[string, () => unknown]>([
    ['an unknown option', () => accuracyScore([1], [1], bad({ weights: [1] }))],
    ['beta where it has no meaning', () => f1Score([1], [1], bad({ beta: 2 }))],
    ['labels beside numbers', () => accuracyScore([1, 0], ['1', '0'])],
    ['booleans beside numbers', () => accuracyScore([1, 0], [true, false])],
    ['a missing label', () => accuracyScore(['a', 'b'], bad(['a', null]))],
    ['NaN as a label', () => accuracyScore([1, 0], [1, NaN])],
    ['no predictions', () => accuracyScore([1], bad(undefined))],
    ['a negative weight', () => accuracyScore([1, 0], [1, 0], { sampleWeight: [2, -1] })],
    ['a text that looks like a number', () => meanAbsoluteError([1], bad(['1']))],
    ['null for a number', () => meanAbsoluteError([1], bad([null]))],
    ['null for a score', () => rocAucScore([0, 1], bad([0.5, null]))],
    [
      'null in a row of scores',
      () =>
        rocAucScore(
          [0, 1],
          bad([
            [0, 1],
            [null, 1],
          ]),
        ),
    ],
    ['rows of different length', () => logLoss([0, 1], [[0.5, 0.5], [1]])],
    ['rows of scores without columns', () => rocAucScore([0, 1], [[], []])],
    ['an unknown average', () => precisionScore([1], [1], bad({ average: 'samples' }))],
    ['an unknown normalisation', () => confusionMatrix([1], [1], bad({ normalize: true }))],
    ['labels that repeat', () => confusionMatrix([1], [1], { labels: [1, 1] })],
    ['text labels without a posLabel', () => precisionScore(['a', 'b'], ['a', 'b'])],
    ['a zeroDivision between', () => precisionScore([0], [0], { zeroDivision: 0.5 })],
    ['a beta below 0', () => precisionRecallFscoreSupport([1], [1], { beta: -1 })],
    ['labels that are not sorted', () => logLoss([0, 1], [0.5, 0.5], { labels: [1, 0] })],
    ['a maxFpr of 0', () => rocAucScore([0, 1], [0, 1], { maxFpr: 0 })],
  ])('refuses %s', (_, score) => {
    expect(codeOf(score)).toBe('INVALID_ARGUMENT');
  });

  it('takes typed arrays and matrices as it takes arrays', () => {
    expect(accuracyScore(Int32Array.of(1, 0), Uint8Array.of(1, 1))).toBe(0.5);
    const p = [
      [0.7, 0.3],
      [0.2, 0.8],
    ];
    expect(logLoss(['a', 'b'], Matrix.from(p))).toBe(logLoss(['a', 'b'], p));
    expect(
      rocAucScore(
        ['a', 'b'],
        p.map((row) => Float32Array.from(row)),
      ),
    ).toBe(1);
  });

  it('says where a value does not belong', () => {
    expect(() => meanAbsoluteError([1, 2], [1, NaN])).toThrow('yPred[1] must be a finite number, got NaN');
    expect(() => accuracyScore([1, 0], [0.9, 0.2])).toThrow('yPred[0] must be a class label');
    expect(() =>
      logLoss(
        [0, 1],
        [
          [0.5, 0.5],
          [0.5, NaN],
        ],
      ),
    ).toThrow('probabilities[1][1]');
  });
});

describe('r2Score', () => {
  // scikit-learn gives −7.6e28 here, because six times 3.3 has a mean that rounds.
  it('is 0 or 1 for a constant truth, even one whose mean rounds', () => {
    const truth = new Array<number>(6).fill(3.3);
    expect(r2Score(truth, truth)).toBe(1);
    expect(r2Score(truth, [3.3, 3.3, 3.3, 3.3, 3.3, 3.4])).toBe(0);
    expect(r2Score([3.3, 9, 3.3], [3.3, 1, 3.3], { sampleWeight: [1, 0, 1] })).toBe(1);
  });
});

describe('logLoss', () => {
  it('costs at most 36.04 for a sure and wrong prediction', () => {
    expect(logLoss([0, 1], [1, 0])).toBeCloseTo(36.04365338911715, 12);
    expect(logLoss([0, 1], [0, 1])).toBeCloseTo(2.220446049250313e-16, 30);
  });
});

describe('precision, recall and F score', () => {
  it('know true as the positive class of booleans', () => {
    expect(f1Score([true, false, true], [true, true, true])).toBeCloseTo(0.8, 12);
  });

  it('give arrays for none, with the support of each class', () => {
    const { precision, recall, fscore, support } = precisionRecallFscoreSupport(['a', 'b', 'b'], ['b', 'b', 'b'], {
      average: 'none',
    });
    expect([...precision]).toEqual([0, 2 / 3]);
    expect([...recall]).toEqual([0, 1]);
    expect([...fscore]).toEqual([0, 0.8]);
    expect([...support]).toEqual([1, 2]);
  });
});

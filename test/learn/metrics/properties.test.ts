import { describe, expect, it } from 'vitest';
import fc from '../../helpers/fast-check.js';
import { accuracyScore } from '../../../src/learn/metrics/classification/accuracy-score.js';
import { confusionMatrix } from '../../../src/learn/metrics/classification/confusion-matrix.js';
import { f1Score } from '../../../src/learn/metrics/classification/f1-score.js';
import { logLoss } from '../../../src/learn/metrics/probabilities/log-loss.js';
import { meanAbsoluteError } from '../../../src/learn/metrics/regression/mean-absolute-error.js';
import { meanSquaredError } from '../../../src/learn/metrics/regression/mean-squared-error.js';
import { precisionScore } from '../../../src/learn/metrics/classification/precision-score.js';
import { r2Score } from '../../../src/learn/metrics/regression/r2-score.js';
import { recallScore } from '../../../src/learn/metrics/classification/recall-score.js';
import { rocAucScore } from '../../../src/learn/metrics/ranking/roc-auc-score.js';

const label = fc.integer({ min: 0, max: 3 });
const pairs = fc.array(fc.tuple(label, label), { minLength: 1, maxLength: 40 });
const numbers = fc.array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })), {
  minLength: 2,
  maxLength: 40,
});
/** Both classes, with scores of few values, so that ties are common. */
const scored = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 9 })), { minLength: 0, maxLength: 40 })
  .map((some): [number, number][] => [[0, 4], [1, 5], ...some]);

const split = (samples: readonly (readonly [number, number])[]): [number[], number[]] => [
  samples.map(([a]) => a),
  samples.map(([, b]) => b),
];

type Metric = (yTrue: number[], yPred: number[], options?: { sampleWeight: number[] }) => number;
const METRICS: [string, Metric, fc.Arbitrary<[number, number][]>][] = [
  ['accuracyScore', accuracyScore, pairs],
  ['macro precision', (t, p, o) => precisionScore(t, p, { average: 'macro', ...o }), pairs],
  ['weighted recall', (t, p, o) => recallScore(t, p, { average: 'weighted', ...o }), pairs],
  ['micro F1', (t, p, o) => f1Score(t, p, { average: 'micro', ...o }), pairs],
  ['rocAucScore', rocAucScore, scored],
  ['partial rocAucScore', (t, p, o) => rocAucScore(t, p, { maxFpr: 0.3, ...o }), scored],
  [
    'logLoss',
    (t, p, o) =>
      logLoss(
        t,
        p.map((s) => s / 9),
        { labels: [0, 1], ...o },
      ),
    scored,
  ],
  ['meanAbsoluteError', meanAbsoluteError, numbers],
  ['meanSquaredError', meanSquaredError, numbers],
  ['r2Score', r2Score, numbers],
];

describe.each(METRICS)('%s', (_, metric, samples) => {
  it('counts a sample of weight w as w samples', () => {
    fc.assert(
      fc.property(samples, fc.infiniteStream(fc.integer({ min: 1, max: 3 })), (some, stream) => {
        const sampleWeight = some.map(() => stream.next().value as number);
        const repeated = some.flatMap((sample, i) => Array.from({ length: sampleWeight[i]! }, () => sample));
        const weighted = metric(...split(some), { sampleWeight });
        expect(weighted).toBeCloseTo(metric(...split(repeated)), 10);
      }),
    );
  });

  it('does not depend on the order of the samples', () => {
    fc.assert(
      fc.property(samples, (some) => {
        expect(metric(...split([...some].reverse()))).toBeCloseTo(metric(...split(some)), 12);
      }),
    );
  });
});

describe('rocAucScore', () => {
  it('is the share of pairs that are in order, ties counting one half', () => {
    fc.assert(
      fc.property(scored, (some) => {
        const positives = some.filter(([y]) => y === 1);
        const negatives = some.filter(([y]) => y === 0);
        const wins = positives.flatMap(([, p]) => negatives.map(([, n]) => (p > n ? 1 : p === n ? 0.5 : 0)));
        const share = wins.reduce((total: number, win) => total + win, 0) / wins.length;
        expect(rocAucScore(...split(some))).toBeCloseTo(share, 12);
      }),
    );
  });

  it('is unchanged by any increasing map of the scores, and turned around by a decreasing one', () => {
    fc.assert(
      fc.property(scored, (some) => {
        const [y, s] = split(some);
        expect(
          rocAucScore(
            y,
            s.map((v) => Math.exp(5 * v)),
          ),
        ).toBe(rocAucScore(y, s));
        expect(
          rocAucScore(
            y,
            s.map((v) => -v),
          ),
        ).toBeCloseTo(1 - rocAucScore(y, s), 12);
      }),
    );
  });

  it('takes the second of two columns', () => {
    const y = ['a', 'a', 'b', 'b'];
    const s = [0.1, 0.4, 0.35, 0.8];
    expect(
      rocAucScore(
        y,
        s.map((v) => [1 - v, v]),
      ),
    ).toBe(rocAucScore(y, s));
    expect(rocAucScore(y, s, { labels: ['a', 'b'] })).toBe(0.75);
  });
});

describe('confusionMatrix', () => {
  it('sums to the number of samples, its diagonal to that of the right ones', () => {
    fc.assert(
      fc.property(pairs, (some) => {
        const matrix = confusionMatrix(...split(some));
        expect(matrix.data.reduce((total, count) => total + count, 0)).toBe(some.length);
        const right = matrix.toRows().reduce((total, row, k) => total + row[k]!, 0);
        expect(right / some.length).toBeCloseTo(accuracyScore(...split(some)), 12);
        expect(confusionMatrix(...split(some.map(([t, p]) => [p, t] as const))).toRows()).toEqual(
          matrix.toRows().map((_, j) => [...matrix.column(j)]),
        );
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import { averagePrecisionScore } from '../../../../src/learn/metrics/ranking/average-precision-score.js';
import { giniCoefficient } from '../../../../src/learn/metrics/ranking/gini-coefficient.js';
import { rocAucScore } from '../../../../src/learn/metrics/ranking/roc-auc-score.js';
import { auc } from '../../../../src/learn/metrics/thresholds/auc.js';
import { detCurve } from '../../../../src/learn/metrics/thresholds/det-curve.js';
import { precisionRecallCurve } from '../../../../src/learn/metrics/thresholds/precision-recall-curve.js';
import { rocCurve } from '../../../../src/learn/metrics/thresholds/roc-curve.js';
import { first, ofTwo, OTHERS, RANKINGS, scores, truth } from './score-metrics.js';

describe.each([...RANKINGS, ...OTHERS])('%s', (_, metric, arbitrary) => {
  const weights = fc.infiniteStream(fc.integer({ min: 1, max: 3 }));

  it('counts a sample of weight w as w samples, and one of weight 0 not at all', () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, weights, (samples, ignored, stream) => {
        const sampleWeight = samples.map(() => stream.next().value as number);
        const repeated = samples.flatMap((sample, i) => Array.from({ length: sampleWeight[i]! }, () => sample));
        const all = [...samples, ...ignored];
        const weighted = metric(all, { sampleWeight: [...sampleWeight, ...ignored.map(() => 0)] });
        expect(weighted).toBeCloseTo(metric(repeated, {}), 10);
      }),
    );
  });

  it('does not depend on the order of the samples, nor on the unit of the weights', () => {
    fc.assert(
      fc.property(arbitrary, weights, (samples, stream) => {
        const sampleWeight = samples.map(() => stream.next().value as number);
        const value = metric(samples, { sampleWeight });
        const turned = { sampleWeight: [...sampleWeight].reverse().map((weight) => weight / 7) };
        expect(metric([...samples].reverse(), turned)).toBeCloseTo(value, 10);
        expect(metric([...samples].reverse(), {})).toBeCloseTo(metric(samples, {}), 10);
      }),
    );
  });
});

/** Increasing maps that keep different eighths different. */
const INCREASING: ((s: number) => number)[] = [
  (s) => 2 * s - 9,
  (s) => Math.exp(30 * s),
  (s) => Math.atan(s),
  (s) => s ** 3,
];

describe.each(RANKINGS)('%s', (_, metric, arbitrary) => {
  it('is unchanged by any increasing map of the scores', () => {
    fc.assert(
      fc.property(arbitrary, fc.constantFrom(...INCREASING), (samples, map) => {
        const mapped = samples.map(({ y, s }) => ({ y, s: s.map(map) }));
        expect(metric(mapped, {})).toBe(metric(samples, {}));
      }),
    );
  });
});

describe('what curves and areas have to do with each other', () => {
  const binary = ofTwo.map((samples): [number[], number[]] => [first(truth(samples)), first(scores(samples))]);
  const check = (test: (y: number[], s: number[]) => void): void => {
    fc.assert(
      fc.property(binary, ([y, s]) => {
        test(y, s);
      }),
    );
  };

  it('turns the area around with the scores, and with the classes', () => {
    check((y, s) => {
      const area = rocAucScore(y, s);
      expect(rocAucScore(y, s.map((score) => -score))).toBeCloseTo(1 - area, 12); // prettier-ignore
      expect(rocAucScore(y.map((label) => 1 - label), s)).toBeCloseTo(1 - area, 12); // prettier-ignore
      expect(giniCoefficient(y, s)).toBeCloseTo(2 * area - 1, 12);
    });
  });

  it('keeps the area when points on straight lines are dropped', () => {
    check((y, s) => {
      for (const dropIntermediate of [true, false]) {
        const { fpr, tpr } = rocCurve(y, s, { dropIntermediate });
        expect(auc(fpr, tpr)).toBeCloseTo(rocAucScore(y, s), 12);
        expect([fpr[0], tpr[0], fpr.at(-1), tpr.at(-1)]).toEqual([0, 0, 1, 1]);
      }
    });
  });

  it('has the average precision under the steps of the precision-recall curve', () => {
    check((y, s) => {
      for (const dropIntermediate of [true, false]) {
        const { precision, recall } = precisionRecallCurve(y, s, { dropIntermediate });
        let area = 0;
        for (let k = 0; k < recall.length - 1; k++) area += (recall[k]! - recall[k + 1]!) * precision[k]!;
        expect(area).toBeCloseTo(averagePrecisionScore(y, s), 12);
      }
    });
  });

  it('has the same rates at the same thresholds in each curve', () => {
    check((y, s) => {
      const roc = rocCurve(y, s, { dropIntermediate: false });
      const det = detCurve(y, s);
      const pr = precisionRecallCurve(y, s);
      det.thresholds.forEach((threshold, k) => {
        const point = roc.thresholds.indexOf(threshold);
        expect(det.fpr[k]).toBe(roc.fpr[point]);
        expect(det.fnr[k]).toBeCloseTo(1 - roc.tpr[point]!, 12);
      });
      pr.thresholds.forEach((threshold, k) => {
        expect(pr.recall[k]).toBe(roc.tpr[roc.thresholds.indexOf(threshold)]);
      });
    });
  });
});

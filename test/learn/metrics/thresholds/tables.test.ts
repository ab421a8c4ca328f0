import { describe, expect, it } from 'vitest';
import { expectedCalibrationError } from '../../../../src/learn/metrics/calibration/expected-calibration-error.js';
import { maximumCalibrationError } from '../../../../src/learn/metrics/calibration/maximum-calibration-error.js';
import { giniCoefficient } from '../../../../src/learn/metrics/ranking/gini-coefficient.js';
import { costCurve } from '../../../../src/learn/metrics/thresholds/cost-curve.js';
import { gainTable } from '../../../../src/learn/metrics/thresholds/gain-table.js';
import { ksStatistic } from '../../../../src/learn/metrics/thresholds/ks-statistic.js';
import { thresholdTable } from '../../../../src/learn/metrics/thresholds/threshold-table.js';
import { codeOf, readFixture } from '../../fixture.js';
import { near } from '../reference.js';

interface Case {
  y: number[];
  s: number[];
  weights: number[] | null;
  rows: { threshold: number }[];
  ks: number;
  ksThreshold: number;
  gini: number;
  calibration: { strategy: 'uniform' | 'quantile'; expected: number; maximum: number }[];
}

const cases = (readFixture('metrics_comparison') as { thresholds: Case[] }).thresholds.map((one) => ({
  ...one,
  weighting: one.weights === null ? {} : { sampleWeight: one.weights },
}));
const costs = { fn: 5, fp: 2, tp: -1 };

describe('tables and numbers of thresholds', () => {
  it('have the values of counting at each threshold', () => {
    for (const { y, s, weighting, rows } of cases) {
      const thresholds = rows.map(({ threshold }) => threshold);
      const table = thresholdTable(y, s, { ...weighting, thresholds, costs });
      table.forEach((row, k) => expect(row).toMatchObject(near(rows[k]) as object));
      for (const { tp, fp, fn, tn, precision, recall, specificity, accuracy, positiveRate } of table) {
        expect(precision * (tp + fp)).toBeCloseTo(tp, 12);
        expect(recall * (tp + fn)).toBeCloseTo(tp, 12);
        expect(specificity * (tn + fp)).toBeCloseTo(tn, 12);
        expect([accuracy, positiveRate]).toEqual(
          near([(tp + tn) / (tp + fp + fn + tn), (tp + fp) / (tp + fp + fn + tn)]),
        );
      }
    }
  });

  it('have a row for each distinct score, unless told otherwise', () => {
    const [{ y, s }] = cases as [(typeof cases)[0]];
    expect(thresholdTable(y, s).map(({ threshold }) => threshold)).toEqual([...new Set(s)].sort((a, b) => b - a));
  });

  it('find the threshold that costs least', () => {
    for (const { y, s, weighting } of cases) {
      const curve = costCurve(y, s, { ...weighting, costs });
      const table = thresholdTable(y, s, { ...weighting, thresholds: curve.thresholds.slice(1), costs });
      expect([...curve.costs.slice(1)]).toEqual(near(table.map(({ cost }) => cost)));
      expect(curve.bestCost).toBe(Math.min(...curve.costs));
      expect(curve.costs[curve.thresholds.indexOf(curve.bestThreshold)]).toBe(curve.bestCost);
    }
    expect(costCurve([0, 0, 1], [1, 2, 0], { costs: { fp: 9, fn: 1 } }).bestThreshold).toBe(Infinity);
  });

  it('have the KS statistic and Gini coefficient of the ROC curve', () => {
    for (const { y, s, weighting, ks, ksThreshold, gini } of cases) {
      expect(ksStatistic(y, s, weighting)).toEqual(near({ statistic: ks, threshold: ksThreshold }));
      expect(giniCoefficient(y, s, weighting)).toBeCloseTo(gini, 12);
    }
    expect(ksStatistic([1, 0], [1, 2])).toEqual({ statistic: 0, threshold: Infinity });
  });

  it('have the calibration errors of the bins', () => {
    for (const { y, s, weighting, calibration } of cases) {
      for (const { strategy, expected, maximum } of calibration) {
        const options = { ...weighting, strategy, nBins: 7 };
        expect(expectedCalibrationError(y, s, options)).toBeCloseTo(expected, 12);
        expect(maximumCalibrationError(y, s, options)).toBeCloseTo(maximum, 12);
      }
    }
  });

  it('refuse what does not fit', () => {
    expect(codeOf(() => thresholdTable([0, 1], [0, 1], { thresholds: [NaN] }))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => costCurve([0, 1], [0, 1], { costs: { fp: Infinity } }))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => costCurve([0, 1], [0, 1], { costs: {} }))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => costCurve([0, 1], [0, 1], { costs: { falsePositive: 1 } as object }))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => expectedCalibrationError([0, 1], [0, 1.5]))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => ksStatistic([1, 1], [0, 1]))).toBe('UNDEFINED_SCORE');
    expect(codeOf(() => giniCoefficient([1, 1], [0, 1]))).toBe('UNDEFINED_SCORE');
  });
});

describe('gainTable', () => {
  it('counts the positives of each part', () => {
    const y = [1, 1, 0, 1, 0, 0, 1, 0, 0, 0];
    const rows = gainTable(
      y,
      y.map((_, i) => -i),
      { nBins: 5 },
    );
    expect(rows.map(({ positives }) => positives)).toEqual([2, 1, 0, 1, 0]);
    expect(rows.map(({ gain }) => gain)).toEqual([0.5, 0.75, 0.75, 1, 1]);
    expect(rows.map(({ lift }) => lift)).toEqual(near([2.5, 1.25, 0, 1.25, 0]));
    expect(rows.map(({ minScore }) => minScore)).toEqual([-1, -3, -5, -7, -9]);
    expect(rows.at(-1)).toMatchObject(near({ cumulativeLift: 1, gain: 1, rate: 0, count: 2 }) as object);
  });

  it('shares out the positives of equal scores, in whatever order they come', () => {
    const rows = gainTable([1, 0, 0, 1], [0.5, 0.5, 0.5, 0.5], { nBins: 4 });
    expect(rows.map(({ positives }) => positives)).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect(rows.every(({ lift }) => lift === 1)).toBe(true);
  });

  it('adds up to all positives, with weights and without', () => {
    for (const { y, s, weighting } of cases) {
      const rows = gainTable(y, s, weighting);
      const found = rows.reduce((total, { positives }) => total + positives, 0);
      const weights = weighting.sampleWeight ?? y.map(() => 1);
      expect(found).toBeCloseTo(
        y.reduce((total, label, i) => total + label * weights[i]!, 0),
        12,
      );
      expect(rows.every((row, k) => row.gain >= (rows[k - 1]?.gain ?? 0))).toBe(true);
    }
  });

  it('refuses more parts than samples, and has no value without positives', () => {
    expect(codeOf(() => gainTable([0, 1], [0, 1]))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => gainTable([0, 0], [0, 1], { nBins: 2 }))).toBe('UNDEFINED_SCORE');
  });
});

import fc from '../../../helpers/fast-check.js';
import { expectedCalibrationError } from '../../../../src/learn/metrics/calibration/expected-calibration-error.js';
import { maximumCalibrationError } from '../../../../src/learn/metrics/calibration/maximum-calibration-error.js';
import { brierScoreLoss } from '../../../../src/learn/metrics/probabilities/brier-score-loss.js';
import { d2BrierScore } from '../../../../src/learn/metrics/probabilities/d2-brier-score.js';
import { d2LogLossScore } from '../../../../src/learn/metrics/probabilities/d2-log-loss-score.js';
import { hingeLoss } from '../../../../src/learn/metrics/probabilities/hinge-loss.js';
import { logLoss } from '../../../../src/learn/metrics/probabilities/log-loss.js';
import { averagePrecisionScore } from '../../../../src/learn/metrics/ranking/average-precision-score.js';
import { giniCoefficient } from '../../../../src/learn/metrics/ranking/gini-coefficient.js';
import { coverageError } from '../../../../src/learn/metrics/ranking/relevance/coverage-error.js';
import { dcgScore } from '../../../../src/learn/metrics/ranking/relevance/dcg-score.js';
import { labelRankingAveragePrecisionScore } from '../../../../src/learn/metrics/ranking/relevance/label-ranking-average-precision-score.js';
import { labelRankingLoss } from '../../../../src/learn/metrics/ranking/relevance/label-ranking-loss.js';
import { ndcgScore } from '../../../../src/learn/metrics/ranking/relevance/ndcg-score.js';
import { rocAucScore } from '../../../../src/learn/metrics/ranking/roc-auc-score.js';
import { topKAccuracyScore } from '../../../../src/learn/metrics/ranking/top-k-accuracy-score.js';
import { ksStatistic } from '../../../../src/learn/metrics/thresholds/ks-statistic.js';

/** What is true of a sample, and its scores in eighths of one, so that ties are common and sums are exact. */
export interface Sample {
  readonly y: number[];
  readonly s: number[];
}
interface Weighted {
  readonly sampleWeight?: number[];
}
export type Metric = (samples: readonly Sample[], options: Weighted) => number;

const eighth = fc.integer({ min: 0, max: 8 }).map((k) => k / 8);
const withBoth = (some: readonly Sample[], ...first: Sample[]): Sample[] => [...first, ...some];

/** Two classes with a score of the second, both of them present. */
export const ofTwo = fc
  .array(fc.record({ y: fc.tuple(fc.integer({ min: 0, max: 1 })), s: fc.tuple(eighth) }), { maxLength: 30 })
  .map((some) => withBoth(some, { y: [0], s: [0.5] }, { y: [1], s: [0.625] }));
/** Three classes with probabilities of each, all of them present. */
const shares = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }))
  .map(([a, b]) => [a / 8, b / 8, (8 - a - b) / 8]);
const ofThree = fc
  .array(fc.record({ y: fc.tuple(fc.integer({ min: 0, max: 2 })), s: shares }), { maxLength: 30 })
  .map((some) => withBoth(some, ...[0, 1, 2].map((k) => ({ y: [k], s: [0.25, 0.25, 0.5] }))));
/** Which of four labels a sample has, each with and without at least once. */
const four = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: 4, maxLength: 4 });
const ofLabels = fc
  .array(fc.record({ y: four(fc.integer({ min: 0, max: 1 })), s: four(eighth) }), { maxLength: 20 })
  .map((some) => withBoth(some, { y: [1, 0, 1, 0], s: [0, 0.5, 1, 0.5] }, { y: [0, 1, 0, 1], s: [1, 1, 0, 0] }));

export const first = (rows: readonly number[][]): number[] => rows.map((row) => row[0]!);
export const truth = (samples: readonly Sample[]): number[][] => samples.map(({ y }) => y);
export const scores = (samples: readonly Sample[]): number[][] => samples.map(({ s }) => s);
/** A metric of one label and one score per sample, of one label and many scores, of many of both. */
const oneToOne =
  (metric: (y: number[], s: number[], options: Weighted) => number): Metric =>
  (samples, options) =>
    metric(first(truth(samples)), first(scores(samples)), options);
const oneToMany =
  (metric: (y: number[], s: number[][], options: Weighted) => number): Metric =>
  (samples, options) =>
    metric(first(truth(samples)), scores(samples), options);
const manyToMany =
  (metric: (y: number[][], s: number[][], options: Weighted) => number): Metric =>
  (samples, options) =>
    metric(truth(samples), scores(samples), options);

/** Metrics that see only how the scores are ordered. */
export const RANKINGS: [string, Metric, fc.Arbitrary<Sample[]>][] = [
  ['rocAucScore', oneToOne(rocAucScore), ofTwo],
  ['partial rocAucScore', oneToOne((y, s, o) => rocAucScore(y, s, { maxFpr: 0.4, ...o })), ofTwo],
  ['rocAucScore of labels', manyToMany(rocAucScore), ofLabels],
  ['micro rocAucScore of labels', manyToMany((y, s, o) => rocAucScore(y, s, { average: 'micro', ...o })), ofLabels],
  ['averagePrecisionScore', oneToOne(averagePrecisionScore), ofTwo],
  ['averagePrecisionScore of three classes', oneToMany(averagePrecisionScore), ofThree],
  [
    'weighted averagePrecisionScore',
    manyToMany((y, s, o) => averagePrecisionScore(y, s, { average: 'weighted', ...o })),
    ofLabels,
  ],
  ['giniCoefficient', oneToOne(giniCoefficient), ofTwo],
  ['ksStatistic', oneToOne((y, s, o) => ksStatistic(y, s, o).statistic), ofTwo],
  ['topKAccuracyScore', oneToMany(topKAccuracyScore), ofThree],
  ['coverageError', manyToMany(coverageError), ofLabels],
  ['labelRankingLoss', manyToMany(labelRankingLoss), ofLabels],
  ['labelRankingAveragePrecisionScore', manyToMany(labelRankingAveragePrecisionScore), ofLabels],
  ['dcgScore', manyToMany(dcgScore), ofLabels],
  ['ndcgScore', manyToMany((y, s, o) => ndcgScore(y, s, { k: 3, ...o })), ofLabels],
];

/** Metrics that see the scores themselves. */
export const OTHERS: [string, Metric, fc.Arbitrary<Sample[]>][] = [
  [
    'rocAucScore, each class against the rest',
    oneToMany((y, s, o) => rocAucScore(y, s, { multiClass: 'ovr', ...o })),
    ofThree,
  ],
  ['logLoss', oneToOne(logLoss), ofTwo],
  ['logLoss of three classes', oneToMany(logLoss), ofThree],
  ['brierScoreLoss', oneToOne(brierScoreLoss), ofTwo],
  ['brierScoreLoss of three classes', oneToMany(brierScoreLoss), ofThree],
  ['d2LogLossScore', oneToOne(d2LogLossScore), ofTwo],
  ['d2LogLossScore of three classes', oneToMany(d2LogLossScore), ofThree],
  ['d2BrierScore', oneToOne(d2BrierScore), ofTwo],
  ['d2BrierScore of three classes', oneToMany(d2BrierScore), ofThree],
  ['hingeLoss', oneToOne(hingeLoss), ofTwo],
  ['hingeLoss of three classes', oneToMany(hingeLoss), ofThree],
  ['expectedCalibrationError', oneToOne(expectedCalibrationError), ofTwo],
  ['maximumCalibrationError', oneToOne(maximumCalibrationError), ofTwo],
];

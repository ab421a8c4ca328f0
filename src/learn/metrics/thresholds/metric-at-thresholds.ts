import type { Target } from '../../contracts.js';
import { checkLabels } from '../../data/labels/check-labels.js';
import { checkSameLength } from '../../data/check-numbers.js';
import { readSampleWeight } from '../../data/check-sample-weight.js';
import { takeTargets } from '../../data/take-rows.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import type { Matrix } from '../../math/matrix.js';
import type { SampleWeightOption } from '../common/check-targets.js';
import { descendingOrder } from './counts/descending-order.js';
import { BINARY_SCORE_RULES, readScoreColumn } from './counts/read-scored-samples.js';

/** A metric of true and predicted labels; `options` may have `sampleWeight` and what `metricParams` has. */
export type ThresholdMetric = (yTrue: Target, yPred: Int32Array, options: never) => number;

/** Options of `metricAtThresholds`. */
export interface MetricAtThresholdsOptions extends SampleWeightOption {
  /**
   * Called once per threshold with truth and prediction of all samples of weight above 0, from the highest score to
   * the lowest; then come its options.
   */
  readonly metricFunc: ThresholdMetric;
  /** Options for the metric. @default none */
  readonly metricParams?: object;
}

/** A metric's value at each threshold; both arrays have the same length. */
export interface MetricAtThresholds {
  readonly values: Float64Array;
  /** The different scores, from the highest to the lowest. */
  readonly thresholds: Float64Array;
}

/**
 * Any metric at each threshold: a sample is predicted 1 where its score is at least the threshold, else 0.
 *
 * @param yTrue - Labels 0 and 1 (what the metric takes); shape `[nSamples]`.
 * @param yScore - Scores that grow with class 1, any scale; shape `[nSamples]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, or a value is no label or no finite number; whatever
 *   the metric throws.
 *
 * Time O(n) for each of the thresholds: `confusionMatrixAtThresholds` and `thresholdTable` are much faster for what
 * they have. Source: semantics of scikit-learn's `metric_at_thresholds`.
 *
 * @example
 * ```ts
 * metricAtThresholds([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], { metricFunc: accuracyScore }).values; // Float64Array [0.75, 0.5, 0.75, 0.5]
 * ```
 */
export function metricAtThresholds(
  yTrue: Target,
  yScore: ArrayLike<number> | Matrix,
  options: MetricAtThresholdsOptions,
): MetricAtThresholds {
  checkOptions('metricAtThresholds', options, {
    sampleWeight: BINARY_SCORE_RULES.sampleWeight,
    metricFunc: { expected: 'a function', accepts: (value) => typeof value === 'function' },
    metricParams: { expected: 'an object', accepts: (value) => typeof value === 'object' && value !== null },
  });
  const labels = checkLabels(yTrue, 'yTrue');
  const scores = readScoreColumn(yScore);
  checkSameLength(['yScore', scores.length], ['yTrue', labels.length]);
  const weights = readSampleWeight(options.sampleWeight, scores.length);
  const order = Array.from(descendingOrder(scores).order).filter((i) => weights?.[i] !== 0);
  const truth = takeTargets(yTrue, order);
  const weighting = weights === undefined ? {} : { sampleWeight: takeTargets(weights, order) };
  const values: number[] = [];
  const thresholds: number[] = [];
  const predicted = new Int32Array(order.length);
  order.forEach((i, k) => {
    predicted[k] = 1;
    const next = order[k + 1];
    if (next !== undefined && scores[next] === scores[i]) return;
    // A copy, as the metric may keep what it is given.
    values.push(options.metricFunc(truth, predicted.slice(), { ...options.metricParams, ...weighting } as never));
    thresholds.push(scores[i] as number);
  });
  return { values: Float64Array.from(values), thresholds: Float64Array.from(thresholds) };
}

import type { Target } from '../../contracts.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import type { Matrix } from '../../math/matrix.js';
import { keepEndsOfLevels } from './counts/keep-points.js';
import { BINARY_SCORE_RULES, readScoredSamples, type BinaryScoreOptions } from './counts/read-scored-samples.js';
import { thresholdCounts } from './counts/threshold-counts.js';

/** Options of `precisionRecallCurve`. */
export interface PrecisionRecallCurveOptions extends BinaryScoreOptions {
  /** Leave out the points between others of the same recall. @default false */
  readonly dropIntermediate?: boolean;
}

/** A precision-recall curve, from the lowest threshold to the highest. */
export interface PrecisionRecallCurve {
  /** Shape `[nThresholds + 1]`; the last is 1, of no threshold. */
  readonly precision: Float64Array;
  /** Falls; shape `[nThresholds + 1]`; the last is 0, of no threshold. */
  readonly recall: Float64Array;
  /** Grow; shape `[nThresholds]`. */
  readonly thresholds: Float64Array;
}

/**
 * Precision and recall at each threshold.
 *
 * Where positives are rare this shows more than a ROC curve does. Without any positive sample recall is 1 throughout.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param yScore - Scores that grow with the positive class, any scale; shape `[nSamples]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, a value is no label or no finite number, or the
 *   positive class is not known.
 *
 * Time O(n), memory O(n). Source: semantics of scikit-learn's `precision_recall_curve`.
 *
 * @example
 * ```ts
 * const { precision, recall, thresholds } = precisionRecallCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * precision; // Float64Array [0.5, 0.6666666666666666, 0.5, 1, 1]
 * recall; // Float64Array [1, 1, 0.5, 0.5, 0]
 * thresholds; // Float64Array [0.1, 0.35, 0.4, 0.8]
 * ```
 */
export function precisionRecallCurve(
  yTrue: Target,
  yScore: ArrayLike<number> | Matrix,
  options: PrecisionRecallCurveOptions = {},
): PrecisionRecallCurve {
  checkOptions('precisionRecallCurve', options, { ...BINARY_SCORE_RULES, dropIntermediate: OPTION_RULES.flag });
  const all = thresholdCounts(readScoredSamples(yTrue, yScore, options));
  const { thresholds, tps, fps } = options.dropIntermediate === true ? keepEndsOfLevels(all) : all;
  const nThresholds = thresholds.length;
  const total = tps[nThresholds - 1] as number;
  const precision = new Float64Array(nThresholds + 1);
  const recall = new Float64Array(nThresholds + 1);
  for (let k = 0; k < nThresholds; k++) {
    const tp = tps[k] as number;
    precision[nThresholds - 1 - k] = tp / (tp + (fps[k] as number));
    recall[nThresholds - 1 - k] = total === 0 ? 1 : tp / total;
  }
  precision[nThresholds] = 1;
  return { precision, recall, thresholds: thresholds.reverse() };
}

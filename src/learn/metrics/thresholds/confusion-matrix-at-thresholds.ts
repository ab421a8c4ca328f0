import type { Target } from '../../contracts.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import type { Matrix } from '../../math/matrix.js';
import { BINARY_SCORE_RULES, readScoredSamples, type BinaryScoreOptions } from './counts/read-scored-samples.js';
import { thresholdCounts } from './counts/threshold-counts.js';

/** Weights of the four outcomes at each threshold; all arrays have the same length. */
export interface ConfusionAtThresholds {
  /** Negatives below the threshold. */
  readonly tns: Float64Array;
  /** Negatives at or above it. */
  readonly fps: Float64Array;
  /** Positives below it. */
  readonly fns: Float64Array;
  /** Positives at or above it. */
  readonly tps: Float64Array;
  /** The different scores, from the highest to the lowest. */
  readonly thresholds: Float64Array;
}

/**
 * True and false positives and negatives at each threshold: what every curve and table of thresholds is made of.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param yScore - Scores that grow with the positive class, any scale; shape `[nSamples]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, a value is no label or no finite number, or the
 *   positive class is not known.
 *
 * Time O(n), memory O(n). Source: semantics of scikit-learn's `confusion_matrix_at_thresholds`.
 *
 * @example
 * ```ts
 * const { tps, fps, thresholds } = confusionMatrixAtThresholds([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * tps; // Float64Array [1, 1, 2, 2]
 * fps; // Float64Array [0, 1, 1, 2]
 * thresholds; // Float64Array [0.8, 0.4, 0.35, 0.1]
 * ```
 */
export function confusionMatrixAtThresholds(
  yTrue: Target,
  yScore: ArrayLike<number> | Matrix,
  options: BinaryScoreOptions = {},
): ConfusionAtThresholds {
  checkOptions('confusionMatrixAtThresholds', options, BINARY_SCORE_RULES);
  const { thresholds, tps, fps } = thresholdCounts(readScoredSamples(yTrue, yScore, options));
  const below = (counts: Float64Array): Float64Array => {
    const total = counts.at(-1) as number;
    return counts.map((count) => total - count);
  };
  return { tns: below(fps), fps, fns: below(tps), tps, thresholds };
}

import type { Target } from '../../contracts.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import type { Matrix } from '../../math/matrix.js';
import { bothClasses } from './counts/both-classes.js';
import { keepEndsOfLevels } from './counts/keep-points.js';
import { BINARY_SCORE_RULES, readScoredSamples, type BinaryScoreOptions } from './counts/read-scored-samples.js';
import { thresholdCounts } from './counts/threshold-counts.js';

/** Options of `detCurve`. */
export interface DetCurveOptions extends BinaryScoreOptions {
  /** Leave out the points between others of the same false negative rate. @default false */
  readonly dropIntermediate?: boolean;
}

/** A detection error tradeoff curve; all arrays have the same length. */
export interface DetCurve {
  /** False positive rates; they fall. */
  readonly fpr: Float64Array;
  /** False negative rates; they grow. */
  readonly fnr: Float64Array;
  /** Grow; the last is `Infinity` where no negative sample is above all positive ones. */
  readonly thresholds: Float64Array;
}

/**
 * The two kinds of error at each threshold: negatives taken for positive, positives missed.
 *
 * The part of the ROC curve where neither error has reached its end, turned so that both rates are errors; usually
 * drawn on axes of normal deviates.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param yScore - Scores that grow with the positive class, any scale; shape `[nSamples]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, a value is no label or no finite number, or the
 *   positive class is not known. `UNDEFINED_SCORE` if there are only positives or only negatives.
 *
 * Time O(n), memory O(n). Source: Martin et al. 1997; semantics of scikit-learn's `det_curve`.
 *
 * @example
 * ```ts
 * const { fpr, fnr, thresholds } = detCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * fpr; // Float64Array [0.5, 0.5, 0]
 * fnr; // Float64Array [0, 0.5, 0.5]
 * thresholds; // Float64Array [0.35, 0.4, 0.8]
 * ```
 */
export function detCurve(yTrue: Target, yScore: ArrayLike<number> | Matrix, options: DetCurveOptions = {}): DetCurve {
  checkOptions('detCurve', options, { ...BINARY_SCORE_RULES, dropIntermediate: OPTION_RULES.flag });
  const counts = thresholdCounts(readScoredSamples(yTrue, yScore, options));
  const [positives, negatives] = bothClasses(counts, 'a DET curve');
  // Before all others the point where no sample is called positive.
  const all = {
    thresholds: startingWith(Infinity, counts.thresholds),
    tps: startingWith(0, counts.tps),
    fps: startingWith(0, counts.fps),
  };
  const { thresholds, tps, fps } = options.dropIntermediate === true ? keepEndsOfLevels(all) : all;
  let start = 0;
  while (fps[start + 1] === 0) start++;
  const end = tps.indexOf(positives);
  const size = end - start + 1;
  const curve = { fpr: new Float64Array(size), fnr: new Float64Array(size), thresholds: new Float64Array(size) };
  for (let k = end, place = 0; k >= start; k--, place++) {
    curve.fpr[place] = (fps[k] as number) / negatives;
    curve.fnr[place] = (positives - (tps[k] as number)) / positives;
    curve.thresholds[place] = thresholds[k] as number;
  }
  return curve;
}

function startingWith(first: number, others: Float64Array): Float64Array<ArrayBuffer> {
  const values = new Float64Array(others.length + 1);
  values[0] = first;
  values.set(others, 1);
  return values;
}

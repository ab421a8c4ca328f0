import { ModelMountError } from '../../../core/errors.js';
import type { Target } from '../../contracts.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import type { Matrix } from '../../math/matrix.js';
import { BINARY_SCORE_RULES, readScoredSamples, type BinaryScoreOptions } from './read-scored-samples.js';
import { thresholdCounts } from './threshold-counts.js';

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
  const n = counts.thresholds.length;
  const [positives, negatives] = [counts.tps[n - 1] as number, counts.fps[n - 1] as number];
  if (positives === 0 || negatives === 0) {
    throw new ModelMountError(
      'UNDEFINED_SCORE',
      `a DET curve needs samples of both classes, but yTrue has no ${positives === 0 ? 'positive' : 'negative'} one`,
    );
  }
  // Point 0 is that of no sample called positive; point k + 1 that of threshold k.
  const tp = (point: number): number => (point === 0 ? 0 : (counts.tps[point - 1] as number));
  const fp = (point: number): number => (point === 0 ? 0 : (counts.fps[point - 1] as number));
  let points = Uint32Array.from({ length: n + 1 }, (_, point) => point);
  if (options.dropIntermediate === true) {
    points = points.filter(
      (point) => point === 0 || point === n || tp(point) !== tp(point - 1) || tp(point) !== tp(point + 1),
    );
  }
  const start = points.findLastIndex((point) => fp(point) === 0);
  const end = points.findIndex((point) => tp(point) === positives);
  const shown = points.slice(start, end + 1).reverse();
  return {
    fpr: Float64Array.from(shown, (point) => fp(point) / negatives),
    fnr: Float64Array.from(shown, (point) => (positives - tp(point)) / positives),
    thresholds: Float64Array.from(shown, (point) =>
      point === 0 ? Infinity : (counts.thresholds[point - 1] as number),
    ),
  };
}

import { ModelMountError } from '../../../core/errors.js';
import type { Target } from '../../contracts.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import type { Matrix } from '../../math/matrix.js';
import { BINARY_SCORE_RULES, readScoredSamples, type BinaryScoreOptions } from './read-scored-samples.js';
import { thresholdCounts, type ThresholdCounts } from './threshold-counts.js';

/** Options of `rocCurve`. */
export interface RocCurveOptions extends BinaryScoreOptions {
  /** Leave out the points on a straight line between their neighbours. @default true */
  readonly dropIntermediate?: boolean;
}

/** A ROC curve, point after point; all arrays have the same length. */
export interface RocCurve {
  /** False positive rates, from 0 to 1. */
  readonly fpr: Float64Array;
  /** True positive rates, from 0 to 1. */
  readonly tpr: Float64Array;
  /** From `Infinity`, where no sample is called positive, to the lowest score. */
  readonly thresholds: Float64Array;
}

/**
 * The ROC curve: how many positives are found at each threshold, and how many negatives are taken for positive.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param yScore - Scores that grow with the positive class, any scale; shape `[nSamples]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, a value is no label or no finite number, or the
 *   positive class is not known. `UNDEFINED_SCORE` if there are only positives or only negatives.
 *
 * Time O(n), memory O(n). Source: semantics of scikit-learn's `roc_curve`.
 *
 * @example
 * ```ts
 * const { fpr, tpr, thresholds } = rocCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * fpr; // Float64Array [0, 0, 0.5, 0.5, 1]
 * tpr; // Float64Array [0, 0.5, 0.5, 1, 1]
 * thresholds; // Float64Array [Infinity, 0.8, 0.4, 0.35, 0.1]
 * ```
 */
export function rocCurve(yTrue: Target, yScore: ArrayLike<number> | Matrix, options: RocCurveOptions = {}): RocCurve {
  checkOptions('rocCurve', options, { ...BINARY_SCORE_RULES, dropIntermediate: OPTION_RULES.flag });
  const { dropIntermediate = true } = options;
  const all = thresholdCounts(readScoredSamples(yTrue, yScore, options));
  const { thresholds, tps, fps } = dropIntermediate ? withoutStraightLines(all) : all;
  const [positives, negatives] = [tps.at(-1) as number, fps.at(-1) as number];
  if (positives === 0 || negatives === 0) {
    throw new ModelMountError(
      'UNDEFINED_SCORE',
      `a ROC curve needs samples of both classes, but yTrue has no ${positives === 0 ? 'positive' : 'negative'} one`,
    );
  }
  const rates = (counts: Float64Array, total: number): Float64Array =>
    startingWith(0, counts).map((count) => count / total);
  return { fpr: rates(fps, negatives), tpr: rates(tps, positives), thresholds: startingWith(Infinity, thresholds) };
}

function startingWith(first: number, others: Float64Array): Float64Array<ArrayBuffer> {
  const values = new Float64Array(others.length + 1);
  values[0] = first;
  values.set(others, 1);
  return values;
}

/** Points where both counts go on by the steps that led to them are dropped. */
function withoutStraightLines(counts: ThresholdCounts): ThresholdCounts {
  const { tps, fps } = counts;
  return keepPoints(counts, (k) => isCorner(tps, k) || isCorner(fps, k));
}

function isCorner(values: Float64Array, k: number): boolean {
  const [before, here, after] = [values[k - 1] as number, values[k] as number, values[k + 1] as number];
  return after - here !== here - before;
}

/** The first and the last point, and those between for which `isKept`. */
export function keepPoints({ thresholds, tps, fps }: ThresholdCounts, isKept: (k: number) => boolean): ThresholdCounts {
  const last = thresholds.length - 1;
  const isShown = (_: number, k: number): boolean => k === 0 || k === last || isKept(k);
  return { thresholds: thresholds.filter(isShown), tps: tps.filter(isShown), fps: fps.filter(isShown) };
}

import type { Target } from '../../contracts.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import type { Matrix } from '../../math/matrix.js';
import { bothClasses } from './counts/both-classes.js';
import { BINARY_SCORE_RULES, readScoredSamples, type BinaryScoreOptions } from './counts/read-scored-samples.js';
import { thresholdCounts, type ThresholdCounts } from './counts/threshold-counts.js';
import { trim } from './counts/trim.js';

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
  const [positives, negatives] = bothClasses(all, 'a ROC curve');
  const { thresholds, tps, fps } = dropIntermediate ? withoutStraightLines(all) : all;
  const shown = new Float64Array(thresholds.length + 1);
  shown[0] = Infinity;
  shown.set(thresholds, 1);
  return { fpr: ratesOf(fps, negatives), tpr: ratesOf(tps, positives), thresholds: shown };
}

/** Beginning with 0, where no sample is called positive. */
function ratesOf(counts: Float64Array, total: number): Float64Array {
  const rates = new Float64Array(counts.length + 1);
  for (let k = 0; k < counts.length; k++) rates[k + 1] = (counts[k] as number) / total;
  return rates;
}

/** Without the points where both counts go on by the steps that led to them; in the arrays of the counts. */
function withoutStraightLines({ thresholds, tps, fps }: ThresholdCounts): ThresholdCounts {
  const last = thresholds.length - 1;
  let tpStep = 0;
  let fpStep = 0;
  let threshold = thresholds[0] as number;
  let tp = tps[0] as number;
  let fp = fps[0] as number;
  let nKept = 0;
  for (let k = 1; k <= last; k++) {
    const nextTpStep = (tps[k] as number) - tp;
    const nextFpStep = (fps[k] as number) - fp;
    thresholds[nKept] = threshold;
    tps[nKept] = tp;
    fps[nKept] = fp;
    if (nextTpStep !== tpStep || nextFpStep !== fpStep || k === 1) nKept++;
    threshold = thresholds[k] as number;
    tp = tps[k] as number;
    fp = fps[k] as number;
    tpStep = nextTpStep;
    fpStep = nextFpStep;
  }
  thresholds[nKept] = threshold;
  tps[nKept] = tp;
  fps[nKept++] = fp;
  return { thresholds: trim(thresholds, nKept), tps: trim(tps, nKept), fps: trim(fps, nKept) };
}

import { checkOptionNames } from '../../../core/options.js';
import {
  checkZeroDivision,
  divide,
  PRECISION_RECALL_OPTIONS,
  type Average,
  type PrecisionRecallOptions,
  type ScoreOf,
} from '../common/labels/average.js';
import type { LabelTarget } from '../common/labels/indicator-pairs.js';
import { countSets } from '../common/labels/set-counts.js';

/**
 * The Jaccard index: of the samples that are of a class or predicted as it, the share that are both.
 *
 * Intersection over union. 1 is perfect; higher is better. From the counts: `tp / (tp + fp + fn)`, never above
 * `f1Score`, which is a rising function of it.
 *
 * @param yTrue - Labels, shape `[nSamples]`, or indicators, shape `[nSamples, nLabels]`.
 * @param yPred - The same of what was predicted.
 * @returns A number in `[0, 1]`, or with `average: 'none'` an array with one for each label.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if shapes differ, there are no samples, a value is no label,
 *   `average` is `binary` with more than two classes, or `posLabel` is not one of them.
 *
 * Semantics of scikit-learn's `jaccard_score`; NaN for `zeroDivision` is taken too.
 *
 * @example
 * ```ts
 * jaccardScore([0, 1, 1, 1], [0, 1, 0, 1]) // 0.6666666666666666
 * ```
 */
export function jaccardScore<A extends Average = 'binary'>(
  yTrue: LabelTarget,
  yPred: LabelTarget,
  options: PrecisionRecallOptions<A> = {},
): ScoreOf<A> {
  checkOptionNames('jaccardScore', options, PRECISION_RECALL_OPTIONS);
  const { zeroDivision = 0 } = options;
  checkZeroDivision(zeroDivision);
  const counts = countSets(yTrue, yPred, options);
  const union = counts.true.map((value, k) => value + (counts.predicted[k] as number) - (counts.right[k] as number));
  return counts.reduce(divide(counts.right, union, zeroDivision)) as ScoreOf<A>;
}

import { checkOptionNames } from '../../../core/options.js';
import {
  PRECISION_RECALL_OPTIONS,
  type Average,
  type PrecisionRecallOptions,
  type ScoreOf,
} from '../common/labels/average.js';
import type { LabelTarget } from '../common/labels/indicator-pairs.js';
import { precisionRecallFscoreSupport } from './precision-recall-fscore-support.js';

/**
 * The share of the samples of a class that were predicted as it.
 *
 * How much of the class is found. 1 is perfect; higher is better.
 *
 * @param yTrue - Labels, shape `[nSamples]`, or indicators, shape `[nSamples, nLabels]`.
 * @param yPred - The same of what was predicted.
 * @returns A number in `[0, 1]`, or with `average: 'none'` an array with one for each label.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if shapes differ, there are no samples, a value is no label,
 *   `average` is `binary` with more than two classes, or `posLabel` is not one of them.
 *
 * @example
 * ```ts
 * recallScore([0, 1, 1, 1], [0, 1, 0, 1]) // 0.6666666666666666
 * ```
 */
export function recallScore<A extends Average = 'binary'>(
  yTrue: LabelTarget,
  yPred: LabelTarget,
  options: PrecisionRecallOptions<A> = {},
): ScoreOf<A> {
  checkOptionNames('recallScore', options, PRECISION_RECALL_OPTIONS);
  return precisionRecallFscoreSupport<A>(yTrue, yPred, options).recall;
}

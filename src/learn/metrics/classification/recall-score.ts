import { checkOptionNames } from '../../../core/options.js';
import type { Target } from '../../contracts.js';
import {
  precisionRecallFscoreSupport,
  PRECISION_RECALL_OPTIONS,
  type Average,
  type PrecisionRecallOptions,
  type ScoreOf,
} from './precision-recall-fscore-support.js';

/**
 * The share of the samples of a class that were predicted as it.
 *
 * How much of the class is found. 1 is perfect; higher is better.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param yPred - Labels of the same type; shape `[nSamples]`.
 * @returns A number in `[0, 1]`, or with `average: 'none'` an array with one for each label.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, a value is no label,
 *   `average` is `binary` with more than two classes, or `posLabel` is not one of them.
 *
 * @example
 * ```ts
 * recallScore([0, 1, 1, 1], [0, 1, 0, 1]) // 0.6666666666666666
 * ```
 */
export function recallScore<A extends Average = 'binary'>(
  yTrue: Target,
  yPred: Target,
  options: PrecisionRecallOptions<A> = {},
): ScoreOf<A> {
  checkOptionNames('recallScore', options, PRECISION_RECALL_OPTIONS);
  return precisionRecallFscoreSupport<A>(yTrue, yPred, options).recall;
}

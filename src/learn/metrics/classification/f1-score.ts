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
 * The harmonic mean of precision and recall.
 *
 * High only where both are. 1 is perfect; higher is better. Computed from the counts: `2 tp / (2 tp + fp + fn)`.
 *
 * @param yTrue - Labels, shape `[nSamples]`, or indicators, shape `[nSamples, nLabels]`.
 * @param yPred - The same of what was predicted.
 * @returns A number in `[0, 1]`, or with `average: 'none'` an array with one for each label.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if shapes differ, there are no samples, a value is no label,
 *   `average` is `binary` with more than two classes, or `posLabel` is not one of them.
 *
 * @example
 * ```ts
 * f1Score([0, 1, 1, 1], [0, 1, 0, 1]) // 0.8
 * ```
 */
export function f1Score<A extends Average = 'binary'>(
  yTrue: LabelTarget,
  yPred: LabelTarget,
  options: PrecisionRecallOptions<A> = {},
): ScoreOf<A> {
  checkOptionNames('f1Score', options, PRECISION_RECALL_OPTIONS);
  return precisionRecallFscoreSupport<A>(yTrue, yPred, options).fscore;
}

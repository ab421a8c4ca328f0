import { checkOptionNames } from '../../../core/options.js';
import { countWrong } from '../common/labels/count-wrong.js';
import type { LabelTarget } from '../common/labels/indicator-pairs.js';
import type { AccuracyOptions } from './accuracy-score.js';

/**
 * The share of samples whose predicted label is not the true one: 1 − `accuracyScore`.
 *
 * 0 is perfect; lower is better. Of indicators, a row with one wrong label is wrong.
 *
 * @param yTrue - Labels, shape `[nSamples]`, or indicators, shape `[nSamples, nLabels]`.
 * @param yPred - The same of what was predicted.
 * @returns A number in `[0, 1]`, or with `normalize: false` the number of wrong samples.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if shapes differ, there are no samples, or a value is no label.
 *
 * @example
 * ```ts
 * zeroOneLoss(['a', 'b', 'b', 'a'], ['a', 'b', 'a', 'a']) // 0.25
 * ```
 */
export function zeroOneLoss(yTrue: LabelTarget, yPred: LabelTarget, options: AccuracyOptions = {}): number {
  checkOptionNames('zeroOneLoss', options, ['normalize', 'sampleWeight']);
  const { wrong, total } = countWrong(yTrue, yPred, options);
  return options.normalize === false ? wrong : wrong / total;
}

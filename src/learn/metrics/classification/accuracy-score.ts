import { checkOptionNames } from '../../../core/options.js';
import type { SampleWeightOption } from '../common/check-targets.js';
import { countWrong } from '../common/labels/count-wrong.js';
import type { LabelTarget } from '../common/labels/indicator-pairs.js';

/** Options of `accuracyScore` and `zeroOneLoss`. */
export interface AccuracyOptions extends SampleWeightOption {
  /** `false` gives the number (or the weight) of samples, not their share. @default true */
  readonly normalize?: boolean;
}

/**
 * The share of samples whose predicted label is the true one.
 *
 * 1 is perfect; higher is better. Where one class is rare a model that never predicts it scores high: look at
 * `recallScore` or `balancedAccuracyScore` too. Of indicators, all labels of a row must be right (subset accuracy).
 *
 * @param yTrue - Labels, shape `[nSamples]`, or indicators, shape `[nSamples, nLabels]`.
 * @param yPred - The same of what was predicted.
 * @returns A number in `[0, 1]`, or with `normalize: false` the number of right samples.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if shapes differ, there are no samples, or a value is no label.
 *
 * @example
 * ```ts
 * accuracyScore(['a', 'b', 'b', 'a'], ['a', 'b', 'a', 'a']) // 0.75
 * ```
 */
export function accuracyScore(yTrue: LabelTarget, yPred: LabelTarget, options: AccuracyOptions = {}): number {
  checkOptionNames('accuracyScore', options, ['normalize', 'sampleWeight']);
  const { wrong, total } = countWrong(yTrue, yPred, options);
  return options.normalize === false ? total - wrong : (total - wrong) / total;
}

import { checkOptionNames } from '../../../core/options.js';
import type { Target } from '../../contracts.js';
import { weightedMean } from '../../math/weighted-mean.js';
import { checkLabelPairs, type SampleWeightOption } from '../common/check-targets.js';

/**
 * The share of samples whose predicted label is the true one.
 *
 * 1 is perfect; higher is better. Where one class is rare a model that never predicts it scores high: look at
 * `recallScore` too.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param yPred - Labels of the same type; shape `[nSamples]`.
 * @returns A number in `[0, 1]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, or a value is no label.
 *
 * @example
 * ```ts
 * accuracyScore(['a', 'b', 'b', 'a'], ['a', 'b', 'a', 'a']) // 0.75
 * ```
 */
export function accuracyScore(yTrue: Target, yPred: Target, options: SampleWeightOption = {}): number {
  checkOptionNames('accuracyScore', options, ['sampleWeight']);
  const pairs = checkLabelPairs(yTrue, yPred, options);
  return weightedMean(pairs.weights, (i) => (pairs.yTrue[i] === pairs.yPred[i] ? 1 : 0));
}

import { checkOptionNames } from '../../../core/options.js';
import { weightedMean } from '../../math/weighted-mean.js';
import { checkNumberPairs, type SampleWeightOption } from '../common/check-targets.js';

/**
 * The mean of the squared errors.
 *
 * 0 is perfect; lower is better.
 *
 * @param yTrue - Finite numbers; shape `[nSamples]`.
 * @param yPred - Finite numbers; shape `[nSamples]`.
 * @returns A number ≥ 0, in the square of y's units.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, or a value is not finite.
 *
 * @example
 * ```ts
 * meanSquaredError([3, -0.5, 2, 7], [2.5, 0, 2, 8]) // 0.375
 * ```
 */
export function meanSquaredError(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  options: SampleWeightOption = {},
): number {
  checkOptionNames('meanSquaredError', options, ['sampleWeight']);
  const pairs = checkNumberPairs(yTrue, yPred, options);
  return weightedMean(pairs.weights, (i) => ((pairs.yTrue[i] as number) - (pairs.yPred[i] as number)) ** 2);
}

import { checkOptionNames } from '../../../core/options.js';
import type { SampleWeightOption } from '../common/check-targets.js';
import { meanSquaredError } from './mean-squared-error.js';

/**
 * The square root of the mean of the squared errors.
 *
 * 0 is perfect; lower is better.
 *
 * @param yTrue - Finite numbers; shape `[nSamples]`.
 * @param yPred - Finite numbers; shape `[nSamples]`.
 * @returns A number ≥ 0, in y's units.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, or a value is not finite.
 *
 * @example
 * ```ts
 * rootMeanSquaredError([3, -0.5, 2, 7], [2.5, 0, 2, 8]) // 0.6123724356957945
 * ```
 */
export function rootMeanSquaredError(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  options: SampleWeightOption = {},
): number {
  checkOptionNames('rootMeanSquaredError', options, ['sampleWeight']);
  return Math.sqrt(meanSquaredError(yTrue, yPred, options));
}

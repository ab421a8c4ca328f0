import { checkOptionNames } from '../../../core/options.js';
import { weightedMean } from '../../math/weighted-mean.js';
import { checkNumberPairs, type SampleWeightOption } from '../common/check-targets.js';

/**
 * The mean distance between prediction and truth.
 *
 * 0 is perfect; lower is better. Less moved by a few large errors than squares are.
 *
 * @param yTrue - Finite numbers; shape `[nSamples]`.
 * @param yPred - Finite numbers; shape `[nSamples]`.
 * @returns A number ≥ 0, in y's units.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, or a value is not finite.
 *
 * @example
 * ```ts
 * meanAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 8]) // 0.5
 * ```
 */
export function meanAbsoluteError(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  options: SampleWeightOption = {},
): number {
  checkOptionNames('meanAbsoluteError', options, ['sampleWeight']);
  const pairs = checkNumberPairs(yTrue, yPred, options);
  return weightedMean(pairs.weights, (i) => Math.abs((pairs.yTrue[i] as number) - (pairs.yPred[i] as number)));
}

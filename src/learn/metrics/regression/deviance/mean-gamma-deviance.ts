import { checkOptionNames } from '../../../../core/options.js';
import type { SampleWeightOption } from '../../common/check-targets.js';
import { meanTweedieDeviance } from './mean-tweedie-deviance.js';

/**
 * The mean gamma deviance: how unlikely the truths are where the predictions are the means of gamma
 * distributions.
 *
 * 0 is perfect; lower is better. For amounts above 0. Only the ratio of prediction and truth matters: 5 for 10 costs as much
 * as 50 for 100. `meanTweedieDeviance` with
 * `power: 2`.
 *
 * @param yTrue - Finite numbers above 0; shape `[nSamples]`.
 * @param yPred - Finite numbers above 0; shape `[nSamples]`.
 * @returns A number ≥ 0.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, or a value is not finite or out
 *   of range.
 *
 * Semantics of scikit-learn's `mean_gamma_deviance`.
 *
 * @example
 * ```ts
 * meanGammaDeviance([2, 0.5, 1, 4], [0.5, 0.5, 2, 2]) // 1.0568528194400546
 * ```
 */
export function meanGammaDeviance(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  options: SampleWeightOption = {},
): number {
  checkOptionNames('meanGammaDeviance', options, ['sampleWeight']);
  return meanTweedieDeviance(yTrue, yPred, { ...options, power: 2 });
}

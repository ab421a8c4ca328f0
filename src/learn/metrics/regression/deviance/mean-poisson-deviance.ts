import { checkOptionNames } from '../../../../core/options.js';
import type { SampleWeightOption } from '../../common/check-targets.js';
import { meanTweedieDeviance } from './mean-tweedie-deviance.js';

/**
 * The mean Poisson deviance: how unlikely the truths are where the predictions are the means of
 * Poisson distributions.
 *
 * 0 is perfect; lower is better. For counts. An error of the same size counts less where counts are large. `meanTweedieDeviance` with
 * `power: 1`.
 *
 * @param yTrue - Finite numbers ≥ 0; shape `[nSamples]`.
 * @param yPred - Finite numbers above 0; shape `[nSamples]`.
 * @returns A number ≥ 0.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, or a value is not finite or out
 *   of range.
 *
 * Semantics of scikit-learn's `mean_poisson_deviance`.
 *
 * @example
 * ```ts
 * meanPoissonDeviance([2, 0, 1, 4], [0.5, 0.5, 2, 2]) // 1.4260151319598084
 * ```
 */
export function meanPoissonDeviance(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  options: SampleWeightOption = {},
): number {
  checkOptionNames('meanPoissonDeviance', options, ['sampleWeight']);
  return meanTweedieDeviance(yTrue, yPred, { ...options, power: 1 });
}

import { checkOptionNames } from '../../../../core/options.js';
import type { SampleWeightOption } from '../../common/check-targets.js';
import { meanLossesOf } from '../../common/outputs/mean-losses.js';
import { readOutputs } from '../../common/outputs/number-outputs.js';
import { onlyOutput } from '../../common/outputs/only-output.js';
import { checkPower, checkTweedieRange, tweedieLoss } from './tweedie-loss.js';

/** Options of `meanTweedieDeviance` and `d2TweedieScore`. */
export interface TweedieOptions extends SampleWeightOption {
  /**
   * How the variance grows with the mean, as its power: 0 for the normal distribution, 1 for Poisson, between 1 and 2
   * for sums of gamma (a claim or none), 2 for gamma, 3 for inverse Gaussian. Not between 0 and 1. @default 0
   */
  readonly power?: number;
}

/**
 * The mean deviance of a Tweedie distribution: how unlikely the truths are where the predictions are the means.
 *
 * 0 is perfect; lower is better. The higher the power, the less an error of the same size counts where values are
 * large: with 2 only the ratio of prediction and truth matters.
 *
 * @param yTrue - Finite numbers; ≥ 0 for powers from 1 to below 2, above 0 from 2; shape `[nSamples]`.
 * @param yPred - Finite numbers, above 0 unless the power is 0; shape `[nSamples]`.
 * @returns A number ≥ 0.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, a value is not finite or
 *   outside of the range of the distribution, or `power` is between 0 and 1.
 *
 * Source: Jørgensen 1987. Semantics of scikit-learn's `mean_tweedie_deviance`.
 *
 * @example
 * ```ts
 * meanTweedieDeviance([2, 0, 1, 4], [0.5, 0.5, 2, 2], { power: 1 }) // 1.4260151319598084
 * ```
 */
export function meanTweedieDeviance(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  options: TweedieOptions = {},
): number {
  checkOptionNames('meanTweedieDeviance', options, ['power', 'sampleWeight']);
  const power = checkPower(options.power);
  const pairs = readOutputs(yTrue, yPred, options);
  checkTweedieRange(onlyOutput(pairs, 'a deviance'), power);
  return meanLossesOf(pairs, tweedieLoss(power))[0] as number;
}

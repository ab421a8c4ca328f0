import { ModelMountError } from '../../../../core/errors.js';
import { checkOptionNames } from '../../../../core/options.js';
import { meanLossesOf } from '../../common/outputs/mean-losses.js';
import { readOutputs } from '../../common/outputs/number-outputs.js';
import { onlyOutput } from '../../common/outputs/only-output.js';
import { isConstant, meanOf } from '../../common/outputs/variance.js';
import type { TweedieOptions } from './mean-tweedie-deviance.js';
import { checkPower, checkTweedieRange, tweedieLoss } from './tweedie-loss.js';

/**
 * D², the share of the Tweedie deviance of a constant that the predictions save; the constant is the mean of the
 * truths.
 *
 * 1 is perfect, 0 is no better than the mean, below 0 is worse; higher is better. With `power: 0` it is `r2Score`.
 *
 * @param yTrue - Numbers in the range of the distribution, see `meanTweedieDeviance`; shape `[nSamples]`.
 * @param yPred - Finite numbers, above 0 unless the power is 0; shape `[nSamples]`.
 * @returns A number ≤ 1.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, a value is not finite or
 *   outside of the range of the distribution, or `power` is between 0 and 1. `UNDEFINED_SCORE` for a single sample,
 *   and where all truths are equal or their mean is outside of the range.
 *
 * Semantics of scikit-learn's `d2_tweedie_score`.
 *
 * @example
 * ```ts
 * d2TweedieScore([0.5, 1, 2.5, 7], [1, 1, 5, 3.5], { power: 1 }) // 0.4879151349031142
 * ```
 */
export function d2TweedieScore(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  options: TweedieOptions = {},
): number {
  checkOptionNames('d2TweedieScore', options, ['power', 'sampleWeight']);
  const power = checkPower(options.power);
  const pairs = readOutputs(yTrue, yPred, options);
  const pair = onlyOutput(pairs, 'd2TweedieScore');
  checkTweedieRange(pair, power);
  if (pairs.nSamples < 2) throw new ModelMountError('UNDEFINED_SCORE', 'D² needs at least two samples, got one');
  const mean = meanOf(pair.yTrue, pairs.weights);
  if (isConstant(pair.yTrue, pairs.weights)) {
    throw new ModelMountError('UNDEFINED_SCORE', 'D² has no value where all of yTrue are equal: their mean is perfect');
  }
  if (power !== 0 && !(mean > 0)) {
    throw new ModelMountError('UNDEFINED_SCORE', `D² of power ${power} has no value: the mean of yTrue is not above 0`);
  }
  const loss = tweedieLoss(power);
  const constant = { yTrue: pair.yTrue, yPred: new Float64Array(pairs.nSamples).fill(mean) };
  const [unexplained] = meanLossesOf(pairs, loss);
  const [whole] = meanLossesOf({ ...pairs, outputs: [constant] }, loss);
  return 1 - (unexplained as number) / (whole as number);
}

import { ModelMountError } from '../../../../core/errors.js';
import { checkOptionNames } from '../../../../core/options.js';
import { quantile } from '../../../math/order/quantile.js';
import { explainedShares } from '../../common/outputs/explained-share.js';
import { meanLossesOf } from '../../common/outputs/mean-losses.js';
import { reduceOutputs, type Multioutput, type ValueOf } from '../../common/outputs/multioutput.js';
import { readOutputs, type NumberTarget } from '../../common/outputs/number-outputs.js';
import { checkAlpha, type PinballOptions } from './mean-pinball-loss.js';
import { pinball } from './pinball.js';

/**
 * D², the share of the pinball loss of a constant that the predictions save; the constant is the `alpha` quantile of
 * the truths.
 *
 * 1 is perfect, 0 is no better than the constant, below 0 is worse; higher is better. Where the constant has no loss
 * it is 1 for perfect predictions and 0 for others.
 *
 * @param yTrue - Finite numbers; shape `[nSamples]` or `[nSamples, nOutputs]`.
 * @param yPred - The same of what was predicted.
 * @returns A number ≤ 1; an array of them, one per output, for `multioutput: 'rawValues'`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if shapes differ, there are no samples, a value is not finite, or
 *   `alpha` is not from 0 to 1. `UNDEFINED_SCORE` for a single sample.
 *
 * Source: Koenker & Machado 1999. Semantics of scikit-learn's `d2_pinball_score`.
 *
 * @example
 * ```ts
 * d2PinballScore([1, 2, 3], [1, 3, 3]) // 0.5
 * ```
 */
export function d2PinballScore<M extends Multioutput = 'uniformAverage'>(
  yTrue: NumberTarget,
  yPred: NumberTarget,
  options: PinballOptions<M> = {},
): ValueOf<M> {
  checkOptionNames('d2PinballScore', options, ['alpha', 'multioutput', 'sampleWeight']);
  const alpha = checkAlpha(options.alpha);
  const pairs = readOutputs(yTrue, yPred, options);
  if (pairs.nSamples < 2) throw new ModelMountError('UNDEFINED_SCORE', 'D² needs at least two samples, got one');
  const constants = pairs.outputs.map((pair) => ({
    yTrue: pair.yTrue,
    yPred: new Float64Array(pairs.nSamples).fill(quantile(pair.yTrue, alpha, pairs.weights)),
  }));
  const loss = pinball(alpha);
  const shares = {
    unexplained: meanLossesOf(pairs, loss),
    whole: meanLossesOf({ ...pairs, outputs: constants }, loss),
  };
  return reduceOutputs(explainedShares(shares, true), options.multioutput);
}

import { ModelMountError } from '../../../core/errors.js';
import { checkOptionNames } from '../../../core/options.js';
import { reduceShares, type ExplainedOptions, type VarianceMultioutput } from '../common/outputs/explained-share.js';
import { meanLossesOf } from '../common/outputs/mean-losses.js';
import type { ValueOf } from '../common/outputs/multioutput.js';
import { readOutputs, type NumberTarget } from '../common/outputs/number-outputs.js';
import { SQUARED } from '../common/outputs/squared-loss.js';
import { variance } from '../common/outputs/variance.js';

/**
 * R², the share of the variance of y that the predictions explain.
 *
 * 1 is perfect, 0 is no better than always predicting the mean, below 0 is worse; higher is better. Where all true
 * values are equal it is 1 for perfect predictions and 0 for others. (scikit-learn means the same, but a mean that
 * rounds can make it −1e28 there.)
 *
 * @param yTrue - Finite numbers; shape `[nSamples]` or `[nSamples, nOutputs]`.
 * @param yPred - The same of what was predicted.
 * @returns A number ≤ 1; an array of them, one per output, for `multioutput: 'rawValues'`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if shapes differ, there are no samples, or a value is not finite.
 *   `UNDEFINED_SCORE` for a single sample.
 *
 * @example
 * ```ts
 * r2Score([3, -0.5, 2, 7], [2.5, 0, 2, 8]) // 0.9486081370449679
 * ```
 */
export function r2Score<M extends VarianceMultioutput = 'uniformAverage'>(
  yTrue: NumberTarget,
  yPred: NumberTarget,
  options: ExplainedOptions<M> = {},
): ValueOf<M> {
  checkOptionNames('r2Score', options, ['forceFinite', 'multioutput', 'sampleWeight']);
  const pairs = readOutputs(yTrue, yPred, options);
  if (pairs.nSamples < 2) throw new ModelMountError('UNDEFINED_SCORE', 'R² needs at least two samples, got one');
  const unexplained = meanLossesOf(pairs, SQUARED);
  const whole = Float64Array.from(pairs.outputs, (pair) => variance(pair.yTrue, pairs.weights));
  return reduceShares({ unexplained, whole }, options);
}

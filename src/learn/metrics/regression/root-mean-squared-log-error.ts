import { checkOptionNames } from '../../../core/options.js';
import { readLogOutputs } from '../common/outputs/log-outputs.js';
import { meanLossesOf } from '../common/outputs/mean-losses.js';
import {
  reduceOutputs,
  type Multioutput,
  type RegressionOptions,
  type ValueOf,
} from '../common/outputs/multioutput.js';
import type { NumberTarget } from '../common/outputs/number-outputs.js';
import { SQUARED } from '../common/outputs/squared-loss.js';

/**
 * The square root of the mean of the squared errors of log(1 + y), one root for each output.
 *
 * 0 is perfect; lower is better. About the share by which predictions are off, and too low costs more than too high: for
 * targets that grow by factors, such as prices and counts.
 *
 * @param yTrue - Finite numbers above −1; shape `[nSamples]` or `[nSamples, nOutputs]`.
 * @param yPred - The same of what was predicted.
 * @returns A number ≥ 0; an array of them, one per output, for `multioutput: 'rawValues'`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if shapes differ, there are no samples, or a value is not finite or
 *   ≤ −1.
 *
 * Semantics of scikit-learn's `root_mean_squared_log_error`.
 *
 * @example
 * ```ts
 * rootMeanSquaredLogError([3, 5, 2.5, 7], [2.5, 5, 4, 8]) // 0.19932416558108
 * ```
 */
export function rootMeanSquaredLogError<M extends Multioutput = 'uniformAverage'>(
  yTrue: NumberTarget,
  yPred: NumberTarget,
  options: RegressionOptions<M> = {},
): ValueOf<M> {
  checkOptionNames('rootMeanSquaredLogError', options, ['multioutput', 'sampleWeight']);
  const means = meanLossesOf(readLogOutputs(yTrue, yPred, options), SQUARED);
  return reduceOutputs(means.map(Math.sqrt), options.multioutput);
}

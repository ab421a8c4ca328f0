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
 * The mean of the squared errors of log(1 + y).
 *
 * 0 is perfect; lower is better. Errors count as shares of the truth, and too low costs more than too high: for
 * targets that grow by factors, such as prices and counts.
 *
 * @param yTrue - Finite numbers above −1; shape `[nSamples]` or `[nSamples, nOutputs]`.
 * @param yPred - The same of what was predicted.
 * @returns A number ≥ 0; an array of them, one per output, for `multioutput: 'rawValues'`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if shapes differ, there are no samples, or a value is not finite or
 *   ≤ −1.
 *
 * Semantics of scikit-learn's `mean_squared_log_error`.
 *
 * @example
 * ```ts
 * meanSquaredLogError([3, 5, 2.5, 7], [2.5, 5, 4, 8]) // 0.03973012298459379
 * ```
 */
export function meanSquaredLogError<M extends Multioutput = 'uniformAverage'>(
  yTrue: NumberTarget,
  yPred: NumberTarget,
  options: RegressionOptions<M> = {},
): ValueOf<M> {
  checkOptionNames('meanSquaredLogError', options, ['multioutput', 'sampleWeight']);
  const means = meanLossesOf(readLogOutputs(yTrue, yPred, options), SQUARED);
  return reduceOutputs(means, options.multioutput);
}

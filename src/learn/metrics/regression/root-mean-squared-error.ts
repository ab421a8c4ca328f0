import { checkOptionNames } from '../../../core/options.js';
import { meanLosses } from '../common/outputs/mean-losses.js';
import {
  reduceOutputs,
  type Multioutput,
  type RegressionOptions,
  type ValueOf,
} from '../common/outputs/multioutput.js';
import type { NumberTarget } from '../common/outputs/number-outputs.js';
import { SQUARED } from '../common/outputs/squared-loss.js';

/**
 * The square root of the mean of the squared errors.
 *
 * 0 is perfect; lower is better. Of several outputs, the mean of their roots.
 *
 * @param yTrue - Finite numbers; shape `[nSamples]` or `[nSamples, nOutputs]`.
 * @param yPred - The same of what was predicted.
 * @returns A number ≥ 0, in y's units; an array of them, one per output, for `multioutput: 'rawValues'`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if shapes differ, there are no samples, or a value is not finite.
 *
 * @example
 * ```ts
 * rootMeanSquaredError([3, -0.5, 2, 7], [2.5, 0, 2, 8]) // 0.6123724356957945
 * ```
 */
export function rootMeanSquaredError<M extends Multioutput = 'uniformAverage'>(
  yTrue: NumberTarget,
  yPred: NumberTarget,
  options: RegressionOptions<M> = {},
): ValueOf<M> {
  checkOptionNames('rootMeanSquaredError', options, ['multioutput', 'sampleWeight']);
  return reduceOutputs(meanLosses([yTrue, yPred], options, SQUARED).map(Math.sqrt), options.multioutput);
}

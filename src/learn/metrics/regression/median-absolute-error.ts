import { checkOptionNames } from '../../../core/options.js';
import { quantile } from '../../math/order/quantile.js';
import {
  reduceOutputs,
  type Multioutput,
  type RegressionOptions,
  type ValueOf,
} from '../common/outputs/multioutput.js';
import { readOutputs, type NumberTarget } from '../common/outputs/number-outputs.js';

/**
 * The median distance between prediction and truth: half of the predictions are nearer, half farther.
 *
 * 0 is perfect; lower is better. Not moved at all by a few errors, however large. With weights, the distance at which
 * half of the weight is reached; the mean of two distances where it is reached exactly between them.
 *
 * @param yTrue - Finite numbers; shape `[nSamples]` or `[nSamples, nOutputs]`.
 * @param yPred - The same of what was predicted.
 * @returns A number ≥ 0, in y's units; an array of them, one per output, for `multioutput: 'rawValues'`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if shapes differ, there are no samples, or a value is not finite.
 *
 * Semantics of scikit-learn's `median_absolute_error`.
 *
 * @example
 * ```ts
 * medianAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 8]) // 0.5
 * ```
 */
export function medianAbsoluteError<M extends Multioutput = 'uniformAverage'>(
  yTrue: NumberTarget,
  yPred: NumberTarget,
  options: RegressionOptions<M> = {},
): ValueOf<M> {
  checkOptionNames('medianAbsoluteError', options, ['multioutput', 'sampleWeight']);
  const { outputs, weights } = readOutputs(yTrue, yPred, options);
  const medians = Float64Array.from(outputs, (pair) => {
    const errors = pair.yTrue.slice();
    for (let i = 0; i < errors.length; i++) errors[i] = Math.abs((errors[i] as number) - (pair.yPred[i] as number));
    return quantile(errors, 0.5, weights);
  });
  return reduceOutputs(medians, options.multioutput);
}

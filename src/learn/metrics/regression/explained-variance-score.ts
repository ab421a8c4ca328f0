import { checkOptionNames } from '../../../core/options.js';
import { reduceShares, type ExplainedOptions, type VarianceMultioutput } from '../common/outputs/explained-share.js';
import type { ValueOf } from '../common/outputs/multioutput.js';
import { readOutputs, type NumberTarget } from '../common/outputs/number-outputs.js';
import { variance } from '../common/outputs/variance.js';

/**
 * One minus the variance of the errors, as a share of the variance of y.
 *
 * As `r2Score`, but errors that are all the same cost nothing: predictions that are always 5 too high score 1. 1 is
 * perfect; higher is better. Where all true values are equal it is 1 if all errors are equal too, else 0.
 *
 * @param yTrue - Finite numbers; shape `[nSamples]` or `[nSamples, nOutputs]`.
 * @param yPred - The same of what was predicted.
 * @returns A number ≤ 1; an array of them, one per output, for `multioutput: 'rawValues'`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if shapes differ, there are no samples, or a value is not finite.
 *
 * Semantics of scikit-learn's `explained_variance_score`.
 *
 * @example
 * ```ts
 * explainedVarianceScore([3, -0.5, 2, 7], [2.5, 0, 2, 8]) // 0.9571734475374732
 * ```
 */
export function explainedVarianceScore<M extends VarianceMultioutput = 'uniformAverage'>(
  yTrue: NumberTarget,
  yPred: NumberTarget,
  options: ExplainedOptions<M> = {},
): ValueOf<M> {
  checkOptionNames('explainedVarianceScore', options, ['forceFinite', 'multioutput', 'sampleWeight']);
  const { outputs, weights } = readOutputs(yTrue, yPred, options);
  const unexplained = Float64Array.from(outputs, (pair) => {
    const errors = pair.yTrue.slice();
    for (let i = 0; i < errors.length; i++) errors[i] = (errors[i] as number) - (pair.yPred[i] as number);
    return variance(errors, weights);
  });
  const whole = Float64Array.from(outputs, (pair) => variance(pair.yTrue, weights));
  return reduceShares({ unexplained, whole }, options);
}

import { checkOptionNames } from '../../../../core/options.js';
import type { Multioutput, RegressionOptions, ValueOf } from '../../common/outputs/multioutput.js';
import type { NumberTarget } from '../../common/outputs/number-outputs.js';
import { d2PinballScore } from './d2-pinball-score.js';

/**
 * D², the share of the absolute error of a constant that the predictions save; the constant is the median of the
 * truths.
 *
 * What `r2Score` is to squares, this is to distances: less moved by a few large errors. 1 is perfect, 0 is no better
 * than the constant, below 0 is worse; higher is better. Where the constant has no error it is 1 for perfect
 * predictions and 0 for others.
 *
 * @param yTrue - Finite numbers; shape `[nSamples]` or `[nSamples, nOutputs]`.
 * @param yPred - The same of what was predicted.
 * @returns A number ≤ 1; an array of them, one per output, for `multioutput: 'rawValues'`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if shapes differ, there are no samples, or a value is not finite.
 *   `UNDEFINED_SCORE` for a single sample.
 *
 * Semantics of scikit-learn's `d2_absolute_error_score`.
 *
 * @example
 * ```ts
 * d2AbsoluteErrorScore([3, -0.5, 2, 7], [2.5, 0, 2, 8]) // 0.7647058823529411
 * ```
 */
export function d2AbsoluteErrorScore<M extends Multioutput = 'uniformAverage'>(
  yTrue: NumberTarget,
  yPred: NumberTarget,
  options: RegressionOptions<M> = {},
): ValueOf<M> {
  checkOptionNames('d2AbsoluteErrorScore', options, ['multioutput', 'sampleWeight']);
  return d2PinballScore<M>(yTrue, yPred, options);
}

import { checkOptionNames } from '../../../core/options.js';
import { meanLosses, type Loss } from '../common/outputs/mean-losses.js';
import {
  reduceOutputs,
  type Multioutput,
  type RegressionOptions,
  type ValueOf,
} from '../common/outputs/multioutput.js';
import type { NumberTarget } from '../common/outputs/number-outputs.js';

/**
 * The mean of the errors as shares of the truth (MAPE): 0.1 is 10 %.
 *
 * 0 is perfect; lower is better. A truth of 0 counts as 2⁻⁵², so that a wrong prediction of it costs 4.5e15 times its
 * error and drowns all others: use another metric where 0 is a likely truth.
 *
 * @param yTrue - Finite numbers; shape `[nSamples]` or `[nSamples, nOutputs]`.
 * @param yPred - The same of what was predicted.
 * @returns A number ≥ 0; an array of them, one per output, for `multioutput: 'rawValues'`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if shapes differ, there are no samples, or a value is not finite.
 *
 * Semantics of scikit-learn's `mean_absolute_percentage_error`.
 *
 * @example
 * ```ts
 * meanAbsolutePercentageError([3, -0.5, 2, 7], [2.5, 0, 2, 8]) // 0.3273809523809524
 * ```
 */
export function meanAbsolutePercentageError<M extends Multioutput = 'uniformAverage'>(
  yTrue: NumberTarget,
  yPred: NumberTarget,
  options: RegressionOptions<M> = {},
): ValueOf<M> {
  checkOptionNames('meanAbsolutePercentageError', options, ['multioutput', 'sampleWeight']);
  return reduceOutputs(meanLosses([yTrue, yPred], options, RELATIVE), options.multioutput);
}

const RELATIVE: Loss = {
  fill({ yTrue, yPred }, block, { start, end }) {
    for (let i = start, k = 0; i < end; i++, k++) {
      const truth = yTrue[i] as number;
      block[k] = Math.abs((yPred[i] as number) - truth) / Math.max(Math.abs(truth), Number.EPSILON);
    }
  },
};

import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import { checkOptionNames } from '../../../../core/options.js';
import { meanLosses } from '../../common/outputs/mean-losses.js';
import {
  reduceOutputs,
  type Multioutput,
  type RegressionOptions,
  type ValueOf,
} from '../../common/outputs/multioutput.js';
import type { NumberTarget } from '../../common/outputs/number-outputs.js';
import { pinball } from './pinball.js';

/** Options of `meanPinballLoss` and `d2PinballScore`. */
export interface PinballOptions<M extends Multioutput = Multioutput> extends RegressionOptions<M> {
  /** The quantile that is predicted, from 0 to 1; with 0.5, the median, the loss is half the absolute error. @default 0.5 */
  readonly alpha?: number;
}

/**
 * The loss that a quantile makes smallest: an error costs `alpha` times its size where the prediction is too low,
 * `1 − alpha` times where it is too high.
 *
 * 0 is perfect; lower is better. For models that predict quantiles, such as a level that is exceeded in 5 % of cases.
 *
 * @param yTrue - Finite numbers; shape `[nSamples]` or `[nSamples, nOutputs]`.
 * @param yPred - The same of what was predicted.
 * @returns A number ≥ 0, in y's units; an array of them, one per output, for `multioutput: 'rawValues'`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if shapes differ, there are no samples, a value is not finite, or
 *   `alpha` is not from 0 to 1.
 *
 * Source: Koenker & Bassett 1978. Semantics of scikit-learn's `mean_pinball_loss`.
 *
 * @example
 * ```ts
 * meanPinballLoss([1, 2, 3], [0, 2, 3], { alpha: 0.9 }) // 0.3
 * ```
 */
export function meanPinballLoss<M extends Multioutput = 'uniformAverage'>(
  yTrue: NumberTarget,
  yPred: NumberTarget,
  options: PinballOptions<M> = {},
): ValueOf<M> {
  checkOptionNames('meanPinballLoss', options, ['alpha', 'multioutput', 'sampleWeight']);
  const loss = pinball(checkAlpha(options.alpha));
  return reduceOutputs(meanLosses([yTrue, yPred], options, loss), options.multioutput);
}

/** @throws {ModelMountError} `INVALID_ARGUMENT` unless it is from 0 to 1. */
export function checkAlpha(alpha = 0.5): number {
  if (alpha >= 0 && alpha <= 1) return alpha;
  throw new ModelMountError('INVALID_ARGUMENT', `alpha must be from 0 to 1, got ${show(alpha)}`);
}

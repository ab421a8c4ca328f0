import { checkOptionNames } from '../../../core/options.js';
import { readOutputs } from '../common/outputs/number-outputs.js';
import { onlyOutput } from '../common/outputs/only-output.js';

/**
 * The largest distance between prediction and truth: the worst case.
 *
 * 0 is perfect; lower is better.
 *
 * @param yTrue - Finite numbers; shape `[nSamples]`.
 * @param yPred - Finite numbers; shape `[nSamples]`.
 * @returns A number ≥ 0, in y's units.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, or a value is not finite.
 *
 * Semantics of scikit-learn's `max_error`: one output, no weights.
 *
 * @example
 * ```ts
 * maxError([3, 2, 7, 1], [4, 2, 7, 1]) // 1
 * ```
 */
export function maxError(yTrue: ArrayLike<number>, yPred: ArrayLike<number>, options: object = {}): number {
  checkOptionNames('maxError', options, []);
  const pair = onlyOutput(readOutputs(yTrue, yPred, {}), 'maxError');
  let largest = 0;
  for (let i = 0; i < pair.yTrue.length; i++) {
    const error = Math.abs((pair.yTrue[i] as number) - (pair.yPred[i] as number));
    if (error > largest) largest = error;
  }
  return largest;
}

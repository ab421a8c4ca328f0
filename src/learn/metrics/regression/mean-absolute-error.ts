import { checkOptionNames } from '../../../core/options.js';
import { meanLosses, type Loss } from '../common/outputs/mean-losses.js';
import {
  reduceOutputs,
  type Multioutput,
  type RegressionOptions,
  type ValueOf,
} from '../common/outputs/multioutput.js';
import type { NumberTarget, OutputPair } from '../common/outputs/number-outputs.js';

/**
 * The mean distance between prediction and truth.
 *
 * 0 is perfect; lower is better. Less moved by a few large errors than squares are.
 *
 * @param yTrue - Finite numbers; shape `[nSamples]` or `[nSamples, nOutputs]`.
 * @param yPred - The same of what was predicted.
 * @returns A number ≥ 0, in y's units; an array of them, one per output, for `multioutput: 'rawValues'`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if shapes differ, there are no samples, or a value is not finite.
 *
 * @example
 * ```ts
 * meanAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 8]) // 0.5
 * ```
 */
export function meanAbsoluteError<M extends Multioutput = 'uniformAverage'>(
  yTrue: NumberTarget,
  yPred: NumberTarget,
  options: RegressionOptions<M> = {},
): ValueOf<M> {
  checkOptionNames('meanAbsoluteError', options, ['multioutput', 'sampleWeight']);
  return reduceOutputs(meanLosses([yTrue, yPred], options, ABSOLUTE), options.multioutput);
}

const ABSOLUTE: Loss = {
  fill({ yTrue, yPred }, block, { start, end }) {
    for (let i = start, k = 0; i < end; i++, k++) block[k] = Math.abs((yTrue[i] as number) - (yPred[i] as number));
  },
  sum: sumDistances,
};

function sumDistances({ yTrue, yPred }: OutputPair, start: number, end: number): number {
  // Four sums side by side: no addition waits for the one before it.
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = start;
  for (; i + 3 < end; i += 4) {
    a += Math.abs((yTrue[i] as number) - (yPred[i] as number));
    b += Math.abs((yTrue[i + 1] as number) - (yPred[i + 1] as number));
    c += Math.abs((yTrue[i + 2] as number) - (yPred[i + 2] as number));
    d += Math.abs((yTrue[i + 3] as number) - (yPred[i + 3] as number));
  }
  for (; i < end; i++) a += Math.abs((yTrue[i] as number) - (yPred[i] as number));
  return a + b + (c + d);
}

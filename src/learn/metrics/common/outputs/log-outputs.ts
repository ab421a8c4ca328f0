import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import type { SampleWeightOption } from '../check-targets.js';
import { readOutputs, type NumberTarget, type OutputPairs } from './number-outputs.js';

/**
 * The logarithms of 1 + each number.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` naming what does not belong, such as a number ≤ −1.
 */
export function readLogOutputs(yTrue: NumberTarget, yPred: NumberTarget, options: SampleWeightOption): OutputPairs {
  const pairs = readOutputs(yTrue, yPred, options);
  return {
    ...pairs,
    outputs: pairs.outputs.map((pair) => ({
      yTrue: logOf(pair.yTrue, 'yTrue'),
      yPred: logOf(pair.yPred, 'yPred'),
    })),
  };
}

function logOf(values: Float64Array, name: string): Float64Array {
  const logs = new Float64Array(values.length);
  for (let i = 0; i < logs.length; i++) {
    const value = values[i] as number;
    if (value <= -1) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `${name}[${i}] must be above -1 for its logarithm, got ${show(value)}`,
      );
    }
    logs[i] = Math.log1p(value);
  }
  return logs;
}

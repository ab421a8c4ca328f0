import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';
import { checkNumbers, checkSameLength } from './check-numbers.js';

/**
 * Weights of the samples, all 1 where none are given.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` unless there are `nSamples` finite weights ≥ 0, of which at least
 *   one is above 0.
 */
export function checkSampleWeight(sampleWeight: ArrayLike<number> | undefined, nSamples: number): Float64Array {
  if (sampleWeight === undefined) return new Float64Array(nSamples).fill(1);
  const weights = checkNumbers(sampleWeight, 'sampleWeight');
  checkSameLength(['sampleWeight', weights.length], ['the samples', nSamples]);
  const i = weights.findIndex((weight) => weight < 0);
  if (i !== -1)
    throw new ModelMountError('INVALID_ARGUMENT', `sampleWeight[${i}] must be ≥ 0, got ${show(weights[i])}`);
  if (!weights.some((weight) => weight > 0)) {
    throw new ModelMountError('INVALID_ARGUMENT', 'sampleWeight must have at least one weight above 0');
  }
  return weights;
}

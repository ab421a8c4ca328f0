import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';
import { checkNumbers, checkSameLength, readNumbers } from './check-numbers.js';

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
  checkWeights(weights, 'sampleWeight');
  return weights;
}

/**
 * As `checkSampleWeight`, but `undefined` where none are given, and no copy: for loops that need not multiply by 1
 * and do not write.
 */
export function readSampleWeight(
  sampleWeight: ArrayLike<number> | undefined,
  nSamples: number,
): Float64Array | undefined {
  if (sampleWeight === undefined) return undefined;
  const weights = readNumbers(sampleWeight, 'sampleWeight');
  checkSameLength(['sampleWeight', weights.length], ['the samples', nSamples]);
  checkWeights(weights, 'sampleWeight');
  return weights;
}

/** `INVALID_ARGUMENT` unless all weights are ≥ 0 and at least one is above 0. */
export function checkWeights(weights: Float64Array, name: string): void {
  let isAnyAboveZero = false;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] as number;
    if (weight < 0) {
      throw new ModelMountError('INVALID_ARGUMENT', `${name}[${i}] must be ≥ 0, got ${show(weight)}`);
    }
    if (weight > 0) isAnyAboveZero = true;
  }
  if (!isAnyAboveZero) {
    throw new ModelMountError('INVALID_ARGUMENT', `${name} must have at least one weight above 0`);
  }
}

import { mean } from '../../math/sums/statistics.js';

/** Weights with a mean of 1, so that steps are as long as without. */
export function toMeanOne(weights: Float64Array): Float64Array {
  const average = mean(weights);
  return weights.map((weight) => weight / average);
}

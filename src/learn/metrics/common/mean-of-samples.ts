import { sum } from '../../math/sum.js';
import { weightedMean } from '../../math/weighted-mean.js';

/** The mean of `term(0) … term(nSamples - 1)`, by weight where there are weights; see `weightedMean`. */
export function meanOfSamples(
  nSamples: number,
  weights: Float64Array | undefined,
  term: (i: number) => number,
): number {
  return weights === undefined ? sum(nSamples, term) / nSamples : weightedMean(weights, term);
}

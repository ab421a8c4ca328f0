import { sum } from '../../math/sums/sum.js';
import { weightedMean } from '../../math/sums/weighted-mean.js';

/** The mean of `term(0) … term(nSamples - 1)`, by weight where there are weights; see `weightedMean`. */
export function meanOfSamples(
  nSamples: number,
  weights: Float64Array | undefined,
  term: (i: number) => number,
): number {
  return weights === undefined ? sum(nSamples, term) / nSamples : weightedMean(weights, term);
}

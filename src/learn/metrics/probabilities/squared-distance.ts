import { weightedMean } from '../../math/weighted-mean.js';
import type { CodedProbabilities } from './read-brier-scores.js';

/** The mean over the samples of `Σ_k (p_k − y_k)²`, where y is 1 for the true class and 0 for the others. */
export function squaredDistance({ codes, scores, weights }: CodedProbabilities): number {
  const { data, nColumns } = scores;
  return weightedMean(weights ?? new Float64Array(codes.length).fill(1), (i) => {
    const code = codes[i] as number;
    // One column is the probability of the second class: both classes are off by the same.
    if (nColumns === 1) return 2 * ((data[i] as number) - code) ** 2;
    let total = 0;
    for (let k = 0, cell = i * nColumns; k < nColumns; k++, cell++) {
      const difference = (data[cell] as number) - (k === code ? 1 : 0);
      total += difference * difference;
    }
    return total;
  });
}

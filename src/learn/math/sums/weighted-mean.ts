import { sum } from './sum.js';

/** `Σ weight · term / Σ weight`, with compensated sums. Terms of weight 0 are not asked for. */
export function weightedMean(weights: Float64Array, term: (i: number) => number): number {
  const total = sum(weights.length, (i) => (weights[i] === 0 ? 0 : (weights[i] as number) * term(i)));
  return total / sum(weights.length, (i) => weights[i] as number);
}

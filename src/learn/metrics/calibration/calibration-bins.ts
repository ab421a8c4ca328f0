import { sortFloats } from '../../math/order/sort-floats.js';
import type { OptionRule } from '../../estimators/common/check-options.js';
import { BinnedSum } from '../../math/sums/binned-sum.js';
import type { ScoredSamples } from '../thresholds/counts/threshold-counts.js';

/** Bins of the same width, or with as many samples each. */
export type BinStrategy = 'uniform' | 'quantile';

/** The rule of the option `strategy`. */
export const BIN_STRATEGY: OptionRule = {
  expected: '"uniform" or "quantile"',
  accepts: (value) => value === 'uniform' || value === 'quantile',
};

/** Sums over the samples of each bin. */
export interface CalibrationBins {
  /** Weight of the samples. */
  readonly weights: Float64Array;
  /** Weight of the positive ones. */
  readonly positives: Float64Array;
  /** Their probabilities, weighted. */
  readonly probabilities: Float64Array;
}

/** Puts samples into bins by their probability; one on the edge of two goes to the lower. */
export function calibrationBins(
  { positives, scores, weights }: ScoredSamples,
  { nBins, strategy }: { readonly nBins: number; readonly strategy: BinStrategy },
): CalibrationBins {
  const edges = strategy === 'uniform' ? uniformEdges(nBins) : quantileEdges(scores, nBins);
  const sums = { weights: new BinnedSum(nBins), positives: new BinnedSum(nBins), probabilities: new BinnedSum(nBins) };
  for (let i = 0; i < scores.length; i++) {
    const p = scores[i] as number;
    const weight = weights?.[i] ?? 1;
    const bin = binOf(edges, p);
    sums.weights.add(bin, weight);
    sums.positives.add(bin, weight * (positives[i] as number));
    sums.probabilities.add(bin, weight * p);
  }
  return {
    weights: sums.weights.values(),
    positives: sums.positives.values(),
    probabilities: sums.probabilities.values(),
  };
}

/** How many of the inner edges are below `p`. */
function binOf(edges: Float64Array, p: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] as number) < p) low = middle + 1;
    else high = middle;
  }
  return low;
}

function uniformEdges(nBins: number): Float64Array {
  return Float64Array.from({ length: nBins - 1 }, (_, k) => (k + 1) * (1 / nBins));
}

/** Quantiles between neighbours are interpolated as numpy does it, to the last bit: a value may lie on an edge. */
function quantileEdges(values: Float64Array, nBins: number): Float64Array {
  const sorted = sortFloats(values).values;
  return uniformEdges(nBins).map((share) => {
    const place = (sorted.length - 1) * ((share * 100) / 100);
    const below = Math.floor(place);
    const part = place - below;
    const from = sorted[below] as number;
    const to = sorted[Math.min(below + 1, sorted.length - 1)] as number;
    return part < 0.5 ? from + (to - from) * part : to - (to - from) * (1 - part);
  });
}

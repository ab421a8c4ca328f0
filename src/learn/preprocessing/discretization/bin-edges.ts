import { sortFloats } from '../../math/order/sort-floats.js';
import { quantileOfSorted, sortAround, type QuantileMethod } from '../../math/columns/quantiles.js';
import { weightedQuantile, type WeightedValues } from '../../math/columns/weighted-quantile.js';
import { kMeansCenters } from './k-means-centers.js';

/** How bins are made. */
export type BinStrategy = 'uniform' | 'quantile' | 'kmeans';

export const BIN_STRATEGIES: readonly BinStrategy[] = ['uniform', 'quantile', 'kmeans'];

export const QUANTILE_METHODS: readonly QuantileMethod[] = [
  'invertedCdf',
  'averagedInvertedCdf',
  'closestObservation',
  'interpolatedInvertedCdf',
  'hazen',
  'weibull',
  'linear',
  'medianUnbiased',
  'normalUnbiased',
];

/** Bins no wider than this are joined to the next. */
const MIN_WIDTH = 1e-8;

/** The edges of a column whose values do not differ. */
const ONE_BIN: Readonly<Float64Array> = Float64Array.of(-Infinity, Infinity);

const NO_WEIGHTS = new Float64Array(0);

/** How the bins of one column are made. */
export interface BinPlan {
  readonly nBins: number;
  readonly strategy: BinStrategy;
  readonly quantileMethod: QuantileMethod;
}

/** The values of a column in any order, perhaps with a weight for each. */
export interface ColumnSample {
  readonly values: Float64Array;
  readonly weights: Float64Array | undefined;
}

/** Edges of the bins of one column, ascending, one more than bins; -∞ and ∞ where there is only one. */
export function binEdges(
  { values, weights }: ColumnSample,
  { nBins, strategy, quantileMethod }: BinPlan,
): Float64Array {
  const percentiles = evenSteps(0, 100, nBins);
  const sample =
    weights === undefined && strategy !== 'kmeans'
      ? sampleAround(values, strategy === 'uniform' ? [] : percentiles, quantileMethod)
      : sortedSample(values, weights);
  // Quantiles look at weights themselves; the other strategies must not see values that have none.
  const seen = strategy === 'quantile' || weights === undefined ? sample : withoutWeightless(sample);
  const [low, high] = [seen.values[0] as number, seen.values[seen.values.length - 1] as number];
  if (low === high) return ONE_BIN.slice();
  const even = evenSteps(low, high, nBins);
  if (strategy === 'uniform') return even;
  if (strategy === 'kmeans') {
    const starts = Float64Array.from(
      { length: nBins },
      (_, i) => ((even[i] as number) + (even[i + 1] as number)) * 0.5,
    );
    const centers = kMeansCenters(seen, starts);
    const inner = Array.from(centers.subarray(1), (center, i) => (center + (centers[i] as number)) * 0.5);
    return withoutNarrow(Float64Array.of(low, ...inner, high));
  }
  const isAveraged = quantileMethod === 'averagedInvertedCdf';
  return withoutNarrow(
    percentiles.map((percentile) =>
      weights === undefined
        ? quantileOfSorted(sample.values, percentile / 100, quantileMethod)
        : weightedQuantile(sample, percentile / 100, isAveraged),
    ),
  );
}

/** `n + 1` numbers from `low` to `high` in equal steps. */
function evenSteps(low: number, high: number, n: number): Float64Array {
  const step = (high - low) / n;
  return Float64Array.from({ length: n + 1 }, (_, i) => {
    if (i === n) return high;
    // Ends whose distance overflows still have steps between them.
    return Number.isFinite(step) ? i * step + low : low * (1 - i / n) + high * (i / n);
  });
}

/** Sorted so far as quantiles of the percentiles need it, its ends among them. */
function sampleAround(values: Float64Array, percentiles: ArrayLike<number>, method: QuantileMethod): WeightedValues {
  const sorted = values.slice();
  // The ends by any method: the smallest and the largest.
  sortAround(sorted, [0, ...Array.from(percentiles, (percentile) => percentile / 100), 1], method);
  return { values: sorted, weights: NO_WEIGHTS };
}

function sortedSample(values: Float64Array, weights: Float64Array | undefined): WeightedValues {
  const sorted = sortFloats(values, weights);
  return {
    values: sorted.values,
    weights: weights === undefined ? new Float64Array(values.length).fill(1) : sorted.carried,
  };
}

function withoutWeightless({ values, weights }: WeightedValues): WeightedValues {
  return { values: values.filter((_, i) => weights[i] !== 0), weights: weights.filter((weight) => weight !== 0) };
}

function withoutNarrow(edges: Float64Array): Float64Array {
  const wide = edges.filter((edge, i) => i === 0 || edge - (edges[i - 1] as number) > MIN_WIDTH);
  return wide.length > 1 ? wide : ONE_BIN.slice();
}

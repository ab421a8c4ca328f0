import { Matrix } from '../matrix.js';
import type { SparseMatrix } from '../sparse-matrix.js';
import { restOfMean, type ColumnMoments } from './column-moments.js';
import { WeightedSums } from './weighted-sums.js';

/**
 * The moments of the columns of a matrix, each value counted `weights[row]` times; a weight of 0 leaves a row out.
 * What a sparse matrix does not keep counts as 0.
 *
 * Method: as `columnMoments`, with exact products of weight and value (Dekker 1971).
 */
export function weightedMoments(X: Matrix | SparseMatrix, weights: Float64Array): ColumnMoments {
  const { nColumns } = X;
  const stored = new WeightedSums(nColumns);
  addAll(X, weights, { sums: stored });
  const weight = X instanceof Matrix ? stored.weight : presentWeight(X, weights);
  const mean = weight.map((n, j) => stored.value(j) / n);
  const meanRest = weight.map((n, j) => restOfMean([stored.total(j), stored.lost(j)], n, mean[j] as number));

  const sums = new WeightedSums(nColumns);
  const squares = new WeightedSums(nColumns);
  addAll(X, weights, { center: mean, sums, squares });
  const variance = weight.map((n, j) => {
    const zeros = n - (stored.weight[j] as number);
    if (zeros > 0) {
      sums.add(j, -(mean[j] as number), zeros);
      squares.add(j, (mean[j] as number) ** 2, zeros);
    }
    // The sum of the deviations is what rounding left in the mean: 0 in exact arithmetic.
    return Math.max(squares.value(j) - sums.value(j) ** 2 / n, 0) / n;
  });
  return { weight, mean, meanRest, variance };
}

/** Adds every value that is there, less the center of its column, and its square. */
function addAll(
  X: Matrix | SparseMatrix,
  weights: Float64Array,
  { center, sums, squares }: { center?: Float64Array; sums: WeightedSums; squares?: WeightedSums },
): void {
  const { data, nRows, nColumns } = X;
  const indices = X instanceof Matrix ? undefined : X.indices;
  const starts = X instanceof Matrix ? undefined : X.starts;
  for (let i = 0; i < nRows; i++) {
    const weight = weights[i] as number;
    if (weight === 0) continue;
    const start = starts === undefined ? i * nColumns : (starts[i] as number);
    const end = starts === undefined ? start + nColumns : (starts[i + 1] as number);
    for (let k = start; k < end; k++) {
      const value = data[k] as number;
      if (Number.isNaN(value)) continue;
      const j = indices === undefined ? k - start : (indices[k] as number);
      const deviation = center === undefined ? value : value - (center[j] as number);
      sums.add(j, deviation, weight);
      squares?.add(j, deviation * deviation, weight);
    }
  }
}

/** The weight of all rows, less those whose value is NaN. */
function presentWeight(X: SparseMatrix, weights: Float64Array): Float64Array {
  const missing = new Float64Array(X.nColumns);
  let total = 0;
  for (let i = 0; i < X.nRows; i++) {
    const weight = weights[i] as number;
    total += weight;
    for (let k = X.starts[i] as number; k < (X.starts[i + 1] as number); k++) {
      if (!Number.isNaN(X.data[k])) continue;
      const j = X.indices[k] as number;
      missing[j] = (missing[j] as number) + weight;
    }
  }
  return missing.map((weight) => Math.max(total - weight, 0));
}

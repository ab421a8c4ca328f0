import { Matrix } from '../matrix.js';
import type { SparseMatrix } from '../sparse-matrix.js';

/**
 * Hands over the values of each column that are not NaN, ascending, one column at a time. What a sparse matrix does
 * not keep counts as 0.
 *
 * Time O(nColumns · nRows · log nRows), memory O(nRows).
 */
export function forEachSortedColumn(X: Matrix | SparseMatrix, see: (sorted: Float64Array, j: number) => void): void {
  const places = X instanceof Matrix ? undefined : storedByColumn(X);
  for (let j = 0; j < X.nColumns; j++) {
    const values = X instanceof Matrix ? X.column(j) : new Float64Array(X.nRows);
    places?.[j]?.forEach((k, i) => {
      values[i] = X.data[k] as number;
    });
    see(withoutMissing(values.sort()), j);
  }
}

/** Where in `data` the elements of each column are. */
function storedByColumn({ indices, nColumns }: SparseMatrix): readonly Int32Array[] {
  const counts = new Int32Array(nColumns);
  for (const j of indices) counts[j] = (counts[j] as number) + 1;
  const places = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  for (let k = 0; k < indices.length; k++) {
    const j = indices[k] as number;
    const column = places[j] as Int32Array;
    const i = counts[j] as number;
    column[i] = k;
    counts[j] = i + 1;
  }
  return places;
}

/** NaN is last in the order of typed arrays. */
function withoutMissing(sorted: Float64Array): Float64Array {
  let end = sorted.length;
  while (end > 0 && Number.isNaN(sorted[end - 1])) end--;
  return sorted.subarray(0, end);
}

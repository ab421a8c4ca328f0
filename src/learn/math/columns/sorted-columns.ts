import { Matrix } from '../matrix.js';
import { sortFloats } from '../order/sort-floats.js';
import type { SparseMatrix } from '../sparse-matrix.js';

/**
 * Hands over the values of each column that are not NaN, ascending, one column at a time. What a sparse matrix does
 * not keep counts as 0.
 *
 * Time O(nColumns · nRows), memory O(nRows).
 */
export function forEachSortedColumn(X: Matrix | SparseMatrix, see: (sorted: Float64Array, j: number) => void): void {
  forEachColumn(X, (values, j) => {
    see(sortFloats(values).values, j);
  });
}

/** As `forEachSortedColumn`, but the values are in any order; `see` may change them. */
export function forEachColumn(X: Matrix | SparseMatrix, see: (values: Float64Array, j: number) => void): void {
  const places = X instanceof Matrix ? undefined : storedByColumn(X);
  for (let j = 0; j < X.nColumns; j++) {
    const values = X instanceof Matrix ? X.column(j) : new Float64Array(X.nRows);
    places?.[j]?.forEach((k, i) => {
      values[i] = X.data[k] as number;
    });
    see(withoutMissing(values), j);
  }
}

/** Hands over what a sparse matrix keeps of each column, in the order of the rows; `see` may change it. */
export function forEachStoredColumn(X: SparseMatrix, see: (values: Float64Array, j: number) => void): void {
  for (const [j, places] of storedByColumn(X).entries()) {
    see(
      Float64Array.from(places, (k) => X.data[k] as number),
      j,
    );
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

/** Writes over what it is given. */
function withoutMissing(values: Float64Array): Float64Array {
  let end = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    values[end] = value;
    if (!Number.isNaN(value)) end++;
  }
  return values.subarray(0, end);
}

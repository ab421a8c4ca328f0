import type { Matrix } from '../matrix.js';
import type { SparseMatrix } from '../sparse-matrix.js';
import { neighbor, rowsPerBlock } from './row-blocks.js';

/** Smallest and largest value of each column that is not NaN; both NaN where a column has none. */
export interface ColumnExtents {
  readonly min: Float64Array;
  readonly max: Float64Array;
}

/** The extents of the columns of a dense matrix, in one pass over its rows. */
export function columnExtents({ data, nRows, nColumns }: Matrix): ColumnExtents {
  const min = new Float64Array(nColumns).fill(Infinity);
  const max = new Float64Array(nColumns).fill(-Infinity);
  const step = rowsPerBlock(nColumns);
  for (let row = 0; row < nRows; row += step) {
    const end = Math.min(row + step, nRows) * nColumns;
    for (let j = 0; j < nColumns; j += 2) {
      const next = neighbor(j, nColumns);
      let low = min[j] as number;
      let high = max[j] as number;
      let nextLow = min[next] as number;
      let nextHigh = max[next] as number;
      for (let k = row * nColumns + j, l = row * nColumns + next; k < end; k += nColumns, l += nColumns) {
        const value = data[k] as number;
        const nextValue = data[l] as number;
        // The comparisons are false for NaN.
        if (value < low) low = value;
        if (value > high) high = value;
        if (nextValue < nextLow) nextLow = nextValue;
        if (nextValue > nextHigh) nextHigh = nextValue;
      }
      min[j] = low;
      max[j] = high;
      min[next] = nextLow;
      max[next] = nextHigh;
    }
  }
  return withoutEmpty({ min, max });
}

/** The extents of the columns of a sparse matrix; what it does not keep counts as 0. */
export function sparseColumnExtents({ data, indices, nRows, nColumns }: SparseMatrix): ColumnExtents {
  const min = new Float64Array(nColumns).fill(Infinity);
  const max = new Float64Array(nColumns).fill(-Infinity);
  const nStored = new Int32Array(nColumns);
  for (let k = 0; k < data.length; k++) {
    const j = indices[k] as number;
    const value = data[k] as number;
    nStored[j] = (nStored[j] as number) + 1;
    if (value < (min[j] as number)) min[j] = value;
    if (value > (max[j] as number)) max[j] = value;
  }
  for (let j = 0; j < nColumns; j++) {
    if ((nStored[j] as number) === nRows) continue;
    if ((min[j] as number) > 0) min[j] = 0;
    if ((max[j] as number) < 0) max[j] = 0;
  }
  return withoutEmpty({ min, max });
}

/** A column whose smallest value is above its largest has met none. */
function withoutEmpty({ min, max }: ColumnExtents): ColumnExtents {
  for (let j = 0; j < min.length; j++) {
    if ((min[j] as number) > (max[j] as number)) min[j] = max[j] = NaN;
  }
  return { min, max };
}

/** The extents of two sets of rows together. */
export function joinExtents(a: ColumnExtents, b: ColumnExtents): ColumnExtents {
  return {
    min: a.min.map((value, j) =>
      value <= (b.min[j] as number) || Number.isNaN(b.min[j]) ? value : (b.min[j] as number),
    ),
    max: a.max.map((value, j) =>
      value >= (b.max[j] as number) || Number.isNaN(b.max[j]) ? value : (b.max[j] as number),
    ),
  };
}

import type { Table } from '../../data/table.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { isMissing } from '../common/missing.js';

/** The first row in which column `j` has a missing value; -1 if there is none. */
export function firstMissing(table: Table, j: number, marker: number | string | undefined): number {
  const column = table.columns[j] ?? [];
  for (let i = 0; i < column.length; i++) if (isMissing(column[i], marker)) return i;
  return -1;
}

/** 1 where a value is missing that a sparse matrix keeps. */
export function missingOf(X: SparseMatrix, marker: number | string | undefined): SparseMatrix {
  const starts = new Int32Array(X.nRows + 1);
  const indices = new Int32Array(X.nStored);
  let n = 0;
  for (let i = 0; i < X.nRows; i++) {
    for (let k = X.starts[i] as number; k < (X.starts[i + 1] as number); k++) {
      if (isMissing(X.data[k], marker)) indices[n++] = X.indices[k] as number;
    }
    starts[i + 1] = n;
  }
  const data = new Float64Array(n).fill(1);
  return new SparseMatrix(X.nRows, X.nColumns, { starts, indices: indices.slice(0, n), data });
}

import { toTable, type Columns } from '../../data/samples.js';
import { isStringColumn, Table, type ColumnValues } from '../../data/table.js';
import { Matrix } from '../../math/matrix.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';

/** Columns side by side: a matrix where all are numbers, else a table without names. */
export function stackColumns(columns: readonly ColumnValues[], nRows: number): Matrix | Table {
  if (columns.some(isStringColumn)) return new Table(columns, undefined, nRows);
  const matrix = new Matrix(nRows, columns.length);
  columns.forEach((column, j) => {
    for (let i = 0, k = j; i < nRows; i++, k += columns.length) matrix.data[k] = column[i] as number;
  });
  return matrix;
}

/** Columns of the same rows side by side: a matrix where all hold numbers, else a table without names. */
export function stackParts(columns: readonly Columns[], nRows: number): Matrix | Table {
  const parts = columns.map((part) => (part instanceof SparseMatrix ? part.toMatrix() : part));
  if (!parts.every((part) => part instanceof Matrix)) {
    return stackColumns(
      parts.flatMap((part) => toTable(part).columns),
      nRows,
    );
  }
  // Row by row: one row through a wide encoder must not become as many arrays as it has columns.
  const nColumns = parts.reduce((n, part) => n + part.nColumns, 0);
  const matrix = new Matrix(nRows, nColumns);
  let start = 0;
  for (const part of parts) {
    for (let i = 0, k = 0; i < nRows; i++) {
      for (let j = 0; j < part.nColumns; j++) matrix.data[i * nColumns + start + j] = part.data[k++] as number;
    }
    start += part.nColumns;
  }
  return matrix;
}

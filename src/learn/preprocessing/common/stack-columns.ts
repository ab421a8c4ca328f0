import { ModelMountError } from '../../../core/errors.js';
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

/** Some columns, taken over as they are: sparse ones stay so, others become what `stackColumns` makes. */
export function takeColumns(X: Table | SparseMatrix, positions: readonly number[]): Columns {
  if (X instanceof SparseMatrix) return X.takeColumns(positions);
  return stackColumns(X.select(positions).columns, X.nRows);
}

/** Columns of the same rows side by side: a matrix where all hold numbers, else a table without names. */
function stackParts(columns: readonly Columns[], nRows: number): Matrix | Table {
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

/**
 * Columns of the same rows side by side: sparse where a part is and all hold numbers; else as `stackParts` does.
 *
 * @param isSparse - Whether sparse parts are to stay so.
 */
export function stack(
  parts: readonly Columns[],
  nRows: number,
  isSparse: boolean = parts.some(isSparseMatrix),
): Columns {
  const numeric = isSparse ? parts.map(toNumbers) : [];
  return isSparse && numeric.every((part) => part !== undefined)
    ? stackSparse(numeric, nRows)
    : stackParts(parts, nRows);
}

/** The share of elements that a sparse matrix of these parts would keep: all of those of dense parts. */
export function densityOf(parts: readonly Columns[]): number {
  let nStored = 0;
  let nElements = 0;
  for (const part of parts) {
    const size = part.nRows * part.nColumns;
    nStored += part instanceof SparseMatrix ? part.nStored : size;
    nElements += size;
  }
  return nElements === 0 ? 0 : nStored / nElements;
}

/**
 * Every number times `weight`.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if a column holds strings.
 */
export function scaleColumns(columns: Columns, weight: number, where: string): Columns {
  if (weight === 1) return columns;
  const numbers = toNumbers(columns);
  if (numbers === undefined) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${where} has a weight, but gives strings, which cannot be multiplied`,
    );
  }
  const data = numbers.data.map((value) => value * weight);
  return numbers instanceof SparseMatrix ? numbers.withData(data) : new Matrix(numbers.nRows, numbers.nColumns, data);
}

/** Whether columns are a sparse matrix. */
export function isSparseMatrix(columns: Columns): columns is SparseMatrix {
  return columns instanceof SparseMatrix;
}

function toNumbers(part: Columns): Matrix | SparseMatrix | undefined {
  if (!(part instanceof Table)) return part;
  const stacked = stackColumns(part.columns, part.nRows);
  return stacked instanceof Matrix ? stacked : undefined;
}

function stackSparse(given: readonly (Matrix | SparseMatrix)[], nRows: number): SparseMatrix {
  const parts = given.map((part) => (part instanceof SparseMatrix ? part : SparseMatrix.fromMatrix(part)));
  const nStored = parts.reduce((n, part) => n + part.nStored, 0);
  const nColumns = parts.reduce((n, part) => n + part.nColumns, 0);
  const [starts, indices, data] = [new Int32Array(nRows + 1), new Int32Array(nStored), new Float64Array(nStored)];
  let end = 0;
  for (let i = 0; i < nRows; i++) {
    let first = 0;
    for (const part of parts) {
      const last = part.starts[i + 1] as number;
      for (let k = part.starts[i] as number; k < last; k++, end++) {
        indices[end] = first + (part.indices[k] as number);
        data[end] = part.data[k] as number;
      }
      first += part.nColumns;
    }
    starts[i + 1] = end;
  }
  return new SparseMatrix(nRows, nColumns, { starts, indices, data });
}

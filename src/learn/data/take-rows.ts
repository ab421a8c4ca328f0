import type { Label } from '../../core/session.js';
import type { Target } from '../contracts.js';
import { Matrix } from '../math/matrix.js';
import { SparseMatrix } from '../math/sparse-matrix.js';
import type { Samples } from './samples.js';
import { isStringColumn, Table } from './table.js';

/** The rows at `indices`, in that order, as the same kind of thing as `X`. */
export function takeRows<X extends Samples>(X: X, indices: ArrayLike<number>): X {
  if (X instanceof Matrix) return takeMatrixRows(X, indices) as Samples as X;
  if (X instanceof SparseMatrix) return X.takeRows(indices) as Samples as X;
  if (X instanceof Table) {
    const columns = X.columns.map((column) =>
      isStringColumn(column) ? takeItems(column, indices) : takeNumbers(column, indices),
    );
    return new Table(columns, X.names, indices.length) as Samples as X;
  }
  return takeItems(X as readonly unknown[], indices) as unknown as X;
}

/** The targets at `indices`, in that order; a typed array stays one. */
export function takeTargets<Y extends Target>(y: Y, indices: ArrayLike<number>): Y {
  if (y instanceof Float64Array) return takeNumbers(y, indices) as Target as Y;
  const taken = takeItems<Label>(y, indices);
  if (!ArrayBuffer.isView(y)) return taken as Target as Y;
  return (y.constructor as unknown as { from(values: readonly Label[]): Target }).from(taken) as Y;
}

function takeMatrixRows({ data, nColumns }: Matrix, indices: ArrayLike<number>): Matrix {
  const taken = new Matrix(indices.length, nColumns);
  for (let k = 0, to = 0; k < indices.length; k++) {
    // Rows are mostly short: copying the elements one by one is several times faster than a view of each row.
    const from = (indices[k] as number) * nColumns;
    for (let j = 0; j < nColumns; j++) taken.data[to++] = data[from + j] as number;
  }
  return taken;
}

function takeItems<T>(items: ArrayLike<T>, indices: ArrayLike<number>): T[] {
  const taken = new Array<T>(indices.length);
  for (let k = 0; k < indices.length; k++) taken[k] = items[indices[k] as number] as T;
  return taken;
}

function takeNumbers(values: Float64Array, indices: ArrayLike<number>): Float64Array {
  const taken = new Float64Array(indices.length);
  for (let k = 0; k < indices.length; k++) taken[k] = values[indices[k] as number] as number;
  return taken;
}

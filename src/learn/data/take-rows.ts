import type { Label } from '../../core/session.js';
import type { Target } from '../contracts.js';
import { Matrix } from '../math/matrix.js';
import { SparseMatrix } from '../math/sparse-matrix.js';
import type { Samples } from './samples.js';
import { isStringColumn, Table } from './table.js';

/** The rows at `indices`, in that order, as the same kind of thing as `X`. */
export function takeRows<X extends Samples>(X: X, indices: readonly number[]): X {
  if (X instanceof Matrix) {
    const taken = new Matrix(indices.length, X.nColumns);
    indices.forEach((i, k) => {
      taken.data.set(X.row(i), k * X.nColumns);
    });
    return taken as Samples as X;
  }
  if (X instanceof SparseMatrix) return X.takeRows(indices) as Samples as X;
  if (X instanceof Table) {
    const columns = X.columns.map((column) =>
      isStringColumn(column)
        ? indices.map((i) => column[i] as string | null)
        : Float64Array.from(indices, (i) => column[i] as number),
    );
    return new Table(columns, X.names, indices.length) as Samples as X;
  }
  return indices.map((i) => (X as readonly unknown[])[i]) as unknown as X;
}

/** The targets at `indices`, in that order; a typed array stays one. */
export function takeTargets<Y extends Target>(y: Y, indices: readonly number[]): Y {
  const taken = indices.map((i) => y[i] as Label);
  if (!ArrayBuffer.isView(y)) return taken as Target as Y;
  return (y.constructor as unknown as { from(values: readonly Label[]): Target }).from(taken) as Y;
}

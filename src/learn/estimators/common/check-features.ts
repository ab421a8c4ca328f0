import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { checkFinite } from '../../data/check-numbers.js';
import type { Matrix } from '../../math/matrix.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';

/** `INVALID_ARGUMENT` naming row and column of the first element of `X` that is NaN or infinite. */
export function checkFeatures(X: Matrix | SparseMatrix, featureNames: readonly string[] | undefined): void {
  const { data } = X;
  let e = 0;
  while (e < data.length && Number.isFinite(data[e])) e++;
  if (e === data.length) return;
  if (!(X instanceof SparseMatrix)) {
    // It is there: what finds it again says where.
    checkFinite(X, featureNames);
    return;
  }
  let row = 0;
  while ((X.starts[row + 1] as number) <= e) row++;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `X must be finite; row ${row}, column ${X.indices[e] as number} is ${show(data[e])}; impute or drop missing values first`,
  );
}

import { ModelMountError, type ErrorCode } from '../../../core/errors.js';
import {
  alignMatrix,
  countRows,
  isColumns,
  toMatrix,
  type FeatureExpectation,
  type Samples,
} from '../../data/samples.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';

/**
 * Counts of terms for `fit`.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if there are none, or one is missing or infinite.
 */
export function readCounts(X: Samples, who: string): SparseMatrix {
  const counts = toSparse(X);
  if (counts.nRows === 0 || counts.nColumns === 0) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${who} needs at least one row and one column to fit, got ${counts.nRows} × ${counts.nColumns}`,
    );
  }
  checkFinite(counts, 'INVALID_ARGUMENT', who);
  return counts;
}

/** As `readCounts`, for `transform`. @throws {ModelMountError} `INVALID_INPUT`. */
export function alignCounts(X: Samples, expected: FeatureExpectation, who: string): SparseMatrix {
  if (!isColumns(X) && countRows(X) === 0) {
    const [starts, indices, data] = [new Int32Array(1), new Int32Array(0), new Float64Array(0)];
    return new SparseMatrix(0, expected.nFeatures, { starts, indices, data });
  }
  const isFit = X instanceof SparseMatrix && X.nColumns === expected.nFeatures;
  const counts = isFit ? X : toSparse(alignMatrix(X, expected, who));
  checkFinite(counts, 'INVALID_INPUT', who);
  return counts;
}

function toSparse(X: Samples): SparseMatrix {
  return X instanceof SparseMatrix ? X : SparseMatrix.fromMatrix(toMatrix(X));
}

function checkFinite({ starts, indices, data }: SparseMatrix, code: ErrorCode, who: string): void {
  const k = data.findIndex((value) => !Number.isFinite(value));
  if (k === -1) return;
  const row = starts.findLastIndex((start) => start <= k);
  throw new ModelMountError(code, `${who} takes finite counts, but row ${row}, column ${indices[k]} is ${data[k]}`, {
    details: { row, column: indices[k] },
  });
}

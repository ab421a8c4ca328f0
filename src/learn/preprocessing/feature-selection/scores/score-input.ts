import { ModelMountError } from '../../../../core/errors.js';
import type { Target } from '../../../contracts.js';
import { checkLabels } from '../../../data/labels/check-labels.js';
import { checkFinite, checkNumbers, checkSameLength } from '../../../data/check-numbers.js';
import { featureNamesOf, toMatrix, type Samples } from '../../../data/samples.js';
import type { Matrix } from '../../../math/matrix.js';
import { SparseMatrix } from '../../../math/sparse-matrix.js';
import { encodeSorted, type EncodedLabels } from '../../../selection/splits/common/encode-labels.js';

/** How strongly each feature depends on the target. */
export interface FeatureScores {
  /** Higher is stronger; NaN where it has no value. Shape `[nFeatures]`. */
  readonly scores: Float64Array;
  /** The chance of a score at least as high without any dependence; `undefined` for scores without a test. */
  readonly pValues: Float64Array | undefined;
}

/** `X` as a matrix of finite numbers, with at least one row and column. */
export function readFeatures(X: Samples, who: string): Matrix {
  const matrix = toMatrix(X);
  checkSize(matrix, who);
  checkFinite(matrix, featureNamesOf(X));
  return matrix;
}

/** As `readFeatures`, for code that takes sparse rows as they are. */
export function readSparseFeatures(X: Samples, who: string): Matrix | SparseMatrix {
  if (!(X instanceof SparseMatrix)) return readFeatures(X, who);
  checkSize(X, who);
  checkNumbers(X.data.length === 0 ? [0] : X.data, 'the elements of X');
  return X;
}

/** The labels as codes, one per row. */
export function readLabels(y: Target | undefined, nRows: number): EncodedLabels {
  const labels = checkLabels(y, 'y');
  checkSameLength(['y', labels.length], ['X', nRows]);
  return encodeSorted(labels);
}

/** The numbers, one per row. */
export function readNumbers(y: Target | undefined, nRows: number): Float64Array {
  const numbers = checkNumbers(y, 'y');
  checkSameLength(['y', numbers.length], ['X', nRows]);
  return numbers;
}

/** @throws {ModelMountError} `INVALID_ARGUMENT` unless there are at least two classes. */
export function refuseOneClass({ labels }: EncodedLabels, who: string): void {
  if (labels.length >= 2) return;
  throw new ModelMountError('INVALID_ARGUMENT', `${who} compares classes, but y has only one`);
}

function checkSize({ nRows, nColumns }: Matrix | SparseMatrix, who: string): void {
  if (nRows > 0 && nColumns > 0) return;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `${who} needs at least one row and one column, got ${nRows} × ${nColumns}`,
  );
}

import { errorFromIssues, ModelMountError, type ErrorCode } from '../../../core/errors.js';
import { MAX_ISSUES, pointer, type Issue } from '../../../core/issue.js';
import { alignMatrix, featureNamesOf, toMatrix, type FeatureExpectation, type Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { columnLabel } from './names/feature-names.js';

/** Numbers as a transformer reads them: sparse input stays sparse. */
export type Numbers = Matrix | SparseMatrix;

/** Who reads numbers, and which. */
export interface NumbersReader {
  readonly who: string;
  /** The columns that a fitted value was fitted on. @default any, as `fit` takes them */
  readonly expected?: FeatureExpectation;
  /** @default true */
  readonly allowsMissing?: boolean;
}

/** A fitted value that reads numbers. */
export type FittedReader = NumbersReader & { readonly expected: FeatureExpectation };

/**
 * `X` as numbers to learn from, at least one row and one column. Nothing is copied that is numbers already, and values
 * are not looked at: that is `refuseNonFinite`.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` as `toMatrix`, or where there is no row or no column; with `expected`
 *   `INVALID_INPUT` for that, and where the columns are others.
 */
export function readNumbers(X: Samples, reader: NumbersReader): Numbers {
  const { who, expected } = reader;
  const read = expected ? alignSparse(X, expected, who) : X instanceof SparseMatrix ? X : toMatrix(X);
  if (read.nRows > 0 && read.nColumns > 0) return read;
  throw new ModelMountError(
    codeFor(reader),
    `${who} needs at least one row and one column to fit, got ${read.nRows} × ${read.nColumns}`,
  );
}

/** As `readNumbers`, and every value is finite or, where that is allowed, missing. */
export function readFinite(X: Samples, reader: NumbersReader): Numbers {
  const read = readNumbers(X, reader);
  refuseNonFinite(read, reader, featureNamesOf(X));
  return read;
}

/**
 * `X` as numbers to transform, in the columns that `who` was fitted on; perhaps no rows. Values are not looked at.
 *
 * @throws {ModelMountError} `INVALID_INPUT` if the columns differ.
 */
function alignSparse(X: Samples, expected: FeatureExpectation, who: string): Numbers {
  if (!(X instanceof SparseMatrix)) {
    const matrix = alignMatrix(X, expected, who);
    return matrix.nRows === 0 ? new Matrix(0, expected.nFeatures) : matrix;
  }
  if (X.nColumns === expected.nFeatures) return X;
  throw new ModelMountError('INVALID_INPUT', `${who} was fitted on ${expected.nFeatures} features, got ${X.nColumns}`, {
    details: { expected: expected.nFeatures, actual: X.nColumns },
  });
}

/** As `alignSparse`, with every element in memory. */
export function alignDense(X: Samples, expected: FeatureExpectation, who: string): Matrix {
  const aligned = alignSparse(X, expected, who);
  return aligned instanceof Matrix ? aligned : aligned.toMatrix();
}

/**
 * A new matrix of the rows of `X`, in the columns that `who` was fitted on, that `map` writes.
 *
 * @param map - Reads all numbers of `source`, writes as many to `target`; `false` where it meets an infinity.
 * @throws {ModelMountError} `INVALID_INPUT` if the columns differ or a value is infinite.
 */
export function mapDense(
  X: Samples,
  reader: FittedReader,
  map: (source: Float64Array, target: Float64Array) => boolean,
): Matrix {
  const source = alignDense(X, reader.expected, reader.who);
  const target = new Matrix(source.nRows, source.nColumns);
  if (!map(source.data, target.data)) refuseNonFinite(source, reader, reader.expected.featureNames);
  return target;
}

/**
 * What `map` makes of the elements that a sparse matrix keeps, in the columns that `who` was fitted on.
 *
 * @throws {ModelMountError} `INVALID_INPUT` if the columns differ or a value is infinite.
 */
export function mapSparse(
  X: SparseMatrix,
  reader: FittedReader,
  map: (rows: SparseMatrix) => SparseMatrix,
): SparseMatrix {
  alignSparse(X, reader.expected, reader.who);
  refuseNonFinite(X, reader, reader.expected.featureNames);
  return map(X);
}

/** As `alignSparse`, and every value is finite or, where that is allowed, missing. */
export function alignFinite(X: Samples, reader: FittedReader): Numbers {
  const aligned = alignSparse(X, reader.expected, reader.who);
  refuseNonFinite(aligned, reader, reader.expected.featureNames);
  return aligned;
}

/**
 * Refuses infinities, and NaN where it is not allowed.
 *
 * @param names - Names of the columns, for messages.
 * @throws {ModelMountError} `INVALID_ARGUMENT`, or `INVALID_INPUT` with `expected`; an issue per cell (at most 100).
 */
export function refuseNonFinite(X: Numbers, reader: NumbersReader, names: readonly string[] | undefined): void {
  if (isAllFinite(X.data)) return;
  const { allowsMissing = true } = reader;
  const issues: Issue[] = [];
  for (let i = 0; i < X.nRows && issues.length < MAX_ISSUES; i++) {
    const start = X instanceof Matrix ? i * X.nColumns : (X.starts[i] as number);
    const end = X instanceof Matrix ? start + X.nColumns : (X.starts[i + 1] as number);
    for (let k = start; k < end && issues.length < MAX_ISSUES; k++) {
      const value = X.data[k] as number;
      if (Number.isFinite(value) || (allowsMissing && Number.isNaN(value))) continue;
      const j = X instanceof Matrix ? k - start : (X.indices[k] as number);
      issues.push({ path: pointer(i, columnLabel(names, j)), ...fault(value, allowsMissing) });
    }
  }
  if (issues.length > 0) throw errorFromIssues(codeFor(reader), `X for ${reader.who}`, issues);
}

function fault(value: number, allowsMissing: boolean): Pick<Issue, 'code' | 'message'> {
  if (Number.isNaN(value)) return { code: 'missing', message: 'must not be missing; impute it first (SimpleImputer)' };
  return { code: 'nonFinite', message: `must be finite${allowsMissing ? ' or missing' : ''}, got ${value}` };
}

function codeFor({ expected }: NumbersReader): ErrorCode {
  return expected === undefined ? 'INVALID_ARGUMENT' : 'INVALID_INPUT';
}

function isAllFinite(data: Float64Array): boolean {
  // A finite number less itself is 0, anything else NaN: one sum tells, without a branch per element.
  let sum = 0;
  for (let k = 0; k < data.length; k++) sum += (data[k] as number) - (data[k] as number);
  return sum === 0;
}

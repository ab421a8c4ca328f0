import { ModelMountError } from '../../../core/errors.js';
import { checkOptionNames } from '../../../core/options.js';
import { checkFinite, checkNumbers, checkSameLength } from '../../data/check-numbers.js';
import { checkSampleWeight } from '../../data/check-sample-weight.js';
import { alignMatrix, featureNamesOf, toMatrix, type FeatureExpectation, type Samples } from '../../data/samples.js';
import type { Matrix } from '../../math/matrix.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';

/** Rows to train on, checked; sparse ones stay sparse. */
export interface SgdInput {
  readonly rows: Matrix | SparseMatrix;
  readonly featureNames: readonly string[] | undefined;
  readonly weights: Float64Array;
}

/**
 * Rows and weights, checked.
 *
 * @param context - The estimator's method, for messages, and its options; `expected` is what an earlier batch had.
 * @throws {ModelMountError} `INVALID_ARGUMENT` for what `fit` refuses; `INVALID_INPUT` if the features are not those
 *   of an earlier batch.
 */
export function checkSgdInput(
  X: Samples,
  nTargets: number,
  context: {
    readonly who: string;
    readonly sampleWeight: ArrayLike<number> | undefined;
    readonly expected?: FeatureExpectation | undefined;
  },
): SgdInput {
  const { who, sampleWeight, expected } = context;
  const isSparse = X instanceof SparseMatrix && (expected === undefined || X.nColumns === expected.nFeatures);
  const rows = isSparse ? X : expected === undefined ? toMatrix(X) : alignMatrix(X, expected, who);
  if (rows.nRows === 0 || rows.nColumns === 0) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${who} needs at least one row and one column, got ${rows.nRows} × ${rows.nColumns}`,
    );
  }
  checkSameLength(['y', nTargets], ['X', rows.nRows]);
  const featureNames = expected === undefined ? featureNamesOf(X) : expected.featureNames;
  if (rows instanceof SparseMatrix) checkNumbers(rows.data.length === 0 ? [0] : rows.data, 'the elements of X');
  else checkFinite(rows, featureNames);
  return { rows, featureNames, weights: checkSampleWeight(sampleWeight, rows.nRows) };
}

/** `checkOptionNames` for the options of a `fit`. */
export function checkFitOptions(who: string, options: object, known: readonly string[] = ['sampleWeight']): void {
  checkOptionNames(who, options, known);
}

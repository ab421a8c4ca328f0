import { ModelMountError } from '../../../core/errors.js';
import { checkOptionNames } from '../../../core/options.js';
import { checkSameLength } from '../../data/check-numbers.js';
import { checkSampleWeight } from '../../data/check-sample-weight.js';
import { checkFeatures } from './check-features.js';
import { featureNamesOf, toMatrix, type Samples } from '../../data/samples.js';
import type { Matrix } from '../../math/matrix.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';

/** How to fit. */
export interface FitOptions {
  /** Weights of the samples, ≥ 0; a weight of 2 counts a sample twice. @default all 1 */
  readonly sampleWeight?: ArrayLike<number>;
}

/** What an estimator may rely on. */
export interface FitInput<Features extends Matrix | SparseMatrix = Matrix> {
  readonly matrix: Features;
  readonly featureNames: readonly string[] | undefined;
  readonly weights: Float64Array;
}

/** Whose fit it is, for messages, and its options. */
export interface FitContext {
  readonly who: string;
  readonly options: FitOptions;
}

/**
 * Features and weights, checked; sparse features are made dense.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` naming row and column of a value that is not finite; if there are
 *   no rows or no columns; if `nTargets` or the weights do not have one element per row.
 */
export function checkFitInput(X: Samples, nTargets: number, context: FitContext): FitInput {
  return check(toMatrix(X), featureNamesOf(X), { ...context, nTargets });
}

/** As `checkFitInput`, for solvers to which sparse features are as good as dense ones. */
export function checkSparseFitInput(
  X: Samples,
  nTargets: number,
  context: FitContext,
): FitInput<Matrix | SparseMatrix> {
  return check(X instanceof SparseMatrix ? X : toMatrix(X), featureNamesOf(X), { ...context, nTargets });
}

function check<Features extends Matrix | SparseMatrix>(
  matrix: Features,
  featureNames: readonly string[] | undefined,
  { who, options, nTargets }: FitContext & { readonly nTargets: number },
): FitInput<Features> {
  checkOptionNames(`${who}.fit`, options, ['sampleWeight']);
  if (matrix.nRows === 0 || matrix.nColumns === 0) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${who} needs at least one row and one column, got ${matrix.nRows} × ${matrix.nColumns}`,
    );
  }
  checkSameLength(['y', nTargets], ['X', matrix.nRows]);
  checkFeatures(matrix, featureNames);
  return { matrix, featureNames, weights: checkSampleWeight(options.sampleWeight, matrix.nRows) };
}

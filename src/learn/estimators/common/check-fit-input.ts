import { ModelMountError } from '../../../core/errors.js';
import { checkOptionNames } from '../../../core/options.js';
import { checkFinite, checkSameLength } from '../../data/check-numbers.js';
import { checkSampleWeight } from '../../data/check-sample-weight.js';
import { featureNamesOf, toMatrix, type Samples } from '../../data/samples.js';
import type { Matrix } from '../../math/matrix.js';

/** How to fit. */
export interface FitOptions {
  /** Weights of the samples, ≥ 0; a weight of 2 counts a sample twice. @default all 1 */
  readonly sampleWeight?: ArrayLike<number>;
}

/** What an estimator may rely on. */
export interface FitInput {
  readonly matrix: Matrix;
  readonly featureNames: readonly string[] | undefined;
  readonly weights: Float64Array;
}

/**
 * Features and weights, checked.
 *
 * @param context - The estimator, for messages, and the options of its `fit`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` naming row and column of a value that is not finite; if there are
 *   no rows or no columns; if `nTargets` or the weights do not have one element per row.
 */
export function checkFitInput(
  X: Samples,
  nTargets: number,
  context: { readonly who: string; readonly options: FitOptions },
): FitInput {
  const { who, options } = context;
  checkOptionNames(`${who}.fit`, options, ['sampleWeight']);
  const matrix = toMatrix(X);
  if (matrix.nRows === 0 || matrix.nColumns === 0) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${who} needs at least one row and one column, got ${matrix.nRows} × ${matrix.nColumns}`,
    );
  }
  checkSameLength(['y', nTargets], ['X', matrix.nRows]);
  const featureNames = featureNamesOf(X);
  checkFinite(matrix, featureNames);
  return { matrix, featureNames, weights: checkSampleWeight(options.sampleWeight, matrix.nRows) };
}

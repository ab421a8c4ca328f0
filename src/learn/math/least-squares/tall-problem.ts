import type { Matrix } from '../matrix.js';

/** Least squares of many rows. */
export interface TallProblem {
  readonly X: Matrix;
  readonly y: Float64Array;
  /** Square roots of the weights of the rows. */
  readonly roots: Float64Array;
  /** Whether a column of ones follows those of X. */
  readonly hasIntercept: boolean;
}

import type { Estimator } from '../../contracts.js';
import { checkNumbers } from '../../data/check-numbers.js';
import type { Samples } from '../../data/samples.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { checkFitInput, checkSparseFitInput, type FitOptions } from '../common/check-fit-input.js';
import { checkOptions, OPTION_RULES } from '../common/check-options.js';
import { FittedRidge } from './fitted-ridge.js';
import { solveSparseRidge } from './solve-sparse-ridge.js';
import { solveLinear } from './solve-linear.js';
import { solveWideRidge } from './solve-wide-ridge.js';

/** Options of `Ridge`. */
export interface RidgeOptions {
  /** Strength of the penalty on the squared coefficients, ≥ 0; the intercept is not penalised. @default 1 */
  readonly alpha?: number;
  /** Whether to learn an intercept. @default true */
  readonly fitIntercept?: boolean;
}

/**
 * Linear regression with an L2 penalty: minimises `‖y − X w − b‖² + alpha · ‖w‖²`.
 *
 * The penalty compares coefficients, so bring the features to one scale first.
 *
 * Method: Householder QR of the data with the penalty as extra rows, and one step of iterative refinement.
 * Time O((nSamples + nFeatures) · nFeatures²); where there are more features than samples, QR of the rows, in
 * O(nFeatures · nSamples²). A `SparseMatrix` stays sparse, with conjugate gradients until the gradient is 0 up to
 * rounding; it is made dense with an `alpha` of 0, and where columns so nearly repeat each other that this takes 1,000
 * steps.
 *
 * @example
 * ```ts
 * new Ridge({ alpha: 2 }).fit([[-1], [0], [1]], [-3, 0, 3]).coef.at(0, 0); // 1.5
 * ```
 */
export class Ridge implements Estimator<FittedRidge> {
  readonly estimatorType = 'regressor';
  readonly fitOptions = ['sampleWeight'] as const;
  readonly options: RidgeOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: RidgeOptions = {}) {
    checkOptions('Ridge', options, { alpha: OPTION_RULES.nonNegative, fitIntercept: OPTION_RULES.flag });
    this.options = options;
  }

  /**
   * @param X - Finite numbers; shape `[nSamples, nFeatures]`.
   * @param y - Finite numbers; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` naming the row and column of what is not so.
   */
  fit(X: Samples, y: ArrayLike<number>, options: FitOptions = {}): FittedRidge {
    const { alpha = 1, fitIntercept = true } = this.options;
    const target = checkNumbers(y, 'y');
    if (X instanceof SparseMatrix && alpha > 0) {
      const sparse = checkSparseFitInput(X, target.length, { who: 'Ridge', options });
      const solved = solveSparseRidge({ ...sparse, matrix: X }, target, { fitIntercept, alpha });
      if (solved !== undefined) return new FittedRidge({ ...solved, alpha });
    }
    const input = checkFitInput(X, target.length, { who: 'Ridge', options });
    const isWide = alpha > 0 && input.matrix.nColumns > input.matrix.nRows;
    const solve = isWide ? solveWideRidge : solveLinear;
    return new FittedRidge({ ...solve(input, target, { fitIntercept, alpha }), alpha });
  }
}

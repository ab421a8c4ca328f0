import { ModelMountError } from '../../../core/errors.js';
import type { Estimator } from '../../contracts.js';
import { checkNumbers } from '../../data/check-numbers.js';
import type { Samples } from '../../data/samples.js';
import { checkFitInput, type FitOptions } from '../common/check-fit-input.js';
import { checkOptions, OPTION_RULES } from '../common/check-options.js';
import { FittedLinearRegression } from './fitted-linear-regression.js';
import { inferLinear } from './inference/infer-linear.js';
import { solveLinear } from './solve-linear.js';
import { solvePositive } from './solve-positive.js';

/** Options of `LinearRegression`. */
export interface LinearRegressionOptions {
  /** Whether to learn an intercept; without one the model passes through 0. @default true */
  readonly fitIntercept?: boolean;
  /**
   * A feature counts as a combination of others if what is left of it is not larger than this, relative to the
   * whole of it. @default max(nSamples, nFeatures) · 2⁻⁵², the limit of float64
   */
  readonly tol?: number;
  /** Whether coefficients may not be below 0; `tol` is then of no use. @default false */
  readonly positive?: boolean;
  /**
   * Whether to say how certain the coefficients are: standard errors, tests, confidence intervals, goodness of fit.
   * @default false
   */
  readonly inference?: boolean;
}

/**
 * Ordinary least squares: the linear function with the smallest sum of squared errors.
 *
 * Where features are combinations of each other there are many such functions; the one with the shortest vector
 * of coefficients is taken. scikit-learn 1.9 drops directions smaller than 1e-6 by default, which spoils the fit
 * of polynomials and other nearly dependent features; set `tol` to 1e-6 to come close to that.
 *
 * Method: Householder QR with one step of iterative refinement; of 2000 rows or more, if the features are far from
 * being combinations of each other, normal equations with corrections in twice the precision, which has the same
 * digits (see docs/reference/learn/estimators/linear.md). Time O(nSamples · nFeatures²).
 *
 * @example
 * ```ts
 * const model = new LinearRegression().fit([[1], [2], [3]], [3, 5, 7]);
 * model.predict([[10]]); // Float64Array [21]
 * ```
 */
export class LinearRegression implements Estimator<FittedLinearRegression> {
  readonly estimatorType = 'regressor';
  readonly fitOptions = ['sampleWeight'] as const;
  readonly options: LinearRegressionOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: LinearRegressionOptions = {}) {
    checkOptions('LinearRegression', options, {
      fitIntercept: OPTION_RULES.flag,
      tol: OPTION_RULES.nonNegative,
      positive: OPTION_RULES.flag,
      inference: OPTION_RULES.flag,
    });
    if (options.positive === true && options.inference === true) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        'LinearRegression has no inference with positive: coefficients held at 0 follow no t distribution',
      );
    }
    this.options = options;
  }

  /**
   * @param X - Finite numbers; shape `[nSamples, nFeatures]`.
   * @param y - Finite numbers; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` naming the row and column of what is not so; with `inference`, if the
   *   features depend on each other or there are no more rows than coefficients.
   */
  fit(X: Samples, y: ArrayLike<number>, options: FitOptions = {}): FittedLinearRegression {
    const { fitIntercept = true, tol, positive = false, inference = false } = this.options;
    const target = checkNumbers(y, 'y');
    const input = checkFitInput(X, target.length, { who: 'LinearRegression', options });
    const tolerance = tol === undefined ? {} : { tolerance: tol };
    const solution = positive
      ? solvePositive(input, target, fitIntercept)
      : solveLinear(input, target, { fitIntercept, alpha: 0, ...tolerance });
    if (!inference) return new FittedLinearRegression(solution);
    const solved = { coef: solution.coef.data, intercept: solution.intercept[0] as number, fitIntercept };
    return new FittedLinearRegression({ ...solution, inference: inferLinear(input, target, solved) });
  }
}

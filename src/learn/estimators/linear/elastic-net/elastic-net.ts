import type { Estimator } from '../../../contracts.js';
import { checkNumbers } from '../../../data/check-numbers.js';
import type { Samples } from '../../../data/samples.js';
import { checkSparseFitInput, type FitOptions } from '../../common/check-fit-input.js';
import { checkOptions, OPTION_RULES } from '../../common/check-options.js';
import { CONVERGENCE_RULES, reportConvergence, type ConvergenceOptions } from '../../common/report-convergence.js';
import { FittedElasticNet } from './fitted-elastic-net.js';
import { solveElasticNet } from './solve-elastic-net.js';

/** Options of `ElasticNet`. */
export interface ElasticNetOptions extends ConvergenceOptions {
  /** Strength of the whole penalty, ≥ 0. @default 1 */
  readonly alpha?: number;
  /** Share of the penalty on absolute values, from 0 (as `Ridge`) to 1 (as `Lasso`). @default 0.5 */
  readonly l1Ratio?: number;
  /** Whether to learn an intercept, which is not penalised. @default true */
  readonly fitIntercept?: boolean;
  /** Whether coefficients may not be below 0. @default false */
  readonly positive?: boolean;
  /** Most steps of the solver, each of many passes over the data; ten are usual. @default 1000 */
  readonly maxIter?: number;
}

/**
 * Linear regression with a penalty on absolute values and one on squares: groups of features that go together stay
 * together, and those that say little get a coefficient of exactly 0.
 *
 * Minimises `1/(2n) · Σ weight · (y − X w − b)² + alpha · (l1Ratio · ‖w‖₁ + (1 − l1Ratio)/2 · ‖w‖²)`, where n is the
 * sum of the weights, as scikit-learn does, but to the optimum, where scikit-learn's default `tol` keeps three or four
 * digits. The penalty compares coefficients, so bring the features to one scale first.
 *
 * Takes a `SparseMatrix` as it is.
 *
 * Method: proximal Newton steps by coordinate descent, and Newton steps among what is not 0 (see
 * docs/reference/learn/estimators/linear.md). A pass over the data takes O(nSamples · nFeatures), of a sparse one time
 * in proportion to what it keeps; with up to 400 features there are few, and O(nSamples · nFeatures²) once.
 *
 * @example
 * ```ts
 * const model = new ElasticNet({ alpha: 0.5 }).fit([[-1, 1], [0, -2], [1, 1]], [-3, 0, 3]);
 * model.coef.toRows(); // ≈ [[1.909, 0]]
 * ```
 */
export class ElasticNet implements Estimator<FittedElasticNet> {
  readonly estimatorType = 'regressor';
  readonly fitOptions = ['sampleWeight'] as const;
  readonly options: ElasticNetOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: ElasticNetOptions = {}) {
    checkOptions('ElasticNet', options, {
      alpha: OPTION_RULES.nonNegative,
      l1Ratio: OPTION_RULES.fraction,
      fitIntercept: OPTION_RULES.flag,
      positive: OPTION_RULES.flag,
      ...CONVERGENCE_RULES,
    });
    this.options = options;
  }

  /**
   * @param X - Finite numbers; shape `[nSamples, nFeatures]`.
   * @param y - Finite numbers; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` naming the row and column of what is not so.
   */
  fit(X: Samples, y: ArrayLike<number>, options: FitOptions = {}): FittedElasticNet {
    const { alpha = 1, l1Ratio = 0.5, fitIntercept = true, positive = false } = this.options;
    const { maxIter = 1000, tol = 1e-10, onWarning } = this.options;
    const target = checkNumbers(y, 'y');
    const input = checkSparseFitInput(X, target.length, { who: 'ElasticNet', options });
    const solution = solveElasticNet(input, target, { alpha, l1Ratio, fitIntercept, positive, maxIter, tol });
    const advice = 'or bring the features to one scale';
    reportConvergence(solution, { who: 'ElasticNet', advice, onWarning });
    return new FittedElasticNet({ ...solution, alpha, l1Ratio });
  }
}

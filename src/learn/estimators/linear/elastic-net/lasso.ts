import type { Estimator } from '../../../contracts.js';
import { checkNumbers } from '../../../data/check-numbers.js';
import type { Samples } from '../../../data/samples.js';
import { checkSparseFitInput, type FitOptions } from '../../common/check-fit-input.js';
import { checkOptions, OPTION_RULES } from '../../common/check-options.js';
import { CONVERGENCE_RULES, reportConvergence } from '../../common/report-convergence.js';
import type { ElasticNetOptions } from './elastic-net.js';
import { FittedLasso } from './fitted-lasso.js';
import { solveElasticNet } from './solve-elastic-net.js';

/** Options of `Lasso`: those of `ElasticNet`, all of whose penalty is on absolute values. */
export type LassoOptions = Omit<ElasticNetOptions, 'l1Ratio'>;

/**
 * Linear regression with an L1 penalty: features that say little get a coefficient of exactly 0.
 *
 * Minimises `1/(2n) · Σ weight · (y − X w − b)² + alpha · ‖w‖₁`, where n is the sum of the weights, as scikit-learn
 * does, but to the optimum. The penalty compares coefficients, so bring the features to one scale first.
 *
 * Takes a `SparseMatrix` as it is. Method and cost: those of `ElasticNet`.
 *
 * @example
 * ```ts
 * const model = new Lasso({ alpha: 0.5 }).fit([[-1, 1], [0, -2], [1, 1]], [-3, 0, 3]);
 * model.coef.toRows(); // ≈ [[2.25, 0]]
 * ```
 */
export class Lasso implements Estimator<FittedLasso> {
  readonly estimatorType = 'regressor';
  readonly fitOptions = ['sampleWeight'] as const;
  readonly options: LassoOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: LassoOptions = {}) {
    checkOptions('Lasso', options, {
      alpha: OPTION_RULES.nonNegative,
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
  fit(X: Samples, y: ArrayLike<number>, options: FitOptions = {}): FittedLasso {
    const { alpha = 1, fitIntercept = true, positive = false, maxIter = 1000, tol = 1e-10, onWarning } = this.options;
    const target = checkNumbers(y, 'y');
    const input = checkSparseFitInput(X, target.length, { who: 'Lasso', options });
    const solution = solveElasticNet(input, target, { alpha, l1Ratio: 1, fitIntercept, positive, maxIter, tol });
    reportConvergence(solution, { who: 'Lasso', advice: 'or bring the features to one scale', onWarning });
    return new FittedLasso({ ...solution, alpha });
  }
}

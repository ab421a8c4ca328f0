import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import type { Estimator } from '../../../contracts.js';
import { checkNumbers } from '../../../data/check-numbers.js';
import type { Samples } from '../../../data/samples.js';
import { Matrix } from '../../../math/matrix.js';
import { minimizeCurved } from '../../../math/optimize/newton.js';
import { sum } from '../../../math/sums/sum.js';
import { checkSparseFitInput, type FitOptions } from '../../common/check-fit-input.js';
import { checkOptions, OPTION_RULES } from '../../common/check-options.js';
import { makeDesign, toOriginalUnits } from '../../common/design/design.js';
import { ScoreObjective } from '../../common/objective/score-objective.js';
import { CONVERGENCE_RULES, reportConvergence, type ConvergenceOptions } from '../../common/report-convergence.js';
import { poissonLoss } from '../losses/poisson-loss.js';
import { FittedPoissonRegressor } from './fitted-poisson-regressor.js';

/** Options of `PoissonRegressor`. */
export interface PoissonRegressorOptions extends ConvergenceOptions {
  /** Strength of the penalty on the squared coefficients, ≥ 0; the intercept is not penalised. @default 1 */
  readonly alpha?: number;
  /** Whether to learn an intercept. @default true */
  readonly fitIntercept?: boolean;
  /** Most steps of the solver; about ten are usual. @default 100 */
  readonly maxIter?: number;
}

/**
 * Regression of counts and rates: the logarithm of the expected value is linear in the features (a generalised linear
 * model with Poisson distribution and log link).
 *
 * Minimises `1/n · Σ weight · (exp(s) − y · s) + alpha/2 · ‖w‖²`, where `s = X w + b` and n is the sum of the weights:
 * half the mean deviance with a penalty, as scikit-learn does, but to the optimum. Of rates (events per year) the
 * exposure (years) is the sample's weight.
 *
 * Takes a `SparseMatrix` as it is.
 *
 * Method: Newton with line search from the mean. Up to 400 coefficients each step takes O(nSamples · nFeatures²); of
 * more, conjugate gradients take time proportional to what the features keep.
 *
 * @example
 * ```ts
 * const model = new PoissonRegressor({ alpha: 0 }).fit([[0], [0], [1], [1]], [1, 3, 2, 6]);
 * model.predict([[0], [1]]); // ≈ Float64Array [2.0, 4.0]
 * ```
 */
export class PoissonRegressor implements Estimator<FittedPoissonRegressor> {
  readonly estimatorType = 'regressor';
  readonly fitOptions = ['sampleWeight'] as const;
  readonly options: PoissonRegressorOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: PoissonRegressorOptions = {}) {
    checkOptions('PoissonRegressor', options, {
      alpha: OPTION_RULES.nonNegative,
      fitIntercept: OPTION_RULES.flag,
      ...CONVERGENCE_RULES,
    });
    this.options = options;
  }

  /**
   * @param X - Finite numbers; shape `[nSamples, nFeatures]`.
   * @param y - Finite numbers ≥ 0, not all 0; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` naming the row and column of what is not so.
   */
  fit(X: Samples, y: ArrayLike<number>, options: FitOptions = {}): FittedPoissonRegressor {
    const { alpha = 1, fitIntercept = true, maxIter = 100, tol = 1e-10, onWarning } = this.options;
    const target = checkCounts(y);
    const input = checkSparseFitInput(X, target.length, { who: 'PoissonRegressor', options });
    const total = sum(input.weights.length, (i) => input.weights[i] as number);
    const weights = input.weights.map((weight) => weight / total);
    const mean = sum(target.length, (i) => (weights[i] as number) * (target[i] as number));
    if (!(mean > 0)) {
      throw new ModelMountError('INVALID_ARGUMENT', 'PoissonRegressor needs a y above 0 with a weight above 0');
    }
    const design = makeDesign(input.matrix, weights, { hasIntercept: fitIntercept });
    const { rows, scales } = design;
    const penalty = Float64Array.from({ length: rows.width }, (_, j) => alpha * (scales[j] ?? 0) ** 2);
    const start = new Float64Array(rows.width);
    if (fitIntercept) start[scales.length] = Math.log(mean);
    const objective = new ScoreObjective(rows, poissonLoss(target, weights), penalty);
    // The gradient is in units of the counts, which may be millions.
    const { at, ...end } = minimizeCurved(objective, { maxIter, tol: tol * Math.max(1, mean), start });
    reportConvergence(end, {
      who: 'PoissonRegressor',
      advice: 'scale the features, or raise alpha',
      onWarning,
    });
    const { coef, intercept } = toOriginalUnits(design, at);
    return new FittedPoissonRegressor({
      ...end,
      alpha,
      featureNames: input.featureNames,
      // + 0 turns −0 into 0.
      coef: new Matrix(
        1,
        coef.length,
        coef.map((value) => value + 0),
      ),
      intercept: Float64Array.of(intercept + 0),
    });
  }
}

function checkCounts(y: ArrayLike<number>): Float64Array {
  const target = checkNumbers(y, 'y');
  const i = target.findIndex((value) => value < 0);
  if (i === -1) return target;
  throw new ModelMountError('INVALID_ARGUMENT', `y[${i}] of PoissonRegressor must be ≥ 0, got ${show(target[i])}`);
}

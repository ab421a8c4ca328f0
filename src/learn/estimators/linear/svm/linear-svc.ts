import { ModelMountError } from '../../../../core/errors.js';
import type { Estimator, Target } from '../../../contracts.js';
import { checkLabels } from '../../../data/labels/check-labels.js';
import { sortedLabels } from '../../../data/labels/labels.js';
import type { Samples } from '../../../data/samples.js';
import { Matrix } from '../../../math/matrix.js';
import { checkSparseFitInput, type FitOptions } from '../../common/check-fit-input.js';
import { checkOptions, OPTION_RULES } from '../../common/check-options.js';
import { CLASS_WEIGHT_RULE, type ClassWeight } from '../../common/class-weight.js';
import { CONVERGENCE_RULES, reportConvergence, type ConvergenceOptions } from '../../common/report-convergence.js';
import { classProblems } from './class-problems.js';
import { FittedLinearSVC } from './fitted-linear-svc.js';
import { solveSvc } from './solve-svc.js';

/** Options of `LinearSVC`. */
export interface LinearSVCOptions extends ConvergenceOptions {
  /** Inverse strength of the penalty, > 0 and finite. @default 1 */
  readonly C?: number;
  /** `squaredHinge` is `max(0, 1 − margin)²`; `hinge` is not squared. @default 'squaredHinge' */
  readonly loss?: 'squaredHinge' | 'hinge';
  /** On squares, or on absolute values, for the squared hinge only. @default 'l2' */
  readonly penalty?: 'l2' | 'l1';
  /** Weights of the classes, which multiply those of the samples. @default all 1 */
  readonly classWeight?: ClassWeight;
  /** Whether to learn an intercept. @default true */
  readonly fitIntercept?: boolean;
  /**
   * The intercept is penalised as the coefficient of a feature that is always this, > 0. With `Infinity` it is not
   * penalised; scikit-learn's default is 1. @default Infinity
   */
  readonly interceptScaling?: number;
  /** Most steps of the solver for each class; about ten are usual. @default 100 */
  readonly maxIter?: number;
}

/**
 * Linear support vector classifier: the widest margin between two classes; of more, between each class and the rest.
 *
 * Minimises `½ ‖w‖² + C · Σ weight · loss`, or `‖w‖₁` in the place of `½ ‖w‖²`, to the optimum. The intercept is not
 * penalised, so that moving the features moves nothing else; scikit-learn's solver cannot do without a penalty on it,
 * `½ (b / interceptScaling)²`, and `interceptScaling: 1` gives what it gives by default. It has scores but no
 * probabilities.
 *
 * With more than two classes the weight of a class counts in its own fit only, as in scikit-learn.
 *
 * Takes a `SparseMatrix` as it is.
 *
 * Method: Newton with line search on the squared hinge, which is smooth; by products with the second derivatives where
 * there are more than 400 columns. The hinge by an interior point method for up to 3,000 columns, then by the equations
 * of the samples on the margin; of several intercepts that are as good it takes the middle.
 *
 * @example
 * ```ts
 * const model = new LinearSVC().fit([[0], [1], [3], [4]], ['no', 'no', 'yes', 'yes']);
 * model.predict([[2.5]]); // ['yes']
 * ```
 */
export class LinearSVC implements Estimator<FittedLinearSVC> {
  readonly estimatorType = 'classifier';
  readonly fitOptions = ['sampleWeight'] as const;
  readonly options: LinearSVCOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: LinearSVCOptions = {}) {
    checkOptions('LinearSVC', options, {
      C: {
        expected: 'a finite number > 0',
        accepts: (value) => typeof value === 'number' && value > 0 && value < Infinity,
      },
      loss: {
        expected: '"squaredHinge" or "hinge"',
        accepts: (value) => value === 'squaredHinge' || value === 'hinge',
      },
      penalty: { expected: '"l2" or "l1"', accepts: (value) => value === 'l2' || value === 'l1' },
      classWeight: CLASS_WEIGHT_RULE,
      fitIntercept: OPTION_RULES.flag,
      interceptScaling: OPTION_RULES.positive,
      ...CONVERGENCE_RULES,
    });
    if (options.loss === 'hinge' && options.penalty === 'l1') {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        'LinearSVC has no penalty "l1" with the loss "hinge"; take the loss "squaredHinge"',
      );
    }
    this.options = options;
  }

  /**
   * @param X - Finite numbers; shape `[nSamples, nFeatures]`.
   * @param y - Labels, all strings, all booleans or all whole numbers; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` naming the row and column of what is not so, if there is only one
   *   class, or for the loss `hinge` of more than 3,000 columns.
   */
  fit(X: Samples, y: Target, options: FitOptions = {}): FittedLinearSVC {
    const { C = 1, loss = 'squaredHinge', penalty = 'l2', fitIntercept = true } = this.options;
    const { classWeight, interceptScaling = Infinity, maxIter = 100, tol = 1e-10, onWarning } = this.options;
    const labels = checkLabels(y, 'y');
    const { matrix, featureNames, weights } = checkSparseFitInput(X, labels.length, { who: 'LinearSVC', options });
    const classes = sortedLabels(labels);
    if (classes.length < 2) {
      throw new ModelMountError('INVALID_ARGUMENT', 'LinearSVC needs at least two classes in y, got one');
    }
    const solver = { C, loss, penalty, fitIntercept, interceptScaling, maxIter, tol };
    const fits = classProblems(labels, weights, { classes, classWeight }).map((problem) =>
      solveSvc(matrix, { ...problem, ...solver }),
    );
    const end = {
      nIter: Math.max(...fits.map(({ nIter }) => nIter)),
      isConverged: fits.every(({ isConverged }) => isConverged),
      gradientNorm: Math.max(...fits.map(({ gradientNorm }) => gradientNorm)),
    };
    reportConvergence(end, { who: 'LinearSVC', advice: 'scale the features, or lower C', onWarning });
    const coef = Matrix.from(fits.map((fit) => fit.coef));
    const intercept = Float64Array.from(fits, (fit) => fit.intercept);
    return new FittedLinearSVC({ ...end, coef, intercept, featureNames, classes, C });
  }
}

import { ModelMountError } from '../../../core/errors.js';
import type { Estimator, Target } from '../../contracts.js';
import { encodeLabels } from '../../data/labels/encode-labels.js';
import type { Samples } from '../../data/samples.js';
import { checkSparseFitInput, type FitOptions } from '../common/check-fit-input.js';
import { checkOptions, OPTION_RULES } from '../common/check-options.js';
import { CLASS_WEIGHT_RULE, type ClassWeight } from '../common/class-weight.js';
import { CONVERGENCE_RULES, reportConvergence, type ConvergenceOptions } from '../common/report-convergence.js';
import { weighSamples } from '../common/weigh-samples.js';
import { FittedLogisticRegression } from './fitted-logistic-regression.js';
import { solveLogistic } from './logistic/solve-logistic.js';

/** Options of `LogisticRegression`. */
export interface LogisticRegressionOptions extends ConvergenceOptions {
  /** Inverse strength of the penalty, > 0; `Infinity` is no penalty. @default 1 */
  readonly C?: number;
  /**
   * Share of the penalty on absolute values: 0 is an L2 penalty, 1 an L1 penalty (coefficients of what says little are
   * exactly 0), between them lies the elastic net. @default 0
   */
  readonly l1Ratio?: number;
  /** Weights of the classes, which multiply those of the samples. @default all 1 */
  readonly classWeight?: ClassWeight;
  /** Whether to learn an intercept, which is not penalised. @default true */
  readonly fitIntercept?: boolean;
  /** Most steps of the solver; about ten are usual. @default 100 */
  readonly maxIter?: number;
}

/**
 * Logistic regression: of one class against another, or of many (softmax), with an L2 penalty, an L1 penalty, both or
 * none.
 *
 * Minimises `(1 − l1Ratio)/2 · ‖coef‖² + l1Ratio · ‖coef‖₁ + C · Σ weight · logLoss`, as scikit-learn does, but to the
 * optimum, where scikit-learn's default solver stops several digits before it. The intercept is not penalised. With
 * many classes and an L2 penalty the coefficients of each feature sum to 0.
 *
 * Without a penalty (`C: Infinity`) there is no optimum if a line separates the classes; the fit then ends with
 * `isConverged: false`.
 *
 * Takes a `SparseMatrix` as it is: of ten thousand texts with 20,000 columns a fit takes seconds, and with a weak
 * penalty (C = 100) some tens of seconds.
 *
 * Method: Newton with line search. Up to 400 coefficients each step solves with the matrix of second derivatives, in
 * O(nSamples · size² + size³), where `size` is the number of features, times that of the classes if there are more than
 * two; of more coefficients only products with that matrix are formed (conjugate gradients), in time proportional to
 * what the features keep. An L1 penalty adds coordinate descent (see docs/reference/learn/estimators/linear.md).
 *
 * @example
 * ```ts
 * const model = new LogisticRegression().fit([[0], [1], [2], [3]], ['no', 'no', 'yes', 'yes']);
 * model.predict([[2.5]]); // ['yes']
 * ```
 */
export class LogisticRegression implements Estimator<FittedLogisticRegression> {
  readonly estimatorType = 'classifier';
  readonly fitOptions = ['sampleWeight'] as const;
  readonly options: LogisticRegressionOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: LogisticRegressionOptions = {}) {
    checkOptions('LogisticRegression', options, {
      C: OPTION_RULES.positive,
      l1Ratio: OPTION_RULES.fraction,
      classWeight: CLASS_WEIGHT_RULE,
      fitIntercept: OPTION_RULES.flag,
      ...CONVERGENCE_RULES,
    });
    this.options = options;
  }

  /**
   * @param X - Finite numbers; shape `[nSamples, nFeatures]`.
   * @param y - Labels, all strings, all booleans or all whole numbers; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` naming the row and column of what is not so, or if there is only
   *   one class.
   */
  fit(X: Samples, y: Target, options: FitOptions = {}): FittedLogisticRegression {
    const { C = 1, l1Ratio = 0, fitIntercept = true, maxIter = 100, tol = 1e-10 } = this.options;
    const { classWeight, onWarning } = this.options;
    const { labels: classes, codes } = encodeLabels([[y, 'y']]);
    const classOf = codes[0] as Int32Array;
    const { matrix, featureNames, weights } = checkSparseFitInput(X, classOf.length, {
      who: 'LogisticRegression',
      options,
    });
    if (classes.length < 2) {
      throw new ModelMountError('INVALID_ARGUMENT', 'LogisticRegression needs at least two classes in y, got one');
    }
    const samples = weighSamples(classOf, weights, { classes, classWeight });
    const problem = { nClasses: classes.length, C, l1Ratio, fitIntercept, maxIter, tol };
    const solution = solveLogistic(matrix, samples, problem);
    const advice = 'scale the features, or lower C if the classes can be separated';
    reportConvergence(solution, { who: 'LogisticRegression', advice, onWarning });
    return new FittedLogisticRegression({ ...solution, featureNames, classes, C, l1Ratio });
  }
}

import { ModelMountError } from '../../../core/errors.js';
import type { Label } from '../../../core/session.js';
import type { Estimator, Target } from '../../contracts.js';
import { checkLabels } from '../../data/check-labels.js';
import { sortedLabels } from '../../data/labels.js';
import type { Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import { minimize, type NewtonResult } from '../../math/newton.js';
import { binaryLogisticLoss } from './binary-logistic-loss.js';
import { checkFitInput, type FitInput, type FitOptions } from '../common/check-fit-input.js';
import { checkOptions, OPTION_RULES } from '../common/check-options.js';
import { resolveClassWeight, type ClassWeight } from '../common/class-weight.js';
import { makeDesign, toOriginalUnits, type Design } from '../common/design.js';
import { FittedLogisticRegression } from './fitted-logistic-regression.js';
import { multinomialLogisticLoss } from './multinomial-logistic-loss.js';

/** Options of `LogisticRegression`. */
export interface LogisticRegressionOptions {
  /** Inverse strength of the L2 penalty, > 0; `Infinity` is no penalty. @default 1 */
  readonly C?: number;
  /** Weights of the classes, which multiply those of the samples. @default all 1 */
  readonly classWeight?: ClassWeight;
  /** Whether to learn an intercept, which is not penalised. @default true */
  readonly fitIntercept?: boolean;
  /** Most steps of the solver; about ten are usual. @default 100 */
  readonly maxIter?: number;
  /** Largest component of the gradient (see `gradientNorm`) at which the optimum counts as reached. @default 1e-10 */
  readonly tol?: number;
  /**
   * Called with a `NOT_CONVERGED` error if the optimum was not reached, before `fit` returns. Throw it to make it
   * one. @default nothing; `isConverged` says it too
   */
  readonly onWarning?: (warning: ModelMountError) => void;
}

/**
 * Logistic regression with an L2 penalty: of one class against another, or of many (softmax).
 *
 * Minimises `½ ‖coef‖² + C · Σ weight · logLoss`, as scikit-learn does, but to the optimum, where scikit-learn's
 * default solver stops several digits before it. With many classes the coefficients of each feature sum to 0.
 *
 * Without a penalty (`C: Infinity`) there is no optimum if a line separates the classes; the fit then ends with
 * `isConverged: false`.
 *
 * Method: Newton with line search. Time O(nSamples · size²) and memory O(size²) a step, where `size` is the number
 * of features, times that of the classes if there are more than two.
 *
 * @example
 * ```ts
 * const model = new LogisticRegression().fit([[0], [1], [2], [3]], ['no', 'no', 'yes', 'yes']);
 * model.predict([[2.5]]); // ['yes']
 * ```
 */
export class LogisticRegression implements Estimator<FittedLogisticRegression> {
  readonly estimatorType = 'classifier';
  readonly options: LogisticRegressionOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: LogisticRegressionOptions = {}) {
    checkOptions('LogisticRegression', options, {
      C: OPTION_RULES.positive,
      classWeight: {
        expected: '"balanced", or an object or a Map of weights by label',
        accepts: (value) => value === 'balanced' || (typeof value === 'object' && value !== null),
      },
      fitIntercept: OPTION_RULES.flag,
      maxIter: OPTION_RULES.count,
      tol: OPTION_RULES.positive,
      onWarning: { expected: 'a function', accepts: (value) => typeof value === 'function' },
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
    const { C = 1, fitIntercept = true, maxIter = 100, tol = 1e-10 } = this.options;
    const labels = checkLabels(y, 'y');
    const input = checkFitInput(X, labels.length, { who: 'LogisticRegression', options });
    const classes = sortedLabels(labels);
    if (classes.length < 2) {
      throw new ModelMountError('INVALID_ARGUMENT', 'LogisticRegression needs at least two classes in y, got one');
    }
    const { classOf, weights, total } = this.#weigh(input, labels, classes);
    const design = makeDesign(input.matrix, weights, fitIntercept);
    const penalty = Float64Array.from({ length: design.rows.nColumns }, (_, j) =>
      j < design.scales.length ? (design.scales[j] as number) ** 2 / (C * total) : 0,
    );
    const data = { rows: design.rows, classOf, weights, penalty };
    const loss = classes.length === 2 ? binaryLogisticLoss(data) : multinomialLogisticLoss(data, classes.length);
    const result = minimize(loss, { maxIter, tol });
    this.#report(result);
    const { nIter, isConverged, gradientNorm } = result;
    const { featureNames } = input;
    return new FittedLogisticRegression({
      ...readCoefficients(result.at, design),
      ...{ featureNames, classes, nIter, isConverged, gradientNorm, C },
    });
  }

  /** Weights of samples and classes together, brought to a sum of 1; `total` is what their sum was. */
  #weigh(
    input: FitInput,
    labels: readonly Label[],
    classes: readonly Label[],
  ): { classOf: Int32Array; weights: Float64Array; total: number } {
    const indexOf = new Map(classes.map((label, k) => [label, k]));
    const classOf = Int32Array.from(labels, (label) => indexOf.get(label) as number);
    const totals = new Float64Array(classes.length);
    classOf.forEach((k, i) => (totals[k] = (totals[k] as number) + (input.weights[i] as number)));
    const classWeights = resolveClassWeight(this.options.classWeight, classes, totals);
    const weights = input.weights.map((weight, i) => weight * (classWeights[classOf[i] as number] as number));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (!(total > 0 && total < Infinity)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        'sampleWeight and classWeight leave no sample with a weight above 0',
      );
    }
    return { classOf, weights: weights.map((weight) => weight / total), total };
  }

  #report({ isConverged, nIter, gradientNorm }: NewtonResult): void {
    if (isConverged) return;
    const message = `LogisticRegression did not reach its optimum in ${nIter} steps (gradient ${gradientNorm.toExponential(1)}); raise maxIter, scale the features, or lower C if the classes can be separated`;
    this.options.onWarning?.(new ModelMountError('NOT_CONVERGED', message, { details: { nIter, gradientNorm } }));
  }
}

/** The solver's coefficients, class after class, in the units of the features; + 0 turns −0 into 0. */
function readCoefficients(at: Float64Array, design: Design): { coef: Matrix; intercept: Float64Array } {
  const width = design.rows.nColumns;
  const nOutputs = at.length / width;
  const centred = nOutputs === 1 ? at : centre(at, nOutputs);
  const outputs = Array.from({ length: nOutputs }, (_, k) =>
    toOriginalUnits(design, centred.subarray(k * width, (k + 1) * width)),
  );
  return {
    coef: Matrix.from(outputs.map(({ coef }) => coef.map((value) => value + 0))),
    intercept: Float64Array.from(outputs, ({ intercept }) => intercept + 0),
  };
}

/** Takes off the drift that rounding left in the sum over the classes, which is 0. */
function centre(at: Float64Array, nClasses: number): Float64Array {
  const width = at.length / nClasses;
  const means = Float64Array.from({ length: width }, (_, j) => {
    let total = 0;
    for (let k = 0; k < nClasses; k++) total += at[k * width + j] as number;
    return total / nClasses;
  });
  return at.map((value, k) => value - (means[k % width] as number));
}

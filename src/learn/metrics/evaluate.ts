import { ModelMountError } from '../../core/errors.js';
import { isObject } from '../../core/json.js';
import { show } from '../../core/issue.js';
import { checkOptionNames } from '../../core/options.js';
import type { Label } from '../../core/session.js';
import type { Target } from '../contracts.js';
import { checkLabelled } from '../data/check-labelled.js';
import type { Samples } from '../data/samples.js';
import type { Matrix } from '../math/matrix.js';
import {
  evaluatePredictions,
  type ClassificationEvaluation,
  type Evaluation,
  type RegressionEvaluation,
} from './evaluate-predictions.js';
import type { SampleWeightOption } from './common/check-targets.js';

/** What `evaluate` needs of a model: one with `classes` is a classifier. */
export interface Evaluable {
  predict(X: Samples): ArrayLike<Label>;
  predictProba?(X: Samples): Matrix;
  readonly classes?: readonly Label[];
}

/** What `evaluate` gives for a model of type `M`, as far as the type tells whether it is a classifier. */
export type EvaluationOf<M extends Evaluable> = M extends { readonly classes: readonly Label[] }
  ? ClassificationEvaluation
  : 'classes' extends keyof M
    ? Evaluation
    : RegressionEvaluation;

/** Samples with what is true of them. */
export interface TestData {
  /** Shape `[nSamples, nFeatures]`. */
  readonly X: Samples;
  /** Shape `[nSamples]`. */
  readonly y: Target;
}

/** Options of `evaluate`. */
export interface EvaluateOptions extends SampleWeightOption {
  /** With two classes, the one that precision, recall and F1 are about. @default the second class */
  readonly posLabel?: Label;
}

/**
 * The usual metrics of a model on data that it was not fitted on, as a plain object.
 *
 * A classifier gets accuracy, plain and balanced, Matthews' correlation, precision, recall, F1, ROC AUC, log loss and
 * the confusion matrix; a regressor mean absolute, squared and root squared error and R². A metric that has no value
 * for the data is `null`, and `notes` says why.
 *
 * @param predictor - Anything with `predict`; a classifier has `classes` too, and `predictProba` if it can.
 * @param data - Such as the `test` part of `trainTestSplit`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, or a value does not belong;
 *   whatever `predict` throws.
 *
 * @example
 * ```ts
 * const model = new LinearRegression().fit([[1], [2], [3]], [3, 5, 7]);
 * evaluate(model, { X: [[4], [5]], y: [9, 12] }); // { task: 'regression', nSamples: 2, mae: 0.5, … }
 * ```
 */
export function evaluate<M extends Evaluable>(
  predictor: M,
  data: TestData,
  options: EvaluateOptions = {},
): EvaluationOf<M> {
  checkOptionNames('evaluate', options, ['posLabel', 'sampleWeight']);
  const model: unknown = predictor;
  if (!(isObject(model) && typeof model['predict'] === 'function')) {
    throw new ModelMountError('INVALID_ARGUMENT', `evaluate takes a fitted model, got ${show(model)}; call fit first`);
  }
  checkLabelled('evaluate', data);
  const { X, y } = data;
  const { classes } = predictor;
  return evaluatePredictions({
    yTrue: y,
    yPred: predictor.predict(X),
    classes,
    probabilities: classes === undefined ? undefined : predictor.predictProba?.(X),
    ...options,
  }) as EvaluationOf<M>;
}

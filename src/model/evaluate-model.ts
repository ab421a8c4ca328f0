import { ModelMountError } from '../core/errors.js';
import { checkOptionNames } from '../core/options.js';
import type { Label } from '../core/session.js';
import type { Target } from '../learn/contracts.js';
import { evaluatePredictions, type Evaluation } from '../learn/metrics/evaluate-predictions.js';
import type { Model } from './model.js';
import type { ClassificationPrediction, Prediction, RegressionPrediction } from './predict/prediction.js';

/** Rows with what is true of them. */
export interface TestRows {
  /** Rows as `predict` takes them. */
  readonly X: readonly unknown[];
  /** One label or number per row. */
  readonly y: Target;
}

/** How to evaluate a loaded model. */
export interface EvaluateModelOptions {
  /** With two classes, the one that precision, recall and F1 are about. @default the second class */
  readonly posLabel?: Label;
  /** Weight of each row; shape `[nSamples]`. @default 1 each */
  readonly sampleWeight?: ArrayLike<number>;
  /** Rows per call of `predict`. @default 1024 */
  readonly batchSize?: number;
  readonly signal?: AbortSignal;
}

/**
 * The metrics of `evaluate`, for a loaded model of any format.
 *
 * @param data - Rows that the model was not trained on, with their labels or values.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ or the model's predictions are neither classes nor
 *   single numbers; as `predict`.
 *
 * @example
 * ```ts
 * const iris = await loadModel('iris.onnx');
 * console.log(await evaluateModel(iris, { X: [[5.1, 3.5, 1.4, 0.2], [6.7, 3, 5.2, 2.3]], y: [0, 2] }));
 * ```
 */
export async function evaluateModel(
  model: Model,
  { X, y }: TestRows,
  options: EvaluateModelOptions = {},
): Promise<Evaluation> {
  checkOptionNames('evaluateModel', options, ['posLabel', 'sampleWeight', 'batchSize', 'signal']);
  const { batchSize = 1024, signal, ...weighting } = options;
  if (!(Number.isSafeInteger(batchSize) && batchSize >= 1)) {
    throw new ModelMountError('INVALID_ARGUMENT', `batchSize must be a whole number ≥ 1, got ${batchSize}`);
  }
  const predictions: Prediction[] = [];
  for (let start = 0; start < X.length; start += batchSize) {
    const rows = X.slice(start, start + batchSize);
    predictions.push(...(await model.predict(rows, signal === undefined ? {} : { signal })));
  }
  const { classes } = model;
  if (classes === undefined) return evaluatePredictions({ yTrue: y, yPred: predictions.map(toNumber), ...weighting });
  const classified = predictions as ClassificationPrediction[];
  // With topK the probabilities of the other classes are not there.
  const hasProbabilities = classified.every((prediction) => prediction.probabilities !== undefined);
  return evaluatePredictions({
    yTrue: y,
    yPred: classified.map((prediction) => prediction.label),
    classes,
    probabilities: hasProbabilities
      ? classified.map(({ probabilities = {} }) => classes.map((label) => probabilities[String(label)] as number))
      : undefined,
    ...weighting,
  });
}

function toNumber(prediction: Prediction): number {
  const { value } = prediction as Partial<RegressionPrediction>;
  if (typeof value === 'number') return value;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    'evaluateModel needs predictions of one class or one number per row; declare them with the postprocessing option of loadModel',
  );
}

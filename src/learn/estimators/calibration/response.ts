import { ModelMountError } from '../../../core/errors.js';
import type { Label } from '../../../core/session.js';
import type { Predictor } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';

/** What of a classifier is calibrated. */
export type ResponseMethod = 'decisionFunction' | 'predictProba';

/** Added to a probability before its logarithm is taken. */
const TINY = 1e-12;

/**
 * What there is of a classifier to calibrate: its scores, else its probabilities.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if it has none of both, or other classes than `classes`.
 */
export function responseMethodOf(predictor: Predictor, classes: readonly Label[]): ResponseMethod {
  const own = predictor.classes ?? [];
  if (own.length !== classes.length || own.some((label, k) => label !== classes[k])) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `CalibratedClassifierCV needs a classifier of all ${classes.length} classes of y, got one of ${own.length} (${predictor.kind})`,
    );
  }
  if (predictor.decisionFunction !== undefined) return 'decisionFunction';
  if (predictor.predictProba !== undefined) return 'predictProba';
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `CalibratedClassifierCV needs a classifier with decisionFunction or predictProba; ${predictor.kind} has none`,
  );
}

/**
 * The classifier's answers to calibrate: one column for two classes (of the second), else one for each class.
 *
 * Shape `[nSamples, 1]` or `[nSamples, nClasses]`.
 */
export function respond(predictor: Predictor, method: ResponseMethod, X: Samples): Matrix {
  const answer = predictor[method]?.(X);
  if (answer === undefined) throw new ModelMountError('INVALID_ARGUMENT', `${predictor.kind} has no ${method}`);
  if (!(answer instanceof Matrix)) return new Matrix(answer.length, 1, answer);
  if (method === 'predictProba' && answer.nColumns === 2) return new Matrix(answer.nRows, 1, answer.column(1));
  return answer;
}

/**
 * Answers as logits, one for each class: scores of two classes become `−score` and `score`, probabilities their
 * logarithms. Shape `[nSamples, nClasses]`.
 */
export function toLogits(answers: Matrix, method: ResponseMethod): Matrix {
  if (answers.nColumns > 1) {
    if (method === 'decisionFunction') return answers;
    return new Matrix(
      answers.nRows,
      answers.nColumns,
      answers.data.map((p) => Math.log(p + TINY)),
    );
  }
  const logits = new Matrix(answers.nRows, 2);
  answers.data.forEach((value, i) => {
    logits.data[2 * i] = method === 'decisionFunction' ? -value : Math.log(1 - value + TINY);
    logits.data[2 * i + 1] = method === 'decisionFunction' ? value : Math.log(value + TINY);
  });
  return logits;
}

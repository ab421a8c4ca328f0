/** Numbers that say how good a model is. */
export type { Target } from '../learn/contracts.js';
export { Matrix } from '../learn/math/matrix.js';
export { accuracyScore } from '../learn/metrics/accuracy-score.js';
export type { Scores } from '../learn/metrics/check-scores.js';
export type { SampleWeightOption } from '../learn/metrics/check-targets.js';
export { confusionMatrix, type ConfusionMatrixOptions } from '../learn/metrics/confusion-matrix.js';
export {
  evaluate,
  type Evaluable,
  type EvaluateOptions,
  type EvaluationOf,
  type TestData,
} from '../learn/metrics/evaluate.js';
export {
  evaluatePredictions,
  type ClassificationEvaluation,
  type Evaluation,
  type Predictions,
  type RegressionEvaluation,
} from '../learn/metrics/evaluate-predictions.js';
export { f1Score } from '../learn/metrics/f1-score.js';
export { logLoss, type LogLossOptions } from '../learn/metrics/log-loss.js';
export { meanAbsoluteError } from '../learn/metrics/mean-absolute-error.js';
export { meanSquaredError } from '../learn/metrics/mean-squared-error.js';
export {
  precisionRecallFscoreSupport,
  type Average,
  type PrecisionRecallFscoreSupport,
  type PrecisionRecallOptions,
  type ScoreOf,
} from '../learn/metrics/precision-recall-fscore-support.js';
export { precisionScore } from '../learn/metrics/precision-score.js';
export { r2Score } from '../learn/metrics/r2-score.js';
export { recallScore } from '../learn/metrics/recall-score.js';
export { rocAucScore, type RocAucAverage, type RocAucOptions } from '../learn/metrics/roc-auc-score.js';
export { rootMeanSquaredError } from '../learn/metrics/root-mean-squared-error.js';

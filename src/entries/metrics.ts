/** Numbers that say how good a model is. */
export type { Target } from '../learn/contracts.js';
export { Matrix } from '../learn/math/matrix.js';
export { accuracyScore } from '../learn/metrics/classification/accuracy-score.js';
export type { Scores } from '../learn/metrics/common/check-scores.js';
export type { SampleWeightOption } from '../learn/metrics/common/check-targets.js';
export { confusionMatrix, type ConfusionMatrixOptions } from '../learn/metrics/classification/confusion-matrix.js';
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
export { f1Score } from '../learn/metrics/classification/f1-score.js';
export { logLoss, type LogLossOptions } from '../learn/metrics/probabilities/log-loss.js';
export { meanAbsoluteError } from '../learn/metrics/regression/mean-absolute-error.js';
export { meanSquaredError } from '../learn/metrics/regression/mean-squared-error.js';
export {
  precisionRecallFscoreSupport,
  type Average,
  type PrecisionRecallFscoreSupport,
  type PrecisionRecallOptions,
  type ScoreOf,
} from '../learn/metrics/classification/precision-recall-fscore-support.js';
export { precisionScore } from '../learn/metrics/classification/precision-score.js';
export { r2Score } from '../learn/metrics/regression/r2-score.js';
export { recallScore } from '../learn/metrics/classification/recall-score.js';
export { rocAucScore, type RocAucAverage, type RocAucOptions } from '../learn/metrics/probabilities/roc-auc-score.js';
export { getScorer, scorerNames, type ScorerName } from '../learn/metrics/scoring/get-scorer.js';
export {
  makeScorer,
  type MakeScorerOptions,
  type OptionsMaker,
  type ScoredMetric,
} from '../learn/metrics/scoring/make-scorer.js';
export type { ResponseMethod, Scorer } from '../learn/metrics/scoring/scorer.js';
export { rootMeanSquaredError } from '../learn/metrics/regression/root-mean-squared-error.js';

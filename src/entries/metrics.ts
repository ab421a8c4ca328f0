/** Numbers that say how good a model is. */
export type { Target } from '../learn/contracts.js';
export { Matrix } from '../learn/math/matrix.js';
export type { BinStrategy } from '../learn/metrics/calibration/calibration-bins.js';
export {
  calibrationCurve,
  type CalibrationCurve,
  type CalibrationCurveOptions,
} from '../learn/metrics/calibration/calibration-curve.js';
export {
  expectedCalibrationError,
  type CalibrationErrorOptions,
} from '../learn/metrics/calibration/expected-calibration-error.js';
export { maximumCalibrationError } from '../learn/metrics/calibration/maximum-calibration-error.js';
export { accuracyScore, type AccuracyOptions } from '../learn/metrics/classification/accuracy-score.js';
export {
  balancedAccuracyScore,
  type BalancedAccuracyOptions,
} from '../learn/metrics/classification/agreement/balanced-accuracy-score.js';
export {
  classLikelihoodRatios,
  type ClassLikelihoodRatios,
  type ClassLikelihoodRatiosOptions,
} from '../learn/metrics/classification/agreement/class-likelihood-ratios.js';
export {
  cohenKappaScore,
  type CohenKappaOptions,
} from '../learn/metrics/classification/agreement/cohen-kappa-score.js';
export { matthewsCorrcoef } from '../learn/metrics/classification/agreement/matthews-corrcoef.js';
export { confusionMatrix, type ConfusionMatrixOptions } from '../learn/metrics/classification/confusion-matrix.js';
export { f1Score } from '../learn/metrics/classification/f1-score.js';
export { fbetaScore, type FbetaOptions } from '../learn/metrics/classification/fbeta-score.js';
export { hammingLoss } from '../learn/metrics/classification/hamming-loss.js';
export { jaccardScore } from '../learn/metrics/classification/jaccard-score.js';
export {
  multilabelConfusionMatrix,
  type MultilabelConfusionMatrixOptions,
} from '../learn/metrics/classification/multilabel-confusion-matrix.js';
export {
  precisionRecallFscoreSupport,
  type PrecisionRecallFscoreSupport,
} from '../learn/metrics/classification/precision-recall-fscore-support.js';
export { precisionScore } from '../learn/metrics/classification/precision-score.js';
export { recallScore } from '../learn/metrics/classification/recall-score.js';
export {
  classificationReport,
  type ClassificationReport,
  type ClassificationReportOptions,
  type ClassScores,
  type ReportScores,
} from '../learn/metrics/classification/report/classification-report.js';
export {
  formatClassificationReport,
  type FormatReportOptions,
} from '../learn/metrics/classification/report/format-classification-report.js';
export { zeroOneLoss } from '../learn/metrics/classification/zero-one-loss.js';
export type { Scores } from '../learn/metrics/common/check-scores.js';
export type { SampleWeightOption } from '../learn/metrics/common/check-targets.js';
export type { Average, PrecisionRecallOptions, ScoreOf } from '../learn/metrics/common/labels/average.js';
export type { Indicators, LabelTarget } from '../learn/metrics/common/labels/indicator-pairs.js';
export type { ExplainedOptions, VarianceMultioutput } from '../learn/metrics/common/outputs/explained-share.js';
export type { Multioutput, RegressionOptions, ValueOf } from '../learn/metrics/common/outputs/multioutput.js';
export type { NumberTarget } from '../learn/metrics/common/outputs/number-outputs.js';
export type { BootstrapMethod } from '../learn/metrics/comparison/bootstrap-bounds.js';
export {
  bootstrapInterval,
  type BootstrapInterval,
  type BootstrapIntervalOptions,
  type SampleColumn,
} from '../learn/metrics/comparison/bootstrap-interval.js';
export {
  delongInterval,
  type DelongInterval,
  type DelongIntervalOptions,
} from '../learn/metrics/comparison/delong-interval.js';
export { delongTest, type DelongTest } from '../learn/metrics/comparison/delong-test.js';
export { mcnemarTest, type McnemarTest, type McnemarTestOptions } from '../learn/metrics/comparison/mcnemar-test.js';
export {
  evaluatePredictions,
  type ClassificationEvaluation,
  type Evaluation,
  type Predictions,
  type RegressionEvaluation,
} from '../learn/metrics/evaluate-predictions.js';
export {
  evaluate,
  type Evaluable,
  type EvaluateOptions,
  type EvaluationOf,
  type TestData,
} from '../learn/metrics/evaluate.js';
export { brierScoreLoss, type BrierScoreLossOptions } from '../learn/metrics/probabilities/brier-score-loss.js';
export { d2BrierScore } from '../learn/metrics/probabilities/d2-brier-score.js';
export { d2LogLossScore } from '../learn/metrics/probabilities/d2-log-loss-score.js';
export { hingeLoss } from '../learn/metrics/probabilities/hinge-loss.js';
export { logLoss, type LogLossOptions } from '../learn/metrics/probabilities/log-loss.js';
export type { BrierOptions } from '../learn/metrics/probabilities/read-brier-scores.js';
export type { ClassScoreOptions } from '../learn/metrics/probabilities/read-class-scores.js';
export type { ColumnAverage } from '../learn/metrics/ranking/average-columns.js';
export {
  averagePrecisionScore,
  type AveragePrecisionOptions,
} from '../learn/metrics/ranking/average-precision-score.js';
export { giniCoefficient } from '../learn/metrics/ranking/gini-coefficient.js';
export { coverageError } from '../learn/metrics/ranking/relevance/coverage-error.js';
export { dcgScore, type DcgOptions } from '../learn/metrics/ranking/relevance/dcg-score.js';
export { labelRankingAveragePrecisionScore } from '../learn/metrics/ranking/relevance/label-ranking-average-precision-score.js';
export { labelRankingLoss } from '../learn/metrics/ranking/relevance/label-ranking-loss.js';
export { ndcgScore } from '../learn/metrics/ranking/relevance/ndcg-score.js';
export type { GainOptions } from '../learn/metrics/ranking/relevance/read-relevance.js';
export { rocAucScore, type RocAucAverage, type RocAucOptions } from '../learn/metrics/ranking/roc-auc-score.js';
export { topKAccuracyScore, type TopKAccuracyOptions } from '../learn/metrics/ranking/top-k-accuracy-score.js';
export { d2TweedieScore } from '../learn/metrics/regression/deviance/d2-tweedie-score.js';
export { meanGammaDeviance } from '../learn/metrics/regression/deviance/mean-gamma-deviance.js';
export { meanPoissonDeviance } from '../learn/metrics/regression/deviance/mean-poisson-deviance.js';
export {
  meanTweedieDeviance,
  type TweedieOptions,
} from '../learn/metrics/regression/deviance/mean-tweedie-deviance.js';
export { explainedVarianceScore } from '../learn/metrics/regression/explained-variance-score.js';
export { maxError } from '../learn/metrics/regression/max-error.js';
export { meanAbsoluteError } from '../learn/metrics/regression/mean-absolute-error.js';
export { meanAbsolutePercentageError } from '../learn/metrics/regression/mean-absolute-percentage-error.js';
export { meanSquaredError } from '../learn/metrics/regression/mean-squared-error.js';
export { meanSquaredLogError } from '../learn/metrics/regression/mean-squared-log-error.js';
export { medianAbsoluteError } from '../learn/metrics/regression/median-absolute-error.js';
export { d2AbsoluteErrorScore } from '../learn/metrics/regression/quantile/d2-absolute-error-score.js';
export { d2PinballScore } from '../learn/metrics/regression/quantile/d2-pinball-score.js';
export { meanPinballLoss, type PinballOptions } from '../learn/metrics/regression/quantile/mean-pinball-loss.js';
export { r2Score } from '../learn/metrics/regression/r2-score.js';
export { rootMeanSquaredError } from '../learn/metrics/regression/root-mean-squared-error.js';
export { rootMeanSquaredLogError } from '../learn/metrics/regression/root-mean-squared-log-error.js';
export { getScorer, scorerNames, type ScorerName } from '../learn/metrics/scoring/get-scorer.js';
export {
  makeScorer,
  type MakeScorerOptions,
  type OptionsMaker,
  type ScoredMetric,
} from '../learn/metrics/scoring/make-scorer.js';
export type { ResponseMethod, Scorer } from '../learn/metrics/scoring/scorer.js';
export { auc } from '../learn/metrics/thresholds/auc.js';
export {
  confusionMatrixAtThresholds,
  type ConfusionAtThresholds,
} from '../learn/metrics/thresholds/confusion-matrix-at-thresholds.js';
export { costCurve, type CostCurve, type CostCurveOptions } from '../learn/metrics/thresholds/cost-curve.js';
export type { BinaryScoreOptions } from '../learn/metrics/thresholds/counts/read-scored-samples.js';
export { detCurve, type DetCurve, type DetCurveOptions } from '../learn/metrics/thresholds/det-curve.js';
export { gainTable, type GainRow, type GainTableOptions } from '../learn/metrics/thresholds/gain-table.js';
export { ksStatistic, type KsStatistic } from '../learn/metrics/thresholds/ks-statistic.js';
export {
  metricAtThresholds,
  type MetricAtThresholds,
  type MetricAtThresholdsOptions,
  type ThresholdMetric,
} from '../learn/metrics/thresholds/metric-at-thresholds.js';
export {
  precisionRecallCurve,
  type PrecisionRecallCurve,
  type PrecisionRecallCurveOptions,
} from '../learn/metrics/thresholds/precision-recall-curve.js';
export { rocCurve, type RocCurve, type RocCurveOptions } from '../learn/metrics/thresholds/roc-curve.js';
export {
  thresholdTable,
  type OutcomeCosts,
  type ThresholdRow,
  type ThresholdTableOptions,
} from '../learn/metrics/thresholds/threshold-table.js';

/** Linear models that are trained here. */
export type { Estimator, LabelsWithProba, Predictor, Target } from '../learn/contracts.js';
export type { Cell, FeatureExpectation, Rows, Samples } from '../learn/data/samples.js';
export { Table, type ColumnValues } from '../learn/data/table.js';
export {
  CalibratedClassifierCV,
  type CalibratedClassifierCVOptions,
} from '../learn/estimators/calibration/calibrated-classifier-cv.js';
export type { CalibrationMethod, Calibrator } from '../learn/estimators/calibration/calibrator.js';
export {
  FittedCalibratedClassifier,
  type CalibratedMember,
} from '../learn/estimators/calibration/fitted-calibrated-classifier.js';
export { FrozenEstimator, type FrozenEstimatorOptions } from '../learn/estimators/calibration/frozen-estimator.js';
export type { FitOptions } from '../learn/estimators/common/check-fit-input.js';
export type { ClassWeight } from '../learn/estimators/common/class-weight.js';
export type { FitFacts } from '../learn/estimators/common/fit-facts.js';
export { DummyClassifier, type DummyClassifierOptions } from '../learn/estimators/dummy/dummy-classifier.js';
export { DummyRegressor, type DummyRegressorOptions } from '../learn/estimators/dummy/dummy-regressor.js';
export { FittedDummyClassifier, type DummyStrategy } from '../learn/estimators/dummy/fitted-dummy-classifier.js';
export { FittedDummyRegressor } from '../learn/estimators/dummy/fitted-dummy-regressor.js';
export type { DescentFacts } from '../learn/estimators/gradient-descent/descent-facts.js';
export { FittedGradientDescentClassifier } from '../learn/estimators/gradient-descent/fitted-gradient-descent-classifier.js';
export { FittedGradientDescentRegressor } from '../learn/estimators/gradient-descent/fitted-gradient-descent-regressor.js';
export { GradientDescentClassifier } from '../learn/estimators/gradient-descent/gradient-descent-classifier.js';
export type { GradientDescentOptions } from '../learn/estimators/gradient-descent/gradient-descent-options.js';
export { GradientDescentRegressor } from '../learn/estimators/gradient-descent/gradient-descent-regressor.js';
export { FittedIsotonicRegression, type OutOfBounds } from '../learn/estimators/isotonic/fitted-isotonic-regression.js';
export {
  IsotonicRegression,
  type IsotonicRegressionOptions,
} from '../learn/estimators/isotonic/isotonic-regression.js';
export { ElasticNet, type ElasticNetOptions } from '../learn/estimators/linear/elastic-net/elastic-net.js';
export { FittedElasticNet, type SparseFitFacts } from '../learn/estimators/linear/elastic-net/fitted-elastic-net.js';
export { FittedLasso } from '../learn/estimators/linear/elastic-net/fitted-lasso.js';
export { Lasso, type LassoOptions } from '../learn/estimators/linear/elastic-net/lasso.js';
export { FittedLinearRegression } from '../learn/estimators/linear/fitted-linear-regression.js';
export {
  FittedLogisticRegression,
  type LogisticFitFacts,
} from '../learn/estimators/linear/fitted-logistic-regression.js';
export { FittedRidge } from '../learn/estimators/linear/fitted-ridge.js';
export {
  LinearInference,
  type InferenceColumns,
  type InferenceNumbers,
} from '../learn/estimators/linear/inference/linear-inference.js';
export { LinearRegression, type LinearRegressionOptions } from '../learn/estimators/linear/linear-regression.js';
export { LogisticRegression, type LogisticRegressionOptions } from '../learn/estimators/linear/logistic-regression.js';
export { FittedPoissonRegressor } from '../learn/estimators/linear/poisson/fitted-poisson-regressor.js';
export {
  PoissonRegressor,
  type PoissonRegressorOptions,
} from '../learn/estimators/linear/poisson/poisson-regressor.js';
export { Ridge, type RidgeOptions } from '../learn/estimators/linear/ridge.js';
export { FittedLinearSVC, type LinearSVCFitFacts } from '../learn/estimators/linear/svm/fitted-linear-svc.js';
export { LinearSVC, type LinearSVCOptions } from '../learn/estimators/linear/svm/linear-svc.js';
export { FittedMlRegression } from '../learn/estimators/ml-regression/fitted-ml-regression.js';
export type {
  MlRegressionClass,
  MlRegressionLayout,
  MlRegressionModel,
} from '../learn/estimators/ml-regression/ml-regression-model.js';
export { MlRegression, type MlRegressionOptions } from '../learn/estimators/ml-regression/ml-regression.js';
export { FittedGaussianNB } from '../learn/estimators/naive-bayes/fitted-gaussian-nb.js';
export {
  GaussianNB,
  type FirstBatchOptions,
  type GaussianNBOptions,
} from '../learn/estimators/naive-bayes/gaussian-nb.js';
export { FittedKNeighborsClassifier } from '../learn/estimators/neighbors/fitted-k-neighbors-classifier.js';
export { FittedKNeighborsRegressor } from '../learn/estimators/neighbors/fitted-k-neighbors-regressor.js';
export type { Neighbors } from '../learn/estimators/neighbors/fitted-neighbors.js';
export { KNeighborsClassifier } from '../learn/estimators/neighbors/k-neighbors-classifier.js';
export { KNeighborsRegressor } from '../learn/estimators/neighbors/k-neighbors-regressor.js';
export type { NeighborOptions } from '../learn/estimators/neighbors/neighbor-options.js';
export { revivePredictor, type RevivePredictorOptions } from '../learn/estimators/revive.js';
export type { SgdLossName } from '../learn/estimators/sgd/descent/sgd-loss.js';
export { FittedSGDClassifier } from '../learn/estimators/sgd/fitted-sgd-classifier.js';
export { FittedSGDRegressor } from '../learn/estimators/sgd/fitted-sgd-regressor.js';
export type { SGDClassifierOptions } from '../learn/estimators/sgd/sgd-classifier-options.js';
export { SGDClassifier, type FirstPartialFitOptions } from '../learn/estimators/sgd/sgd-classifier.js';
export type { SgdLearningRate, SgdOptions, SgdPenalty } from '../learn/estimators/sgd/sgd-options.js';
export type { SGDRegressorLoss, SGDRegressorOptions } from '../learn/estimators/sgd/sgd-regressor-options.js';
export { SGDRegressor } from '../learn/estimators/sgd/sgd-regressor.js';
export { Matrix } from '../learn/math/matrix.js';

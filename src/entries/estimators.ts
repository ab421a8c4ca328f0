/** Linear models that are trained here. */
export type { Estimator, Predictor, Target } from '../learn/contracts.js';
export type { Cell, FeatureExpectation, Rows, Samples } from '../learn/data/samples.js';
export { Table, type ColumnValues } from '../learn/data/table.js';
export type { FitOptions } from '../learn/estimators/common/check-fit-input.js';
export type { ClassWeight } from '../learn/estimators/common/class-weight.js';
export { FittedLinearRegression } from '../learn/estimators/linear/fitted-linear-regression.js';
export { FittedLogisticRegression } from '../learn/estimators/linear/fitted-logistic-regression.js';
export { FittedRidge } from '../learn/estimators/linear/fitted-ridge.js';
export { LinearRegression, type LinearRegressionOptions } from '../learn/estimators/linear/linear-regression.js';
export { LogisticRegression, type LogisticRegressionOptions } from '../learn/estimators/linear/logistic-regression.js';
export { revivePredictor } from '../learn/estimators/revive.js';
export { Ridge, type RidgeOptions } from '../learn/estimators/linear/ridge.js';
export { Matrix } from '../learn/math/matrix.js';

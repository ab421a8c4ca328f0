import { ModelMountError } from '../../core/errors.js';
import { isObject } from '../../core/json.js';
import { show } from '../../core/issue.js';
import { checkOptionNames } from '../../core/options.js';
import type { Predictor } from '../contracts.js';
import { FittedElasticNet } from './linear/elastic-net/fitted-elastic-net.js';
import { FittedLasso } from './linear/elastic-net/fitted-lasso.js';
import { FittedCalibratedClassifier } from './calibration/fitted-calibrated-classifier.js';
import { FittedDummyClassifier } from './dummy/fitted-dummy-classifier.js';
import { FittedDummyRegressor } from './dummy/fitted-dummy-regressor.js';
import { FittedGradientDescentClassifier } from './gradient-descent/fitted-gradient-descent-classifier.js';
import { FittedGradientDescentRegressor } from './gradient-descent/fitted-gradient-descent-regressor.js';
import { FittedIsotonicRegression } from './isotonic/fitted-isotonic-regression.js';
import { FittedMlRegression } from './ml-regression/fitted-ml-regression.js';
import type { MlRegressionClass } from './ml-regression/ml-regression-model.js';
import { FittedGaussianNB } from './naive-bayes/fitted-gaussian-nb.js';
import { FittedKNeighborsClassifier } from './neighbors/fitted-k-neighbors-classifier.js';
import { FittedKNeighborsRegressor } from './neighbors/fitted-k-neighbors-regressor.js';
import { FittedLinearRegression } from './linear/fitted-linear-regression.js';
import { FittedLogisticRegression } from './linear/fitted-logistic-regression.js';
import { FittedPoissonRegressor } from './linear/poisson/fitted-poisson-regressor.js';
import { FittedRidge } from './linear/fitted-ridge.js';
import { FittedLinearSVC } from './linear/svm/fitted-linear-svc.js';
import { FittedSGDClassifier } from './sgd/fitted-sgd-classifier.js';
import { FittedSGDRegressor } from './sgd/fitted-sgd-regressor.js';
import {
  FittedPredictorPipeline,
  type PredictorPipelineRevivers,
} from '../preprocessing/compose/fitted-predictor-pipeline.js';
import { FittedThresholdClassifier } from '../selection/thresholds/fitted-threshold-classifier.js';

/** What reading some kinds of fitted models needs. */
export interface RevivePredictorOptions {
  /** Classes of the package `ml-regression`, for models of an `MlRegression`. @default none */
  readonly mlRegression?: readonly MlRegressionClass[];
  /** `reviveTransformer` of `modelmount/preprocessing`, for models that are pipelines or hold some. @default none */
  readonly reviveTransformer?: PredictorPipelineRevivers<Predictor>['reviveTransformer'];
}

/** Every kind of fitted model, and what reads its JSON. */
const REVIVERS: Readonly<Record<string, (json: unknown, options: RevivePredictorOptions) => Predictor>> = {
  linearRegression: (json) => FittedLinearRegression.fromJSON(json),
  ridge: (json) => FittedRidge.fromJSON(json),
  lasso: (json) => FittedLasso.fromJSON(json),
  elasticNet: (json) => FittedElasticNet.fromJSON(json),
  poissonRegressor: (json) => FittedPoissonRegressor.fromJSON(json),
  linearSVC: (json) => FittedLinearSVC.fromJSON(json),
  logisticRegression: (json) => FittedLogisticRegression.fromJSON(json),
  sgdClassifier: (json) => FittedSGDClassifier.fromJSON(json),
  sgdRegressor: (json) => FittedSGDRegressor.fromJSON(json),
  gradientDescentClassifier: (json) => FittedGradientDescentClassifier.fromJSON(json),
  gradientDescentRegressor: (json) => FittedGradientDescentRegressor.fromJSON(json),
  mlRegression: (json, { mlRegression }) => FittedMlRegression.fromJSON(json, mlRegression),
  gaussianNB: (json) => FittedGaussianNB.fromJSON(json),
  kNeighborsClassifier: (json) => FittedKNeighborsClassifier.fromJSON(json),
  kNeighborsRegressor: (json) => FittedKNeighborsRegressor.fromJSON(json),
  isotonicRegression: (json) => FittedIsotonicRegression.fromJSON(json),
  calibratedClassifier: (json, options) =>
    FittedCalibratedClassifier.fromJSON(json, (predictor) => revivePredictor(predictor, options)),
  dummyClassifier: (json) => FittedDummyClassifier.fromJSON(json),
  thresholdClassifier: (json, options) =>
    FittedThresholdClassifier.fromJSON(json, (predictor) => revivePredictor(predictor, options)),
  dummyRegressor: (json) => FittedDummyRegressor.fromJSON(json),
  predictorPipeline: (json, options) => {
    const { reviveTransformer } = options;
    if (reviveTransformer === undefined) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        'the JSON is of a pipeline: give revivePredictor the option reviveTransformer, which modelmount/preprocessing exports',
      );
    }
    const reviveOwn = (predictor: unknown): Predictor => revivePredictor(predictor, options);
    return FittedPredictorPipeline.fromJSON(json, { revivePredictor: reviveOwn, reviveTransformer });
  },
};

/**
 * The fitted model whose `toJSON` wrote `json`.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if the kind is not known or the rest does not fit it.
 *
 * @example
 * ```ts
 * const model = new LinearRegression().fit([[1], [2], [3]], [3, 5, 7]);
 * revivePredictor(JSON.parse(JSON.stringify(model))).predict([[10]]); // Float64Array [21]
 * ```
 */
export function revivePredictor(json: unknown, options: RevivePredictorOptions = {}): Predictor {
  checkOptionNames('revivePredictor', options, ['mlRegression', 'reviveTransformer']);
  const kind = isObject(json) ? json['kind'] : undefined;
  const revive = typeof kind === 'string' && Object.hasOwn(REVIVERS, kind) ? REVIVERS[kind] : undefined;
  if (revive === undefined) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `the JSON of a fitted model has a "kind" of ${Object.keys(REVIVERS).join(', ')}; got ${isObject(json) ? show(kind) : show(json)}`,
    );
  }
  return revive(json, options);
}

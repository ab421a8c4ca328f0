import { createRequire } from 'node:module';
import * as estimators from '../../src/entries/estimators.js';
import * as preprocessing from '../../src/entries/preprocessing.js';
import type { Samples } from '../../src/learn/data/samples.js';
import type { MlRegressionClass } from '../../src/learn/estimators/ml-regression/ml-regression-model.js';

const { LogisticRegression } = estimators;
const { StandardScaler } = preprocessing;

export const { MultivariateLinearRegression } = createRequire(import.meta.url)('ml-regression') as {
  MultivariateLinearRegression: MlRegressionClass;
};

/** How a class is tried. */
export interface Trial {
  /** Options to change, with values that are not the default. */
  readonly change: Readonly<Record<string, unknown>>;
  /** What its constructor is given. @default nothing */
  readonly args?: readonly unknown[];
  /** @default two columns of numbers above 0 */
  readonly X?: Samples;
}

export const numbers = Array.from({ length: 24 }, (_, i) => [((i * 7) % 11) + 1, ((i * 5) % 13) + 1]);
export const y = numbers.map(([a = 0, b = 0], i) => Number(a + (i % 3) > b));
const texts = numbers.map(([a, b]) => [`word${a} and word${b}`]);
const column = numbers.map(([a]) => [a ?? 0]);
const holed = numbers.map(([a, b], i) => [i % 3 === 0 ? NaN : a, b]);
const inner = new LogisticRegression();

/** One line for each class that can be fitted: a new one is not exported without. */
export const TRIALS: Readonly<Record<string, Trial>> = {
  Binarizer: { change: { threshold: 5 } },
  CalibratedClassifierCV: { change: { method: 'isotonic' }, args: [{ estimator: inner, cv: 2 }] },
  ColumnTransformer: {
    change: { remainder: 'passthrough', first__withMean: false },
    args: [[['first', new StandardScaler(), [0]]]],
  },
  CountVectorizer: { change: { lowercase: false }, X: texts },
  DummyClassifier: { change: { strategy: 'mostFrequent' } },
  DummyRegressor: { change: { strategy: 'median' } },
  ElasticNet: { change: { alpha: 0.5 } },
  FeatureUnion: { change: { one__withStd: false }, args: [[['one', new StandardScaler()]]] },
  FixedThresholdClassifier: { change: { threshold: 0.6, estimator__C: 2 }, args: [{ estimator: inner }] },
  FrozenEstimator: {
    change: {
      estimator: inner.fit(
        numbers,
        y.map((label) => 1 - label),
      ),
    },
    args: [{ estimator: inner.fit(numbers, y) }],
  },
  FunctionTransformer: { change: { func: 'log1p' } },
  GaussianNB: { change: { varSmoothing: 1e-3 } },
  GradientDescentClassifier: { change: { maxIter: 3 } },
  GradientDescentRegressor: { change: { maxIter: 3 }, args: [{ learningRate: 0.001 }] },
  GridSearchCV: {
    change: { cv: 3, estimator__fitIntercept: false },
    args: [{ estimator: inner, cv: 2, paramGrid: { C: [1, 2] } }],
  },
  HashingVectorizer: { change: { nFeatures: 16 }, args: [{ nFeatures: 32 }], X: texts },
  IsotonicRegression: { change: { increasing: false }, X: column },
  KBinsDiscretizer: { change: { nBins: 3 } },
  KNeighborsClassifier: { change: { nNeighbors: 3 } },
  KNeighborsRegressor: { change: { nNeighbors: 3 } },
  LabelBinarizer: { change: { posLabel: 2 } },
  LabelEncoder: { change: {} },
  Lasso: { change: { alpha: 0.5 } },
  LinearRegression: { change: { fitIntercept: false } },
  LinearSVC: { change: { C: 2 } },
  LogisticRegression: { change: { C: 2 } },
  MaxAbsScaler: { change: { clip: true } },
  MinMaxScaler: { change: { clip: true } },
  MissingIndicator: { change: { features: 'missingOnly' }, args: [{ features: 'all' }], X: holed },
  MlRegression: { change: { layout: 'rows' }, args: [{ model: MultivariateLinearRegression }] },
  MultiLabelBinarizer: { change: { classes: [0, 1, 2] } },
  Normalizer: { change: { norm: 'l1' } },
  OneHotEncoder: { change: { sparseOutput: true }, args: [{ handleUnknown: 'ignore' }] },
  OrdinalEncoder: { change: { unknownValue: -2 }, args: [{ handleUnknown: 'useEncodedValue', unknownValue: -1 }] },
  PCA: { change: { nComponents: 1 } },
  Pipeline: {
    change: { model__C: 2, scale: 'passthrough' },
    args: [
      [
        ['scale', new StandardScaler()],
        ['model', inner],
      ],
    ],
  },
  PoissonRegressor: { change: { alpha: 2 } },
  PolynomialFeatures: { change: { degree: 3 } },
  PowerTransformer: { change: { standardize: false } },
  QuantileTransformer: { change: { outputDistribution: 'normal' }, args: [{ nQuantiles: 5 }] },
  RandomizedSearchCV: {
    change: { nIter: 1, estimator__fitIntercept: false },
    args: [{ estimator: inner, cv: 2, nIter: 2, randomState: 1, paramDistributions: { C: [1, 2, 3] } }],
  },
  Ridge: { change: { alpha: 2 } },
  RobustScaler: { change: { withCentering: false } },
  SelectKBest: { change: { k: 1 }, args: [{ k: 2 }] },
  SelectPercentile: { change: { percentile: 50 }, args: [{ percentile: 100 }] },
  SGDClassifier: { change: { alpha: 0.01 }, args: [{ randomState: 1 }] },
  SGDRegressor: { change: { alpha: 0.01 }, args: [{ randomState: 1, eta0: 0.001 }] },
  SimpleImputer: { change: { strategy: 'median' }, X: holed },
  StandardScaler: { change: { withMean: false } },
  TargetEncoder: { change: { smooth: 2 }, args: [{ randomState: 1, cv: 2 }] },
  TfidfTransformer: { change: { sublinearTf: true } },
  TfidfVectorizer: { change: { sublinearTf: true }, X: texts },
  TunedThresholdClassifierCV: { change: { thresholds: 7, estimator__C: 2 }, args: [{ estimator: inner, cv: 2 }] },
  VarianceThreshold: { change: { threshold: 0.5 } },
};

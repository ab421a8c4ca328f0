import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Label } from '../../src/core/session.js';
import * as estimators from '../../src/entries/estimators.js';
import * as selection from '../../src/entries/selection.js';
import type { Estimator, Predictor } from '../../src/learn/contracts.js';
import type { MlRegressionClass } from '../../src/learn/estimators/ml-regression/ml-regression-model.js';

const { LinearSVC, LogisticRegression } = estimators;

const { PolynomialRegression } = createRequire(import.meta.url)('ml-regression') as {
  PolynomialRegression: MlRegressionClass;
};

/** Rows of an example's CSV file, by column. */
function readCsv(name: string): Record<string, string>[] {
  const text = readFileSync(new URL(`../../examples/data/${name}.csv`, import.meta.url), 'utf8');
  const [header = '', ...lines] = text.trim().split('\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, j) => [names[j]!, cell])));
}

/** Numbers by feature name, and what is true of them. */
export interface Data<Y extends Label> {
  readonly X: readonly Readonly<Record<string, number>>[];
  readonly y: readonly Y[];
}

function numbersOf(rows: readonly Readonly<Record<string, string>>[], names: readonly string[]): Data<never>['X'] {
  return rows.map((row) => Object.fromEntries(names.map((name) => [name, Number(row[name])])));
}

const cancer = readCsv('breast-cancer');
const iris = readCsv('iris');
const diabetes = readCsv('diabetes');

/** Wisconsin breast cancer, four measurements: two classes that overlap. */
export const TWO_CLASSES: Data<string> = {
  X: numbersOf(cancer, ['texture', 'smoothness', 'symmetry', 'fractalDimension']),
  y: cancer.map((row) => row['diagnosis']!),
};

/** Fisher's iris, the sepals alone: three classes of which two overlap. */
export const THREE_CLASSES: Data<string> = {
  X: numbersOf(iris, ['sepalLength', 'sepalWidth']),
  y: iris.map((row) => row['species']!),
};

/** Progression of diabetes. */
const VALUES: Data<number> = {
  X: numbersOf(diabetes, ['age', 'bmi', 'bloodPressure', 'glucose']),
  y: diabetes.map((row) => Number(row['progression'])),
};

/** The same with one feature. */
const VALUES_OF_ONE: Data<number> = { X: numbersOf(diabetes, ['bmi']), y: VALUES.y };

/** An estimator as it is saved and served. */
export interface Served {
  readonly make: () => Estimator<Predictor>;
  readonly data: Data<Label>;
  /** Format of the model folder. */
  readonly format: 'linear' | 'estimator';
}

const logistic = new LogisticRegression();

/** One line for each class that can be fitted and predicts: a new one is not exported without. */
export const SERVED: Readonly<Record<string, Served>> = {
  CalibratedClassifierCV: {
    make: () => new estimators.CalibratedClassifierCV({ estimator: logistic, cv: 3 }),
    data: THREE_CLASSES,
    format: 'estimator',
  },
  DummyClassifier: {
    make: () => new estimators.DummyClassifier({ strategy: 'stratified', randomState: 3 }),
    data: THREE_CLASSES,
    format: 'estimator',
  },
  DummyRegressor: {
    make: () => new estimators.DummyRegressor({ strategy: 'median' }),
    data: VALUES,
    format: 'estimator',
  },
  ElasticNet: { make: () => new estimators.ElasticNet(), data: VALUES, format: 'linear' },
  FixedThresholdClassifier: {
    make: () => new selection.FixedThresholdClassifier({ estimator: logistic, threshold: 0.2 }),
    data: TWO_CLASSES,
    format: 'estimator',
  },
  FrozenEstimator: {
    make: () =>
      new estimators.FrozenEstimator({ estimator: new estimators.GaussianNB().fit(TWO_CLASSES.X, TWO_CLASSES.y) }),
    data: TWO_CLASSES,
    format: 'estimator',
  },
  GaussianNB: { make: () => new estimators.GaussianNB(), data: THREE_CLASSES, format: 'estimator' },
  GradientDescentClassifier: {
    make: () => new estimators.GradientDescentClassifier({ maxIter: 20, onWarning: () => undefined }),
    data: THREE_CLASSES,
    format: 'linear',
  },
  GradientDescentRegressor: {
    make: () =>
      new estimators.GradientDescentRegressor({ learningRate: 1e-6, maxIter: 20, onWarning: () => undefined }),
    data: VALUES,
    format: 'linear',
  },
  GridSearchCV: {
    make: () =>
      new selection.GridSearchCV({
        estimator: new estimators.KNeighborsClassifier(),
        cv: 3,
        paramGrid: { nNeighbors: [4, 15] },
      }),
    data: TWO_CLASSES,
    format: 'estimator',
  },
  IsotonicRegression: {
    make: () => new estimators.IsotonicRegression({ outOfBounds: 'clip' }),
    data: VALUES_OF_ONE,
    format: 'estimator',
  },
  KNeighborsClassifier: {
    // An even number of neighbours, of whose votes many are equal.
    make: () => new estimators.KNeighborsClassifier({ nNeighbors: 4 }),
    data: THREE_CLASSES,
    format: 'estimator',
  },
  KNeighborsRegressor: {
    make: () => new estimators.KNeighborsRegressor({ weights: 'distance' }),
    data: VALUES,
    format: 'estimator',
  },
  Lasso: { make: () => new estimators.Lasso(), data: VALUES, format: 'linear' },
  LinearRegression: { make: () => new estimators.LinearRegression(), data: VALUES, format: 'linear' },
  LinearSVC: { make: () => new LinearSVC(), data: TWO_CLASSES, format: 'linear' },
  LogisticRegression: { make: () => new LogisticRegression(), data: THREE_CLASSES, format: 'linear' },
  MlRegression: {
    make: () => new estimators.MlRegression({ model: PolynomialRegression, args: [2] }),
    data: VALUES_OF_ONE,
    format: 'linear',
  },
  PoissonRegressor: { make: () => new estimators.PoissonRegressor(), data: VALUES, format: 'linear' },
  RandomizedSearchCV: {
    make: () =>
      new selection.RandomizedSearchCV({
        estimator: new estimators.GaussianNB(),
        cv: 3,
        nIter: 2,
        randomState: 1,
        paramDistributions: { varSmoothing: [1e-9, 1e-3, 0.1] },
      }),
    data: THREE_CLASSES,
    format: 'estimator',
  },
  Ridge: { make: () => new estimators.Ridge(), data: VALUES, format: 'linear' },
  SGDClassifier: {
    make: () => new estimators.SGDClassifier({ randomState: 1, onWarning: () => undefined }),
    data: THREE_CLASSES,
    format: 'linear',
  },
  SGDRegressor: {
    make: () => new estimators.SGDRegressor({ randomState: 1, eta0: 1e-7, onWarning: () => undefined }),
    data: VALUES,
    format: 'linear',
  },
  TunedThresholdClassifierCV: {
    make: () => new selection.TunedThresholdClassifierCV({ estimator: new LinearSVC(), cv: 3, thresholds: 20 }),
    data: TWO_CLASSES,
    format: 'estimator',
  },
};

/** Names of the classes of `modelmount/estimators` and `modelmount/selection` that can be fitted. */
export const FITTABLE: readonly string[] = Object.entries({ ...estimators, ...selection } as Record<string, unknown>)
  .filter(([, value]) => {
    const prototype: unknown = typeof value === 'function' ? value.prototype : undefined;
    return typeof (prototype as { fit?: unknown } | undefined)?.fit === 'function';
  })
  .map(([name]) => name)
  .sort();

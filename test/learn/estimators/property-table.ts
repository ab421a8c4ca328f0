import {
  DummyClassifier,
  DummyRegressor,
  ElasticNet,
  GaussianNB,
  GradientDescentClassifier,
  GradientDescentRegressor,
  IsotonicRegression,
  KNeighborsClassifier,
  KNeighborsRegressor,
  Lasso,
  LinearRegression,
  LinearSVC,
  LogisticRegression,
  PoissonRegressor,
  Ridge,
  SGDClassifier,
  SGDRegressor,
} from '../../../src/entries/estimators.js';
import type { Predictor } from '../../../src/learn/contracts.js';
import {
  gradientLack,
  hingeLack,
  isotonicLack,
  LOSSES,
  softmaxLack,
  type Linear,
  type Penalty,
  type Problem,
} from './optimality.js';

export type Kind = 'numbers' | 'counts' | 'line' | 'twoClasses' | 'threeClasses';

/** What a fit may or may not care about: the samples, and what becomes of its answers, when something is changed. */
export interface Change {
  readonly samples: (samples: Samples) => Samples;
  readonly answers?: (answers: number[]) => number[];
  /** For these kinds of data only. @default all */
  readonly kinds?: readonly Kind[];
}
export interface Samples extends Problem {
  readonly queries: readonly (readonly number[])[];
}

const everyRow =
  (map: (x: readonly number[]) => number[]): Change['samples'] =>
  ({ X, queries, ...rest }) => ({ ...rest, X: X.map(map), queries: queries.map(map) });
const FACTORS = [4, 0.03, 250];
const OF_NUMBERS: readonly Kind[] = ['numbers', 'line', 'counts'];

export const CHANGES = {
  /** Rows in another order. */
  rowOrder: {
    samples: ({ X, y, weights, queries }) => ({
      X: [...X].reverse(),
      y: [...y].reverse(),
      weights: [...weights].reverse(),
      queries,
    }),
  },
  /** Rows as often as their weight says; in one order, which `rowOrder` is about. */
  repetition: {
    samples: ({ X, y, weights, queries }) => {
      const rows = weights.flatMap((weight, i) => Array.from({ length: weight }, () => i));
      return { X: rows.map((i) => X[i]!), y: rows.map((i) => y[i]!), weights: rows.map(() => 1), queries };
    },
  },
  /** All weights times three. */
  weightUnit: { samples: ({ weights, ...rest }) => ({ ...rest, weights: weights.map((weight) => 3 * weight) }) },
  /** Columns in another order. */
  columnOrder: { samples: everyRow((x) => [...x].reverse()) },
  /** Each column in a unit of its own. */
  columnScale: { samples: everyRow((x) => x.map((value, j) => value * FACTORS[j]!)) },
  /** All columns in the same other unit. */
  unit: { samples: everyRow((x) => x.map((value) => value * 32)) },
  /** Each column from a zero of its own. */
  columnShift: { samples: everyRow((x) => x.map((value, j) => value + 2 - 3 * j)) },
  /** The values to learn from another zero. */
  targetShift: {
    samples: ({ y, ...rest }) => ({ ...rest, y: y.map((value) => value + 7) }),
    answers: (answers) => answers.map((value) => value + 7),
    kinds: OF_NUMBERS,
  },
  /** The values to learn in another unit. */
  targetScale: {
    samples: ({ y, ...rest }) => ({ ...rest, y: y.map((value) => value * 5) }),
    answers: (answers) => answers.map((value) => value * 5),
    kinds: OF_NUMBERS,
  },
} satisfies Record<string, Change>;
export type Name = keyof typeof CHANGES;

export interface Trial {
  /** An estimator; `unit` is how often the weights are multiplied, for a penalty beside their sum. */
  readonly make: (unit: number) => { fit: unknown };
  readonly kind: Kind;
  /** What changes its answers, with the reason; all else changes nothing. */
  readonly not?: Partial<Record<Name, string>>;
  /** How far its fit is from the optimum of its definition. */
  readonly lack?: (model: Predictor & Linear, problem: Problem) => number;
  /** Why it has no optimum to be at. */
  readonly noOptimum?: string;
}

const UNITS = 'the penalty compares coefficients, or the distance features';
const PENALISED = { columnScale: UNITS, unit: UNITS };
export const SUM = { weightUnit: 'the penalty stands beside the sum of the losses, not their mean' };
const LENGTH = { targetScale: 'the penalty is on the length of coefficients, which grows with the values' };
const WEIGHTLESS = { repetition: 'takes no weights' };
const COUNTS = { targetShift: 'counts have a zero: the score is their logarithm' };
const DIVERGES = 'steps that are too long for a column diverge, which is an error';
const STEPS = 'steps are taken sample by sample, and end before the optimum';
const STEPWISE: Trial['not'] = {
  rowOrder: STEPS,
  repetition: STEPS,
  weightUnit: STEPS,
  columnShift: STEPS,
  ...PENALISED,
};

const totalWeight = ({ weights }: Problem): number => weights.reduce((total, weight) => total + weight, 0);
const ofLoss =
  (loss: keyof typeof LOSSES, penalty: (problem: Problem) => Penalty): NonNullable<Trial['lack']> =>
  (model, problem) =>
    gradientLack(model, problem, LOSSES[loss], penalty(problem));

/** Steps with momentum, to the optimum. */
const ROLLING = { tol: 1e-10, maxIter: 10_000, momentum: 0.9 };
/** Short steps: after the long first ones of the default a rounding error grows to a digit that shows. */
const CALM = { randomState: 0, maxIter: 20, tol: null, learningRate: 'constant', eta0: 0.01 } as const;

export const TRIALS: Readonly<Record<string, Trial>> = {
  LinearRegression: { make: () => new LinearRegression(), kind: 'numbers', lack: ofLoss('squared', () => ({})) },
  Ridge: {
    make: (unit) => new Ridge({ alpha: 2 * unit }),
    kind: 'numbers',
    not: { ...PENALISED, ...SUM },
    lack: ofLoss('squared', () => ({ l2: 2 })),
  },
  Lasso: {
    make: () => new Lasso({ alpha: 0.2 }),
    kind: 'numbers',
    not: { ...PENALISED, ...LENGTH },
    lack: ofLoss('squared', (problem) => ({ l1: 0.2 * totalWeight(problem) })),
  },
  ElasticNet: {
    make: () => new ElasticNet({ alpha: 0.2, l1Ratio: 0.75 }),
    kind: 'numbers',
    not: { ...PENALISED, ...LENGTH },
    lack: ofLoss('squared', (problem) => ({ l1: 0.15 * totalWeight(problem), l2: 0.05 * totalWeight(problem) })),
  },
  PoissonRegressor: {
    make: () => new PoissonRegressor({ alpha: 0.5 }),
    kind: 'counts',
    not: { ...PENALISED, ...COUNTS, targetScale: 'the penalty is on coefficients that the unit leaves as they are' },
    lack: ofLoss('poisson', (problem) => ({ l2: 0.5 * totalWeight(problem) })),
  },
  'PoissonRegressor without a penalty': {
    make: () => new PoissonRegressor({ alpha: 0 }),
    kind: 'counts',
    not: COUNTS,
    lack: ofLoss('poisson', () => ({})),
  },
  GradientDescentRegressor: {
    make: () => new GradientDescentRegressor({ ...ROLLING, learningRate: 0.02 }),
    kind: 'numbers',
    not: { columnScale: DIVERGES, unit: DIVERGES },
    lack: ofLoss('squared', () => ({})),
  },
  SGDRegressor: {
    make: () => new SGDRegressor(CALM),
    kind: 'numbers',
    not: { ...STEPWISE, targetShift: STEPS },
    noOptimum: STEPS,
  },
  KNeighborsRegressor: {
    make: () => new KNeighborsRegressor({ nNeighbors: 3 }),
    kind: 'numbers',
    not: { ...WEIGHTLESS, columnScale: UNITS },
    noOptimum: 'minimises nothing',
  },
  'KNeighborsRegressor, the nearest counting most': {
    make: () => new KNeighborsRegressor({ nNeighbors: 3, weights: 'distance' }),
    kind: 'numbers',
    not: { ...WEIGHTLESS, columnScale: UNITS },
    noOptimum: 'minimises nothing',
  },
  IsotonicRegression: {
    make: () => new IsotonicRegression({ outOfBounds: 'clip' }),
    kind: 'line',
    lack: (model, problem) => isotonicLack([...model.predict(problem.X)] as number[], problem),
  },
  DummyRegressor: { make: () => new DummyRegressor(), kind: 'numbers', noOptimum: 'is a mean' },
  LogisticRegression: {
    make: (unit) => new LogisticRegression({ C: 2 / unit }),
    kind: 'twoClasses',
    not: { ...PENALISED, ...SUM },
    lack: ofLoss('log', () => ({ l2: 0.5 })),
  },
  'LogisticRegression with an L1 penalty': {
    make: (unit) => new LogisticRegression({ C: 0.5 / unit, l1Ratio: 1 }),
    kind: 'twoClasses',
    not: { ...PENALISED, ...SUM },
    lack: ofLoss('log', () => ({ l1: 2 })),
  },
  'LogisticRegression with both penalties': {
    make: (unit) => new LogisticRegression({ C: 0.5 / unit, l1Ratio: 0.25 }),
    kind: 'twoClasses',
    not: { ...PENALISED, ...SUM },
    lack: ofLoss('log', () => ({ l1: 0.5, l2: 1.5 })),
  },
  'LogisticRegression without a penalty': {
    make: () => new LogisticRegression({ C: Infinity }),
    kind: 'twoClasses',
    lack: ofLoss('log', () => ({})),
  },
  'LogisticRegression of three classes': {
    make: (unit) => new LogisticRegression({ C: 2 / unit }),
    kind: 'threeClasses',
    not: { ...PENALISED, ...SUM },
    lack: (model, problem) => softmaxLack(model, problem, { l2: 0.5 }),
  },
  'LogisticRegression of three classes with an L1 penalty': {
    make: (unit) => new LogisticRegression({ C: 0.5 / unit, l1Ratio: 1 }),
    kind: 'threeClasses',
    not: { ...PENALISED, ...SUM },
    lack: (model, problem) => softmaxLack(model, problem, { l1: 2 }),
  },
  'LogisticRegression of three classes without a penalty': {
    make: () => new LogisticRegression({ C: Infinity }),
    kind: 'threeClasses',
    lack: (model, problem) => softmaxLack(model, problem, {}),
  },
  GradientDescentClassifier: {
    make: () => new GradientDescentClassifier({ ...ROLLING, learningRate: 0.05, alpha: 0.1 }),
    kind: 'threeClasses',
    not: PENALISED,
    lack: (model, problem) => softmaxLack(model, problem, { l2: 0.1 * totalWeight(problem) }),
  },
  LinearSVC: {
    make: (unit) => new LinearSVC({ C: 0.5 / unit }),
    kind: 'twoClasses',
    not: { ...PENALISED, ...SUM },
    lack: ofLoss('squaredHinge', () => ({ l2: 2 })),
  },
  'LinearSVC with an L1 penalty': {
    make: (unit) => new LinearSVC({ C: 0.25 / unit, penalty: 'l1' }),
    kind: 'twoClasses',
    not: { ...PENALISED, ...SUM },
    lack: ofLoss('squaredHinge', () => ({ l1: 4 })),
  },
  'LinearSVC with the hinge loss': {
    make: (unit) => new LinearSVC({ C: 0.5 / unit, loss: 'hinge' }),
    kind: 'twoClasses',
    not: { ...PENALISED, ...SUM },
    lack: (model, problem) => hingeLack(model, problem, 0.5),
  },
  SGDClassifier: {
    make: () => new SGDClassifier({ ...CALM, loss: 'logLoss' }),
    kind: 'twoClasses',
    not: STEPWISE,
    noOptimum: STEPS,
  },
  GaussianNB: {
    make: () => new GaussianNB({ varSmoothing: 0 }),
    kind: 'threeClasses',
    noOptimum: 'is a formula of means and variances',
  },
  KNeighborsClassifier: {
    make: () => new KNeighborsClassifier({ nNeighbors: 3 }),
    kind: 'threeClasses',
    not: { ...WEIGHTLESS, columnScale: UNITS },
    noOptimum: 'minimises nothing',
  },
  DummyClassifier: { make: () => new DummyClassifier(), kind: 'threeClasses', noOptimum: 'is a share' },
};

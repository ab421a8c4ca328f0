import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModelMountError } from '../../src/core/errors.js';
import { show } from '../../src/core/issue.js';
import * as estimators from '../../src/entries/estimators.js';
import * as metrics from '../../src/entries/metrics.js';
import * as preprocessing from '../../src/entries/preprocessing.js';
import * as selection from '../../src/entries/selection.js';
import { buildTraining, type Build } from '../training/build.js';

/** A call that is right, to be made wrong in one argument at a time. */
interface Call {
  readonly args: readonly unknown[];
  /** What its last argument, the options, must hold; `undefined` where it has none. @default nothing */
  readonly options?: object | undefined;
  /** Garbage that is right after all, by the argument's place. */
  readonly right?: Readonly<Record<number, readonly string[]>>;
}

const GARBAGE: Readonly<Record<string, unknown>> = {
  undefined: undefined,
  null: null,
  'a number': 3,
  true: true,
  'a string': 'abc',
  'an object': {},
  'an empty list': [],
  'a list of null': [null],
  'a list of an empty list': [[]],
  'a function': () => NaN,
  'a bigint': 3n,
};
const NO_OPTIONS: Readonly<Record<string, unknown>> = {
  null: null,
  'a number': 3,
  true: true,
  'a string': 'abc',
  'an empty list': [],
  'a function': () => NaN,
  'a misspelt name': { sampleWeigth: [1] },
};

const X = Array.from({ length: 12 }, (_, i) => [i, (i * 5) % 7]);
const y = X.map(([a = 0, b = 0]) => Number(a + b > 9));
const labels = [0, 1, 1, 0, 1];
const scores = [0.2, 0.8, 0.6, 0.4, 0.9];
const positive = [1, 2, 3, 5];
const model = new estimators.LogisticRegression();

const ofLabels: Call = { args: [labels, [0, 1, 0, 0, 1]] };
const ofScores: Call = { args: [labels, scores] };
const ofNumbers: Call = { args: [positive, [1.5, 2, 2.5, 4]] };
const ofRankings: Call = {
  args: [
    [
      [1, 0, 1],
      [0, 1, 0],
    ],
    [
      [0.1, 0.2, 0.7],
      [0.3, 0.4, 0.1],
    ],
  ],
};
const ofFeatures: Call = { args: [X, y], options: undefined };
const EMPTY = ['an empty list', 'a list of an empty list'];
const aligned: Call = { args: [X, { nFeatures: 2, featureNames: undefined }, 'Scaler'], options: undefined };
const validated: Call = { args: [model, { X, y }] };
const bounds: Call = { args: [1, 2], options: undefined, right: { 1: ['a number'] } };

/** One line for each function of the learning rooms: a new one is not exported without. */
const CALLS: Readonly<Record<string, Call>> = {
  accuracyScore: ofLabels,
  alignMatrix: { ...aligned, right: { 0: EMPTY, 1: Object.keys(GARBAGE), 2: Object.keys(GARBAGE) } },
  alignTable: { ...aligned, right: { 0: EMPTY, 1: Object.keys(GARBAGE), 2: Object.keys(GARBAGE) } },
  auc: { args: [[0, 1], [1, 2]], options: undefined }, // prettier-ignore
  averagePrecisionScore: ofScores,
  balancedAccuracyScore: ofLabels,
  bootstrapInterval: {
    args: [metrics.accuracyScore, [labels, labels]],
    options: { nResamples: 9, method: 'percentile' },
  },
  brierScoreLoss: ofScores,
  calibrationCurve: ofScores,
  checkCv: { args: [3, y], right: { 0: ['undefined', 'a number'], 1: Object.keys(GARBAGE) } },
  chi2: ofFeatures,
  classLikelihoodRatios: { args: [labels, [0, 1, 0, 1, 1]] },
  classificationReport: ofLabels,
  cohenKappaScore: ofLabels,
  confusionMatrix: ofLabels,
  confusionMatrixAtThresholds: ofScores,
  costCurve: ofScores,
  coverageError: ofRankings,
  crossValPredict: validated,
  crossValPredictAsync: validated,
  crossValScore: validated,
  crossValidate: validated,
  crossValidateAsync: validated,
  d2AbsoluteErrorScore: ofNumbers,
  d2BrierScore: ofScores,
  d2LogLossScore: ofScores,
  d2PinballScore: ofNumbers,
  d2TweedieScore: ofNumbers,
  dcgScore: ofRankings,
  delongInterval: ofScores,
  delongTest: {
    args: [
      labels,
      [
        [0.5, 0.8, 0.3, 0.4, 0.9],
        [0.1, 0.4, 0.9, 0.3, 0.6],
      ],
    ],
  },
  detCurve: ofScores,
  evaluate: { args: [model.fit(X, y), { X, y }] },
  evaluatePredictions: { args: [{ yTrue: labels, yPred: labels }], options: undefined },
  expectedCalibrationError: ofScores,
  explainedVarianceScore: ofNumbers,
  f1Score: ofLabels,
  fClassif: ofFeatures,
  fRegression: { args: [X, y] },
  fbetaScore: { ...ofLabels, options: { beta: 2 } },
  fitAsync: validated,
  formatClassificationReport: { args: [metrics.classificationReport(labels, labels)] },
  gainTable: { args: [y, y], options: { nBins: 2 } },
  getScorer: { args: ['accuracy'], options: undefined, right: { 0: ['a function'] } },
  giniCoefficient: ofScores,
  hammingLoss: ofLabels,
  hingeLoss: ofScores,
  jaccardScore: ofLabels,
  ksStatistic: ofScores,
  labelRankingAveragePrecisionScore: ofRankings,
  labelRankingLoss: ofRankings,
  learningCurve: { ...validated, options: { trainSizes: [0.9, 1] } },
  learningCurveAsync: { ...validated, options: { trainSizes: [0.9, 1] } },
  logLoss: ofScores,
  loguniform: bounds,
  makeScorer: { args: [metrics.accuracyScore], right: { 0: ['a function'] } },
  matthewsCorrcoef: ofLabels,
  maxError: ofNumbers,
  maximumCalibrationError: ofScores,
  mcnemarTest: { args: [labels, [labels, [1, 1, 0, 0, 0]]] },
  meanAbsoluteError: ofNumbers,
  meanAbsolutePercentageError: ofNumbers,
  meanGammaDeviance: ofNumbers,
  meanPinballLoss: ofNumbers,
  meanPoissonDeviance: ofNumbers,
  meanSquaredError: ofNumbers,
  meanSquaredLogError: ofNumbers,
  meanTweedieDeviance: ofNumbers,
  medianAbsoluteError: ofNumbers,
  metricAtThresholds: { ...ofScores, options: { metricFunc: metrics.accuracyScore } },
  multilabelConfusionMatrix: ofLabels,
  mutualInfoClassif: { args: [X, y] },
  mutualInfoRegression: { args: [X, y] },
  ndcgScore: ofRankings,
  permutationTestScore: { ...validated, options: { nPermutations: 2 } },
  permutationTestScoreAsync: { ...validated, options: { nPermutations: 2 } },
  precisionRecallCurve: ofScores,
  precisionRecallFscoreSupport: ofLabels,
  precisionScore: ofLabels,
  r2Score: ofNumbers,
  randint: bounds,
  recallScore: ofLabels,
  reviveLabelTransformer: { args: [new preprocessing.LabelEncoder().fit(y).toJSON()] },
  revivePredictor: { args: [model.fit(X, y).toJSON()] },
  reviveTransformer: { args: [new preprocessing.MinMaxScaler().fit(X).toJSON()] },
  rocAucScore: ofScores,
  rocCurve: ofScores,
  rootMeanSquaredError: ofNumbers,
  rootMeanSquaredLogError: ofNumbers,
  sampleParameters: { args: [{ C: [1, 2] }], options: { nIter: 1 }, right: { 0: ['an object'] } },
  scorerNames: { args: [], options: undefined },
  thresholdTable: ofScores,
  toMatrix: { args: [X], options: undefined, right: { 0: EMPTY } },
  toTable: { args: [X], options: undefined, right: { 0: EMPTY } },
  topKAccuracyScore: ofScores,
  trainTestSplit: { args: [{ X, y }] },
  uniform: bounds,
  validationCurve: { ...validated, options: { paramName: 'C', paramRange: [1, 2] } },
  validationCurveAsync: { ...validated, options: { paramName: 'C', paramRange: [1, 2] } },
  withOptions: { args: [model, { C: 2 }], options: undefined, right: { 1: ['an object'] } },
  zeroOneLoss: ofLabels,
};

const exported: Record<string, unknown> = { ...metrics, ...preprocessing, ...estimators, ...selection };
const names = Object.keys(exported)
  .filter((name) => typeof exported[name] === 'function' && /^[a-z]/.test(name))
  .sort();

/** What comes of a call: an error, or what it returns, once that is there. */
async function outcome(name: string, args: readonly unknown[]): Promise<unknown> {
  const called = exported[name] as (...args: readonly unknown[]) => unknown;
  try {
    return await called(...args);
  } catch (error) {
    return error;
  }
}

/** What data is made of. */
function partsOf(argument: unknown): readonly string[] {
  return ['X', 'y', 'yTrue', 'yPred'].filter((part) => Object.hasOwn(Object(argument) as object, part));
}

/** `ModelMountError`, or what came instead. */
async function refusal(name: string, args: readonly unknown[]): Promise<string> {
  const came = await outcome(name, args);
  if (ModelMountError.is(came)) return came.code === 'INTERNAL' ? String(came) : 'refused';
  return came instanceof Error ? `threw ${String(came)}` : `answered ${show(came)}`;
}

let build: Build;
beforeAll(async () => {
  build = await buildTraining();
});
afterAll(() => build.remove());

it('knows every function of the learning rooms, and no other', () => {
  expect(Object.keys(CALLS).sort()).toEqual(names);
});

describe.each(Object.entries(CALLS))('%s', (name, { args, right = {}, ...call }) => {
  const options = 'options' in call ? call.options : {};
  const given = (): object =>
    name.endsWith('Async') ? { ...options, nWorkers: 1, workerUrl: build.workerUrl } : { ...options };
  const rest = (): unknown[] => (options === undefined ? [] : [given()]);

  it('answers a call that is right', async () => {
    const came = await outcome(name, [...args, ...rest()]);
    expect(came instanceof Error ? String(came) : 'answered').toBe('answered');
  });

  it('refuses what is none of its arguments, and says so', async () => {
    const failures: string[] = [];
    for (const [place, argument] of args.entries()) {
      for (const [what, garbage] of Object.entries(GARBAGE)) {
        if (right[place]?.includes(what)) continue;
        const came = await refusal(name, [...args.with(place, garbage), ...rest()]);
        if (came !== 'refused') failures.push(`${what} as argument ${place}: ${came}`);
        for (const part of partsOf(argument)) {
          const came = await refusal(name, [
            ...args.with(place, { ...(argument as object), [part]: garbage }),
            ...rest(),
          ]);
          if (came !== 'refused') failures.push(`${what} as ${part}: ${came}`);
        }
      }
    }
    expect(failures.join('\n')).toBe('');
  });

  if (options === undefined) return;
  it('refuses options that are none', async () => {
    const failures: string[] = [];
    for (const [what, garbage] of Object.entries(NO_OPTIONS)) {
      const wrong = what === 'a misspelt name' ? { ...given(), ...(garbage as object) } : garbage;
      const came = await refusal(name, [...args, wrong]);
      if (came !== 'refused') failures.push(`${what}: ${came}`);
    }
    expect(failures.join('\n')).toBe('');
  });
});

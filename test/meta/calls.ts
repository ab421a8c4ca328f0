import * as estimators from '../../src/entries/estimators.js';
import * as metrics from '../../src/entries/metrics.js';
import * as preprocessing from '../../src/entries/preprocessing.js';

/** A call that is right, to be made wrong in one argument at a time. */
export interface Call {
  readonly args: readonly unknown[];
  /** What its last argument, the options, must hold; `undefined` where it has none. @default nothing */
  readonly options?: object | undefined;
  /** Garbage that is right after all, by the argument's place. */
  readonly right?: Readonly<Record<number, readonly string[]>>;
}

/** What is right nowhere, but for `right` of a call. */
export const GARBAGE: Readonly<Record<string, unknown>> = {
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
export const CALLS: Readonly<Record<string, Call>> = {
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

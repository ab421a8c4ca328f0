import type { Transformer } from '../../../src/learn/contracts.js';
import type { Samples } from '../../../src/learn/data/samples.js';
import { Binarizer } from '../../../src/learn/preprocessing/discretization/binarizer.js';
import { KBinsDiscretizer } from '../../../src/learn/preprocessing/discretization/k-bins-discretizer.js';
import { PowerTransformer } from '../../../src/learn/preprocessing/distribution/power-transformer.js';
import { QuantileTransformer } from '../../../src/learn/preprocessing/distribution/quantile-transformer.js';
import { PolynomialFeatures } from '../../../src/learn/preprocessing/generation/polynomial-features.js';
import { MaxAbsScaler } from '../../../src/learn/preprocessing/scaling/max-abs-scaler.js';
import { Normalizer } from '../../../src/learn/preprocessing/scaling/normalizer.js';
import { RobustScaler } from '../../../src/learn/preprocessing/scaling/robust-scaler.js';
import { ColumnTransformer } from '../../../src/learn/preprocessing/compose/column-transformer.js';
import { MinMaxScaler } from '../../../src/learn/preprocessing/scaling/min-max-scaler.js';
import { OneHotEncoder } from '../../../src/learn/preprocessing/encoding/one-hot-encoder.js';
import { OrdinalEncoder } from '../../../src/learn/preprocessing/encoding/ordinal-encoder.js';
import { Pipeline } from '../../../src/learn/preprocessing/compose/pipeline.js';
import { SimpleImputer } from '../../../src/learn/preprocessing/imputation/simple-imputer.js';
import { StandardScaler } from '../../../src/learn/preprocessing/scaling/standard-scaler.js';
import { PCA } from '../../../src/learn/preprocessing/decomposition/pca.js';
import { TargetEncoder } from '../../../src/learn/preprocessing/encoding/target/target-encoder.js';
import { SelectKBest } from '../../../src/learn/preprocessing/feature-selection/select-k-best.js';
import { SelectPercentile } from '../../../src/learn/preprocessing/feature-selection/select-percentile.js';
import { VarianceThreshold } from '../../../src/learn/preprocessing/feature-selection/variance-threshold.js';
import { MissingIndicator } from '../../../src/learn/preprocessing/imputation/missing-indicator.js';
import { FeatureUnion } from '../../../src/learn/preprocessing/compose/feature-union.js';
import { FunctionTransformer } from '../../../src/learn/preprocessing/functions/function-transformer.js';
import { CountVectorizer } from '../../../src/learn/preprocessing/text/count-vectorizer.js';
import { HashingVectorizer } from '../../../src/learn/preprocessing/text/hashing-vectorizer.js';
import { TfidfTransformer } from '../../../src/learn/preprocessing/text/tfidf-transformer.js';
import { TfidfVectorizer } from '../../../src/learn/preprocessing/text/tfidf-vectorizer.js';

/** Rows that most of the samples take. */
export const X: readonly { readonly a: number; readonly b: number }[] = [
  { a: 0.1, b: NaN },
  { a: -0, b: 1e-320 },
  { a: 1 / 3, b: -7e150 },
];

/** For what does not take missing values. */
const FINITE = [{ a: 0.1, b: -0 }, { a: -7e50, b: 1e-320 }, { a: 1 / 3, b: 4 }]; // prettier-ignore

const TEXTS = ['one fish', 'two fish, 2 fish'];

/** Rows without a missing value. */
const COMPLETE = [
  [0.1, 3],
  [1 / 3, 1],
  [-7, 2],
  [1, 0.5],
];

/** What the samples take that do not take `X`. */
const INPUTS: Record<string, Samples> = {
  binarizer: FINITE,
  kBinsDiscretizer: FINITE,
  normalizer: FINITE,
  polynomialFeatures: FINITE,
  countVectorizer: TEXTS,
  hashingVectorizer: TEXTS,
  pca: COMPLETE,
  tfidfTransformer: [{ a: 0.5, b: 2 }],
  tfidfVectorizer: TEXTS,
};

/** What `FITTED_SAMPLES[kind]` takes. */
export function inputOf(kind: string): Samples {
  return INPUTS[kind] ?? X;
}

/** A fitted transformer of every kind that can be revived. */
export const FITTED_SAMPLES: Readonly<Record<string, Transformer>> = {
  binarizer: new Binarizer({ threshold: -1 / 3 }).fit(FINITE),
  kBinsDiscretizer: new KBinsDiscretizer({ nBins: 2, encode: 'onehotDense', strategy: 'uniform' }).fit(FINITE),
  maxAbsScaler: new MaxAbsScaler({ clip: true }).fit(X),
  normalizer: new Normalizer({ norm: 'max' }).fit(FINITE),
  polynomialFeatures: new PolynomialFeatures({ degree: [2, 3], includeBias: false }).fit(FINITE),
  powerTransformer: new PowerTransformer().fit([{ a: 0.1, b: NaN }, { a: -0, b: 3 }, { a: 1 / 3, b: -7 }]), // prettier-ignore
  quantileTransformer: new QuantileTransformer({ outputDistribution: 'normal' }).fit(X),
  robustScaler: new RobustScaler({ unitVariance: true }).fit(X),
  columnTransformer: new ColumnTransformer([['a', new MinMaxScaler(), ['b']]], { remainder: 'passthrough' }).fit(X),
  countVectorizer: new CountVectorizer({ ngramRange: [1, 2], stopWords: ['one'] }).fit(TEXTS),
  featureUnion: new FeatureUnion([['a', new MinMaxScaler()]], { transformerWeights: { a: 1 / 3 } }).fit(X),
  functionTransformer: new FunctionTransformer({ func: 'cbrt', inverseFunc: 'exp' }).fit(X),
  hashingVectorizer: new HashingVectorizer({ nFeatures: 5 }).fit(TEXTS),
  minMaxScaler: new MinMaxScaler({ featureRange: [-0, 1 / 3], clip: true }).fit(X),
  missingIndicator: new MissingIndicator().fit(X),
  oneHotEncoder: new OneHotEncoder({ maxCategories: 2, drop: 'first', handleUnknown: 'ignore' }).fit(X),
  ordinalEncoder: new OrdinalEncoder({ encodedMissingValue: -1 }).fit(X),
  pca: new PCA({ nComponents: 1, whiten: true }).fit(COMPLETE),
  pipeline: new Pipeline([
    ['a', new SimpleImputer()],
    ['b', new StandardScaler()],
  ]).fit(X),
  selectKBest: new SelectKBest({ k: 1 }).fit(COMPLETE, [0, 0, 1, 1]),
  selectPercentile: new SelectPercentile({ percentile: 50, scoreFunc: 'fRegression' }).fit(COMPLETE, [1, 2, 3, 5]),
  simpleImputer: new SimpleImputer({ strategy: 'median', addIndicator: true }).fit(X),
  standardScaler: new StandardScaler({ withMean: false }).fit(X),
  targetEncoder: new TargetEncoder().fit(COMPLETE, ['a', 'b', 'c', 'a']),
  tfidfTransformer: new TfidfTransformer().fit([{ a: 1, b: 2 }]),
  tfidfVectorizer: new TfidfVectorizer({ stripAccents: 'unicode', norm: 'l1' }).fit(TEXTS),
  varianceThreshold: new VarianceThreshold().fit(COMPLETE),
};

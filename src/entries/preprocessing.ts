/** Transformers that are fitted once and travel with the model as plain data. */
export type { Estimator, FitTransformed, Target, Transformer } from '../learn/contracts.js';
export {
  alignMatrix,
  alignTable,
  toMatrix,
  toTable,
  type Cell,
  type Columns,
  type FeatureExpectation,
  type Rows,
  type Samples,
} from '../learn/data/samples.js';
export { Table, type ColumnValues } from '../learn/data/table.js';
export type { QuantileMethod } from '../learn/math/columns/quantiles.js';
export { Matrix } from '../learn/math/matrix.js';
export { SparseMatrix, type SparseRows } from '../learn/math/sparse-matrix.js';
export type { Category, CategoryOptions } from '../learn/preprocessing/common/categories.js';
export type { ReviveOptions } from '../learn/preprocessing/common/revive-context.js';
export type { OnWarning, PreprocessingWarning } from '../learn/preprocessing/common/warning.js';
export {
  ColumnTransformer,
  type ColumnAction,
  type ColumnEntry,
  type ColumnTransformerOptions,
} from '../learn/preprocessing/compose/column-transformer.js';
export {
  FeatureUnion,
  type FeatureUnionOptions,
  type UnionEntry,
} from '../learn/preprocessing/compose/feature-union.js';
export { FittedColumnTransformer } from '../learn/preprocessing/compose/fitted-column-transformer.js';
export { FittedFeatureUnion } from '../learn/preprocessing/compose/fitted-feature-union.js';
export { FittedPipeline, type FittedStep } from '../learn/preprocessing/compose/fitted-pipeline.js';
export { FittedPredictorPipeline } from '../learn/preprocessing/compose/fitted-predictor-pipeline.js';
export {
  Pipeline,
  type FittedPipelineOf,
  type LastStep,
  type PipelineFitOptions,
  type TransformerStep,
} from '../learn/preprocessing/compose/pipeline.js';
export type { PartFitOptions } from '../learn/preprocessing/compose/share-params.js';
export { FittedPCA, type PCAState } from '../learn/preprocessing/decomposition/fitted-pca.js';
export { PCA, type PCAOptions } from '../learn/preprocessing/decomposition/pca.js';
export type { BinStrategy } from '../learn/preprocessing/discretization/bin-edges.js';
export { Binarizer, type BinarizerOptions } from '../learn/preprocessing/discretization/binarizer.js';
export { FittedBinarizer } from '../learn/preprocessing/discretization/fitted-binarizer.js';
export {
  FittedKBinsDiscretizer,
  type BinEncoding,
  type Binned,
} from '../learn/preprocessing/discretization/fitted-k-bins-discretizer.js';
export {
  KBinsDiscretizer,
  type KBinsDiscretizerFitOptions,
  type KBinsDiscretizerOptions,
} from '../learn/preprocessing/discretization/k-bins-discretizer.js';
export {
  FittedPowerTransformer,
  type PowerMethod,
} from '../learn/preprocessing/distribution/fitted-power-transformer.js';
export {
  FittedQuantileTransformer,
  type OutputDistribution,
} from '../learn/preprocessing/distribution/fitted-quantile-transformer.js';
export {
  PowerTransformer,
  type PowerTransformerOptions,
} from '../learn/preprocessing/distribution/power-transformer.js';
export {
  QuantileTransformer,
  type QuantileTransformerOptions,
} from '../learn/preprocessing/distribution/quantile-transformer.js';
export { FittedOneHotEncoder } from '../learn/preprocessing/encoding/fitted-one-hot-encoder.js';
export { FittedOrdinalEncoder } from '../learn/preprocessing/encoding/fitted-ordinal-encoder.js';
export { FittedIndicatorBinarizer } from '../learn/preprocessing/encoding/labels/fitted-indicator-binarizer.js';
export { FittedLabelBinarizer } from '../learn/preprocessing/encoding/labels/fitted-label-binarizer.js';
export type { Indicators } from '../learn/preprocessing/encoding/labels/indicators.js';
export { LabelBinarizer, type LabelBinarizerOptions } from '../learn/preprocessing/encoding/labels/label-binarizer.js';
export { FittedLabelEncoder, LabelEncoder } from '../learn/preprocessing/encoding/labels/label-encoder.js';
export {
  FittedMultiLabelBinarizer,
  MultiLabelBinarizer,
  type MultiLabelBinarizerOptions,
} from '../learn/preprocessing/encoding/labels/multi-label-binarizer.js';
export {
  reviveLabelTransformer,
  type LabelTransformer,
  type ReviveLabelTransformerOptions,
} from '../learn/preprocessing/encoding/labels/revive-label-transformer.js';
export { OneHotEncoder, type OneHotEncoderOptions } from '../learn/preprocessing/encoding/one-hot-encoder.js';
export type { HandleUnknown } from '../learn/preprocessing/encoding/one-hot-outputs.js';
export { OrdinalEncoder, type OrdinalEncoderOptions } from '../learn/preprocessing/encoding/ordinal-encoder.js';
export { FittedTargetEncoder } from '../learn/preprocessing/encoding/target/fitted-target-encoder.js';
export type { TargetType } from '../learn/preprocessing/encoding/target/read-target.js';
export { TargetEncoder, type TargetEncoderOptions } from '../learn/preprocessing/encoding/target/target-encoder.js';
export { chi2 } from '../learn/preprocessing/feature-selection/scores/chi2.js';
export { fClassif } from '../learn/preprocessing/feature-selection/scores/f-classif.js';
export { fRegression, type FRegressionOptions } from '../learn/preprocessing/feature-selection/scores/f-regression.js';
export {
  mutualInfoClassif,
  mutualInfoRegression,
  type MutualInfoOptions,
} from '../learn/preprocessing/feature-selection/scores/mutual-info.js';
export type {
  ScoreFunction,
  ScoreFunctionOptions,
} from '../learn/preprocessing/feature-selection/scores/score-function.js';
export type { FeatureScores } from '../learn/preprocessing/feature-selection/scores/score-input.js';
export {
  FittedSelectKBest,
  SelectKBest,
  type SelectKBestOptions,
} from '../learn/preprocessing/feature-selection/select-k-best.js';
export {
  FittedSelectPercentile,
  SelectPercentile,
  type SelectPercentileOptions,
} from '../learn/preprocessing/feature-selection/select-percentile.js';
export {
  FittedVarianceThreshold,
  VarianceThreshold,
  type VarianceThresholdOptions,
} from '../learn/preprocessing/feature-selection/variance-threshold.js';
export { FittedFunctionTransformer } from '../learn/preprocessing/functions/fitted-function-transformer.js';
export {
  FunctionTransformer,
  type FunctionTransformerOptions,
} from '../learn/preprocessing/functions/function-transformer.js';
export type {
  ColumnsFunction,
  ElementFunction,
  FunctionRegistry,
  RegisteredFunction,
} from '../learn/preprocessing/functions/registered-function.js';
export { FittedPolynomialFeatures } from '../learn/preprocessing/generation/fitted-polynomial-features.js';
export {
  PolynomialFeatures,
  type PolynomialFeaturesOptions,
} from '../learn/preprocessing/generation/polynomial-features.js';
export { FittedMissingIndicator } from '../learn/preprocessing/imputation/fitted-missing-indicator.js';
export { FittedSimpleImputer } from '../learn/preprocessing/imputation/fitted-simple-imputer.js';
export { MissingIndicator, type MissingIndicatorOptions } from '../learn/preprocessing/imputation/missing-indicator.js';
export {
  SimpleImputer,
  type ImputerStrategy,
  type SimpleImputerOptions,
} from '../learn/preprocessing/imputation/simple-imputer.js';
export {
  reviveTransformer,
  type ReviveTransformerOptions,
  type TransformerReviver,
} from '../learn/preprocessing/revive.js';
export type { Norm } from '../learn/preprocessing/scaling/common/row-norm.js';
export { FittedMaxAbsScaler } from '../learn/preprocessing/scaling/fitted-max-abs-scaler.js';
export { FittedMinMaxScaler } from '../learn/preprocessing/scaling/fitted-min-max-scaler.js';
export { FittedNormalizer } from '../learn/preprocessing/scaling/fitted-normalizer.js';
export { FittedRobustScaler } from '../learn/preprocessing/scaling/fitted-robust-scaler.js';
export {
  FittedStandardScaler,
  type StandardScalerFitOptions,
} from '../learn/preprocessing/scaling/fitted-standard-scaler.js';
export { MaxAbsScaler, type MaxAbsScalerOptions } from '../learn/preprocessing/scaling/max-abs-scaler.js';
export { MinMaxScaler, type MinMaxScalerOptions } from '../learn/preprocessing/scaling/min-max-scaler.js';
export { Normalizer, type NormalizerOptions } from '../learn/preprocessing/scaling/normalizer.js';
export { RobustScaler, type RobustScalerOptions } from '../learn/preprocessing/scaling/robust-scaler.js';
export { StandardScaler, type StandardScalerOptions } from '../learn/preprocessing/scaling/standard-scaler.js';
export type { AnalyzerKind, AnalyzerOptions } from '../learn/preprocessing/text/analysis/analyzer-options.js';
export type { StripAccents } from '../learn/preprocessing/text/analysis/strip-accents.js';
export { CountVectorizer } from '../learn/preprocessing/text/count-vectorizer.js';
export { FittedCountVectorizer } from '../learn/preprocessing/text/fitted-count-vectorizer.js';
export { FittedHashingVectorizer } from '../learn/preprocessing/text/fitted-hashing-vectorizer.js';
export { FittedTfidfVectorizer } from '../learn/preprocessing/text/fitted-tfidf-vectorizer.js';
export { HashingVectorizer, type HashingVectorizerOptions } from '../learn/preprocessing/text/hashing-vectorizer.js';
export type { DocumentFrequency, TermLimits } from '../learn/preprocessing/text/terms/choose-terms.js';
export type { CountVectorizerOptions } from '../learn/preprocessing/text/terms/term-learner.js';
export type { Vocabulary } from '../learn/preprocessing/text/terms/vocabulary.js';
export {
  FittedTfidfTransformer,
  TfidfTransformer,
  type TfidfTransformerOptions,
} from '../learn/preprocessing/text/tfidf-transformer.js';
export { TfidfVectorizer, type TfidfVectorizerOptions } from '../learn/preprocessing/text/tfidf-vectorizer.js';
export type { RowNorm } from '../learn/preprocessing/text/weigh-counts.js';

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
export { Matrix } from '../learn/math/matrix.js';
export { SparseMatrix, type SparseRows } from '../learn/math/sparse-matrix.js';
export {
  ColumnTransformer,
  type ColumnAction,
  type ColumnEntry,
  type ColumnTransformerOptions,
} from '../learn/preprocessing/compose/column-transformer.js';
export type { Category, CategoryOptions } from '../learn/preprocessing/common/categories.js';
export type { ReviveOptions } from '../learn/preprocessing/common/revive-context.js';
export type { OnWarning, PreprocessingWarning } from '../learn/preprocessing/common/warning.js';
export { FittedColumnTransformer } from '../learn/preprocessing/compose/fitted-column-transformer.js';
export { FittedOneHotEncoder } from '../learn/preprocessing/encoding/fitted-one-hot-encoder.js';
export { FittedOrdinalEncoder } from '../learn/preprocessing/encoding/fitted-ordinal-encoder.js';
export { FittedPipeline, type FittedStep } from '../learn/preprocessing/compose/fitted-pipeline.js';
export { FittedPredictorPipeline } from '../learn/preprocessing/compose/fitted-predictor-pipeline.js';
export { FittedSimpleImputer } from '../learn/preprocessing/imputation/fitted-simple-imputer.js';
export { FittedMinMaxScaler } from '../learn/preprocessing/scaling/fitted-min-max-scaler.js';
export { MinMaxScaler, type MinMaxScalerOptions } from '../learn/preprocessing/scaling/min-max-scaler.js';
export type { HandleUnknown } from '../learn/preprocessing/encoding/one-hot-outputs.js';
export { OneHotEncoder, type OneHotEncoderOptions } from '../learn/preprocessing/encoding/one-hot-encoder.js';
export { OrdinalEncoder, type OrdinalEncoderOptions } from '../learn/preprocessing/encoding/ordinal-encoder.js';
export {
  Pipeline,
  type FittedPipelineOf,
  type LastStep,
  type TransformerStep,
} from '../learn/preprocessing/compose/pipeline.js';
export {
  reviveTransformer,
  type ReviveTransformerOptions,
  type TransformerReviver,
} from '../learn/preprocessing/revive.js';
export {
  SimpleImputer,
  type ImputerStrategy,
  type SimpleImputerOptions,
} from '../learn/preprocessing/imputation/simple-imputer.js';
export {
  FittedStandardScaler,
  type StandardScalerFitOptions,
} from '../learn/preprocessing/scaling/fitted-standard-scaler.js';
export { StandardScaler, type StandardScalerOptions } from '../learn/preprocessing/scaling/standard-scaler.js';

export type { Artifact } from './core/artifact.js';
export type { Backend, BackendFlags, BackendLoadOptions, ModelCost } from './core/backend.js';
export {
  DTYPES,
  isDType,
  type DType,
  type DTypeInfo,
  type TensorData,
  type TensorElement,
} from './core/tensor/dtype.js';
export {
  ERROR_CODES,
  errorFromIssues,
  ModelMountError,
  type ErrorCode,
  type ModelMountErrorOptions,
} from './core/errors.js';
export type { Issue, IssueCode } from './core/issue.js';
export type { JsonObject, JsonValue } from './core/json.js';
export type { ClassifierOutputs, Label, RunOptions, Session, SessionInfo } from './core/session.js';
export { checkInputs, type Signature, type TensorSpec } from './core/signature.js';
export { Tensor, type NestedElements } from './core/tensor/tensor.js';

export { LinearRegression } from './learn/estimators/linear/linear-regression.js';
export { LogisticRegression } from './learn/estimators/linear/logistic-regression.js';
export { Ridge } from './learn/estimators/linear/ridge.js';
export { Matrix } from './learn/math/matrix.js';
export { Table } from './learn/data/table.js';
export { evaluate, type EvaluateOptions, type EvaluationOf, type TestData } from './learn/metrics/evaluate.js';
export type {
  ClassificationEvaluation,
  Evaluation,
  RegressionEvaluation,
} from './learn/metrics/evaluate-predictions.js';
export { ColumnTransformer } from './learn/preprocessing/compose/column-transformer.js';
export { MinMaxScaler } from './learn/preprocessing/scaling/min-max-scaler.js';
export { OneHotEncoder } from './learn/preprocessing/encoding/one-hot-encoder.js';
export { OrdinalEncoder } from './learn/preprocessing/encoding/ordinal-encoder.js';
export { Pipeline } from './learn/preprocessing/compose/pipeline.js';
export { SimpleImputer } from './learn/preprocessing/imputation/simple-imputer.js';
export { StandardScaler } from './learn/preprocessing/scaling/standard-scaler.js';
export { trainTestSplit } from './learn/selection/splits/train-test-split.js';

export type {
  ClassificationPostprocessing,
  ImagePreprocessing,
  ModelDescription,
  MultilabelPostprocessing,
  Postprocessing,
  Preprocessing,
  RegressionPostprocessing,
  TabularPreprocessing,
} from './model/description.js';
export { evaluateModel, type EvaluateModelOptions, type TestRows } from './model/evaluate-model.js';
export type { Feature, FeatureType } from './model/features.js';
export type { ImageRow } from './model/input/image/image-row.js';
export { loadModel, type LoadModelOptions } from './model/load-model.js';
export { loadModels, type LoadModelsOptions } from './model/load-models.js';
export { Model, type ModelExample, type ModelInspection, type ModelParts } from './model/model.js';
export { MANIFEST_SCHEMA } from './model/package/manifest-schema.js';
export type { Manifest, ManifestExample, ManifestFile } from './model/package/manifest.js';
export type {
  ClassificationPrediction,
  MultilabelPrediction,
  Prediction,
  RegressionPrediction,
  TensorPrediction,
} from './model/predict/prediction.js';
export type { ExecutionOptions } from './model/open-session.js';
export type { PredictInput } from './model/predict/predict-input.js';
export { saveModel, type SavableModel, type SavedModel, type SaveModelOptions } from './model/save-model.js';

export { openArtifact, type ModelSource } from './runtime/artifact/open-artifact.js';
export type { Batching } from './runtime/batching/auto-batch.js';
export type { BatchOptions } from './runtime/batching/batch-options.js';
export { checkBatchSafety, type BatchSafety } from './runtime/batching/batch-safety.js';
export { batchSession, type BatchedSession } from './runtime/batching/batch-session.js';
export { fairGate } from './runtime/batching/timing/fair-gate.js';
export type { Placement } from './runtime/placement/placement.js';
export type { PoolOptions } from './runtime/pool/pool-options.js';
export { sliceSession, type SliceOptions } from './runtime/batching/slices/slice-session.js';
export { poolSession } from './runtime/pool/pool-session.js';
export { poolSpec, type PoolSpec } from './runtime/pool/pool-spec.js';
export { estimator } from './runtime/backends/estimator/estimator.js';
export { linear } from './runtime/backends/linear/linear.js';
export { onnx } from './runtime/backends/onnx/onnx.js';
export { tfjs } from './runtime/backends/tfjs/tfjs.js';

export type { Handler } from './serve/handler-contract.js';
export { createHandler } from './serve/handler.js';
export type { HandlerOptions } from './serve/handler-options.js';

/** Splits of data into parts to train on and parts to test on, cross-validation, and the search for good options. */
export { RandomState } from '../learn/math/random-state.js';
export type { FitParams } from '../learn/selection/run/call-fit.js';
export type { ErrorScore, FitProgress } from '../learn/selection/run/fit-job.js';
export type { ValidationData } from '../learn/selection/run/plan-data.js';
export type { Scoring } from '../learn/selection/run/resolve-scoring.js';
export { loguniform, randint, uniform, type Distribution } from '../learn/selection/search/distributions.js';
export { FittedSearchCV } from '../learn/selection/search/fitted-search-cv.js';
export { GridSearchCV, type GridSearchCVOptions } from '../learn/selection/search/grid-search-cv.js';
export { ParameterGrid, type ParamGrid } from '../learn/selection/search/parameter-grid.js';
export { RandomizedSearchCV, type RandomizedSearchCVOptions } from '../learn/selection/search/randomized-search-cv.js';
export {
  sampleParameters,
  type ParamDistributions,
  type ParameterSamplerOptions,
} from '../learn/selection/search/sample-parameters.js';
export type { SearchOptions } from '../learn/selection/search/search-cv.js';
export type { CandidateScores, CandidateStatistics, SearchResults } from '../learn/selection/search/search-results.js';
export type { OnSelectionWarning, SelectionWarning } from '../learn/selection/selection-warning.js';
export { checkCv, type CheckCvOptions, type CrossValidator } from '../learn/selection/splits/check-cv.js';
export { GroupKFold, type GroupKFoldOptions } from '../learn/selection/splits/folds/group-k-fold.js';
export { KFold, type KFoldOptions } from '../learn/selection/splits/folds/k-fold.js';
export { PredefinedSplit, type PredefinedSplitOptions } from '../learn/selection/splits/folds/predefined-split.js';
export { RepeatedKFold, type RepeatedKFoldOptions } from '../learn/selection/splits/folds/repeated-k-fold.js';
export {
  RepeatedStratifiedKFold,
  type RepeatedStratifiedKFoldOptions,
} from '../learn/selection/splits/folds/repeated-stratified-k-fold.js';
export {
  StratifiedGroupKFold,
  type StratifiedGroupKFoldOptions,
} from '../learn/selection/splits/folds/stratified-group-k-fold.js';
export { StratifiedKFold, type StratifiedKFoldOptions } from '../learn/selection/splits/folds/stratified-k-fold.js';
export { TimeSeriesSplit, type TimeSeriesSplitOptions } from '../learn/selection/splits/folds/time-series-split.js';
export { LeaveOneGroupOut } from '../learn/selection/splits/leave-out/leave-one-group-out.js';
export { LeaveOneOut } from '../learn/selection/splits/leave-out/leave-one-out.js';
export {
  LeavePGroupsOut,
  type LeavePGroupsOutOptions,
} from '../learn/selection/splits/leave-out/leave-p-groups-out.js';
export { LeavePOut, type LeavePOutOptions } from '../learn/selection/splits/leave-out/leave-p-out.js';
export {
  GroupShuffleSplit,
  type GroupShuffleSplitOptions,
} from '../learn/selection/splits/shuffled/group-shuffle-split.js';
export { ShuffleSplit, type ShuffleSplitOptions } from '../learn/selection/splits/shuffled/shuffle-split.js';
export {
  StratifiedShuffleSplit,
  type StratifiedShuffleSplitOptions,
} from '../learn/selection/splits/shuffled/stratified-shuffle-split.js';
export type { Groups, Split, Splitter } from '../learn/selection/splits/splitter.js';
export {
  trainTestSplit,
  type LabelledSamples,
  type TrainTestSplit,
  type TrainTestSplitOptions,
} from '../learn/selection/splits/train-test-split.js';
export {
  FittedThresholdClassifier,
  type ThresholdResponse,
} from '../learn/selection/thresholds/fitted-threshold-classifier.js';
export {
  FixedThresholdClassifier,
  type FixedThresholdClassifierOptions,
} from '../learn/selection/thresholds/fixed-threshold-classifier.js';
export {
  TunedThresholdClassifierCV,
  type TunedThresholdClassifierCVOptions,
} from '../learn/selection/thresholds/tuned-threshold-classifier-cv.js';
export { crossValPredict, type CrossValPredictOptions } from '../learn/selection/validation/cross-val-predict.js';
export { crossValScore, type CrossValScoreOptions } from '../learn/selection/validation/cross-val-score.js';
export {
  crossValidate,
  type CrossValidateOptions,
  type CrossValidation,
} from '../learn/selection/validation/cross-validate.js';
export {
  learningCurve,
  type LearningCurve,
  type LearningCurveOptions,
} from '../learn/selection/validation/learning-curve.js';
export {
  permutationTestScore,
  type PermutationTest,
  type PermutationTestOptions,
} from '../learn/selection/validation/permutation-test-score.js';
export {
  validationCurve,
  type ValidationCurve,
  type ValidationCurveOptions,
} from '../learn/selection/validation/validation-curve.js';
export { withOptions, type OptionChanges } from '../learn/selection/with-options.js';
export { crossValPredictAsync, type CrossValPredictAsyncOptions } from '../training/cross-val-predict-async.js';
export { crossValidateAsync, type CrossValidateAsyncOptions } from '../training/cross-validate-async.js';
export { fitAsync, type FitAsyncOptions } from '../training/fit-async.js';
export { learningCurveAsync, type LearningCurveAsyncOptions } from '../training/learning-curve-async.js';
export {
  permutationTestScoreAsync,
  type PermutationTestScoreAsyncOptions,
} from '../training/permutation-test-score-async.js';
export type { ThreadOptions } from '../training/thread-options.js';
export { validationCurveAsync, type ValidationCurveAsyncOptions } from '../training/validation-curve-async.js';

/**
 * What an `estimator.json` can be of: the kinds of fitted models whose JSON is not `linear.json`. Beside the functions
 * that read them, so that a file is known for what it is before those are loaded.
 */
export const ESTIMATOR_KINDS: readonly string[] = [
  'calibratedClassifier',
  'dummyClassifier',
  'dummyRegressor',
  'gaussianNB',
  'isotonicRegression',
  'kNeighborsClassifier',
  'kNeighborsRegressor',
  'predictorPipeline',
  'thresholdClassifier',
];

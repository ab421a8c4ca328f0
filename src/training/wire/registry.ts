import * as estimators from '../../entries/estimators.js';
import * as metrics from '../../entries/metrics.js';
import * as preprocessing from '../../entries/preprocessing.js';
import { getScorer, scorerNames } from '../../learn/metrics/scoring/get-scorer.js';
import { DEFAULT_SCORER } from '../../learn/selection/run/resolve-scoring.js';
import { FittedSearchCV } from '../../learn/selection/search/fitted-search-cv.js';
import { GridSearchCV } from '../../learn/selection/search/grid-search-cv.js';
import { RandomizedSearchCV } from '../../learn/selection/search/randomized-search-cv.js';
import { GroupKFold } from '../../learn/selection/splits/folds/group-k-fold.js';
import { KFold } from '../../learn/selection/splits/folds/k-fold.js';
import { PredefinedSplit } from '../../learn/selection/splits/folds/predefined-split.js';
import { RepeatedKFold } from '../../learn/selection/splits/folds/repeated-k-fold.js';
import { RepeatedStratifiedKFold } from '../../learn/selection/splits/folds/repeated-stratified-k-fold.js';
import { StratifiedGroupKFold } from '../../learn/selection/splits/folds/stratified-group-k-fold.js';
import { StratifiedKFold } from '../../learn/selection/splits/folds/stratified-k-fold.js';
import { TimeSeriesSplit } from '../../learn/selection/splits/folds/time-series-split.js';
import { LeaveOneGroupOut } from '../../learn/selection/splits/leave-out/leave-one-group-out.js';
import { LeaveOneOut } from '../../learn/selection/splits/leave-out/leave-one-out.js';
import { LeavePGroupsOut } from '../../learn/selection/splits/leave-out/leave-p-groups-out.js';
import { LeavePOut } from '../../learn/selection/splits/leave-out/leave-p-out.js';
import { GroupShuffleSplit } from '../../learn/selection/splits/shuffled/group-shuffle-split.js';
import { ShuffleSplit } from '../../learn/selection/splits/shuffled/shuffle-split.js';
import { StratifiedShuffleSplit } from '../../learn/selection/splits/shuffled/stratified-shuffle-split.js';
import { FittedThresholdClassifier } from '../../learn/selection/thresholds/fitted-threshold-classifier.js';
import { FixedThresholdClassifier } from '../../learn/selection/thresholds/fixed-threshold-classifier.js';
import { TunedThresholdClassifierCV } from '../../learn/selection/thresholds/tuned-threshold-classifier-cv.js';

const SELECTION = {
  ...{ GridSearchCV, RandomizedSearchCV, GroupKFold, KFold, PredefinedSplit, RepeatedKFold, RepeatedStratifiedKFold },
  ...{ StratifiedGroupKFold, StratifiedKFold, TimeSeriesSplit, LeaveOneGroupOut, LeaveOneOut, LeavePGroupsOut },
  ...{ FixedThresholdClassifier, TunedThresholdClassifierCV, FittedSearchCV, FittedThresholdClassifier },
  ...{ LeavePOut, GroupShuffleSplit, ShuffleSplit, StratifiedShuffleSplit },
};

/** What both sides know by name: every public class and function of the learning code, and the scorers. */
export function ownNames(): Map<string, unknown> {
  const scorers = scorerNames().map((name): [string, unknown] => [`scorer ${name}`, getScorer(name)]);
  return new Map<string, unknown>([
    ...Object.entries({ ...metrics, ...preprocessing, ...estimators, ...SELECTION }),
    ...scorers,
    ['scorer', DEFAULT_SCORER],
  ]);
}

/** The exports of modules by `<module> <export>`. */
export async function importNames(modules: readonly string[]): Promise<Map<string, unknown>> {
  const names = new Map<string, unknown>();
  for (const module of modules) {
    const exported = (await import(/* @vite-ignore */ /* webpackIgnore: true */ module)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(exported)) names.set(`${module} ${name}`, value);
  }
  return names;
}

import { ModelMountError } from '../../../core/errors.js';
import { isObject } from '../../../core/json.js';
import { show } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';
import type { Target } from '../../contracts.js';
import { KFold } from './folds/k-fold.js';
import { StratifiedKFold } from './folds/stratified-k-fold.js';
import { GivenSplits } from './given-splits.js';
import type { Split, Splitter } from './splitter.js';

/** How to split: a number of folds, a splitter, or the splits themselves. */
export type CrossValidator = number | Splitter | Iterable<Split>;

/** Options of `checkCv`. */
export interface CheckCvOptions {
  /** Whether `y` holds the classes of a classifier, whose shares the folds shall keep. @default false */
  readonly classifier?: boolean;
  /** Whether the samples are shuffled, where `cv` is a number of folds. @default false */
  readonly shuffle?: boolean;
  /** Seed of the shuffle. @default another order each time */
  readonly randomState?: number;
}

/**
 * The splitter that `cv` means: a number is that many folds, stratified for a classifier, in order unless `shuffle` is set.
 *
 * @param cv - @default 5
 * @param y - The targets; shape `[nSamples]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if it is nothing that splits.
 *
 * Semantics of scikit-learn's `check_cv`.
 *
 * @example
 * ```ts
 * checkCv(3, ['a', 'b', 'a'], { classifier: true }) instanceof StratifiedKFold; // true
 * ```
 */
export function checkCv(cv: CrossValidator = 5, y?: Target, options: CheckCvOptions = {}): Splitter {
  checkOptionNames('checkCv', options, ['classifier', 'shuffle', 'randomState']);
  if (typeof cv === 'number') {
    if (!(Number.isSafeInteger(cv) && cv >= 2)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `cv as a number of folds must be a whole number ≥ 2, got ${show(cv)}`,
      );
    }
    const { classifier = false, ...shuffling } = options;
    const folds = { ...shuffling, nSplits: cv };
    return classifier && y !== undefined ? new StratifiedKFold(folds) : new KFold(folds);
  }
  const given: unknown = cv;
  if (isObject(given) && typeof given['split'] === 'function') return cv as Splitter;
  if (typeof given === 'object' && given !== null && Symbol.iterator in given)
    return new GivenSplits([...(cv as Iterable<Split>)]);
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `cv must be a number of folds, a splitter like KFold, or a list of { trainIndices, testIndices }, got ${show(given)}`,
  );
}

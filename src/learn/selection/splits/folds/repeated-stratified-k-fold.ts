import type { Target } from '../../../contracts.js';
import type { Samples } from '../../../data/samples.js';
import { checkOptions } from '../../../estimators/common/check-options.js';
import { checkClasses, checkRowCount } from '../common/check-split-input.js';
import { makeRandom, SPLIT_RULES, type SplitWarningOption } from '../common/split-options.js';
import type { Split, Splitter } from '../splitter.js';
import { REPEATED_RULES, repeatFolds, type RepeatedKFoldOptions } from './repeated-k-fold.js';
import { assignStratified } from './stratified-k-fold.js';

const WHO = 'RepeatedStratifiedKFold';

/** Options of `RepeatedStratifiedKFold`. */
export interface RepeatedStratifiedKFoldOptions extends RepeatedKFoldOptions, SplitWarningOption {}

/**
 * Shuffled `StratifiedKFold` several times over, each time with other folds.
 *
 * Semantics of scikit-learn's `RepeatedStratifiedKFold`: one generator for all repeats, draw by draw.
 *
 * @example
 * ```ts
 * const cv = new RepeatedStratifiedKFold({ nSplits: 2, nRepeats: 3, randomState: 0 });
 * [...cv.split([[1], [2], [3], [4]], [0, 0, 1, 1])].length; // 6
 * ```
 */
export class RepeatedStratifiedKFold implements Splitter {
  readonly options: RepeatedStratifiedKFoldOptions;
  /** Splits of all repeats together. */
  readonly nSplits: number;
  readonly usesGroups = false;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: RepeatedStratifiedKFoldOptions = {}) {
    checkOptions(WHO, options, { ...REPEATED_RULES, onWarning: SPLIT_RULES.listener });
    this.options = options;
    this.nSplits = (options.nSplits ?? 5) * (options.nRepeats ?? 10);
  }

  /**
   * @param X - Only its number of rows counts.
   * @param y - Labels, all strings, all booleans or all whole numbers; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if they are not, or no class has as many samples as there are folds.
   */
  split(X: Samples, y?: Target): Generator<Split, void> {
    const { nSplits: nFolds = 5, randomState, onWarning } = this.options;
    const labels = checkClasses(y, checkRowCount(X, nFolds, WHO), WHO);
    const random = makeRandom(randomState);
    return repeatFolds(this.options, () => assignStratified(labels, { nFolds, random, onWarning }));
  }

  /** `nSplits · nRepeats`. */
  getNSplits(): number {
    return this.nSplits;
  }
}

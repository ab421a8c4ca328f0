import { countRows, type Samples } from '../../../data/samples.js';
import { OPTION_RULES } from '../../../estimators/common/check-options.js';
import { checkRowCount } from '../common/check-split-input.js';
import { combinations, countCombinations } from '../common/combinations.js';
import { foldSplit } from '../common/fold-split.js';
import { checkRequired } from '../common/split-options.js';
import type { Split, Splitter } from '../splitter.js';

/** Options of `LeavePOut`. */
export interface LeavePOutOptions {
  /** Size of the test parts, ≥ 1. */
  readonly p: number;
}

/**
 * Tests every choice of `p` samples, after training on the others: n over p fits, which are soon too many.
 *
 * Semantics of scikit-learn's `LeavePOut`.
 *
 * @example
 * ```ts
 * const cv = new LeavePOut({ p: 2 });
 * [...cv.split([[1], [2], [3]])].map(({ testIndices }) => [...testIndices]);
 * // [[0, 1], [0, 2], [1, 2]]
 * ```
 */
export class LeavePOut implements Splitter {
  readonly options: LeavePOutOptions;
  readonly usesGroups = false;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` unless `p` is a whole number ≥ 1. */
  constructor(options: LeavePOutOptions) {
    checkRequired('LeavePOut', options, { p: OPTION_RULES.count });
    this.options = options;
  }

  /**
   * @param X - More than `p` rows.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if there are fewer.
   */
  split(X: Samples): Generator<Split, void> {
    return leaveChoices(checkRowCount(X, this.options.p + 1, 'LeavePOut'), this.options.p);
  }

  /** n over p. */
  getNSplits(X: Samples): number {
    return countCombinations(countRows(X), this.options.p);
  }
}

function* leaveChoices(nSamples: number, p: number): Generator<Split, void> {
  for (const chosen of combinations(nSamples, p)) {
    const foldOf = new Int32Array(nSamples);
    for (const i of chosen) foldOf[i] = 1;
    yield foldSplit(foldOf, 1);
  }
}

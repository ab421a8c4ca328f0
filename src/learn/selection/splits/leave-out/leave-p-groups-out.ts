import type { Target } from '../../../contracts.js';
import { countRows, type Samples } from '../../../data/samples.js';
import { OPTION_RULES } from '../../../estimators/common/check-options.js';
import { checkGroups, checkRowCount } from '../common/check-split-input.js';
import { combinations, countCombinations } from '../common/combinations.js';
import { encodeSorted } from '../common/encode-labels.js';
import { foldSplit } from '../common/fold-split.js';
import { checkRequired } from '../common/split-options.js';
import { checkGroupCount } from '../folds/group-k-fold.js';
import type { Groups, Split, Splitter } from '../splitter.js';

const WHO = 'LeavePGroupsOut';

/** Options of `LeavePGroupsOut`. */
export interface LeavePGroupsOutOptions {
  /** How many groups are tested at a time, ≥ 1. */
  readonly nGroups: number;
}

/**
 * Tests every choice of `nGroups` groups, after training on the others.
 *
 * Semantics of scikit-learn's `LeavePGroupsOut`.
 *
 * @example
 * ```ts
 * const groups = ['a', 'b', 'c'];
 * const cv = new LeavePGroupsOut({ nGroups: 2 });
 * [...cv.split([[1], [2], [3]], undefined, groups)].map(({ trainIndices }) => [...trainIndices]);
 * // [[2], [1], [0]]
 * ```
 */
export class LeavePGroupsOut implements Splitter {
  readonly options: LeavePGroupsOutOptions;
  readonly usesGroups = true;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` unless `nGroups` is a whole number ≥ 1. */
  constructor(options: LeavePGroupsOutOptions) {
    checkRequired(WHO, options, { nGroups: OPTION_RULES.count });
    this.options = options;
  }

  /**
   * @param X - Only its number of rows counts.
   * @param _y - Not used.
   * @param groups - More than `nGroups` different ones; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if there are fewer, or none.
   */
  split(X: Samples, _y?: Target, groups?: Groups): Generator<Split, void> {
    const encoded = encodeSorted(checkGroups(groups, checkRowCount(X, 2, WHO), WHO));
    checkGroupCount(encoded, this.options.nGroups + 1, WHO);
    return leaveChoices(encoded.codes, { nGroups: encoded.labels.length, size: this.options.nGroups });
  }

  /** The number of choices. */
  getNSplits(X: Samples, _y?: Target, groups?: Groups): number {
    const { labels } = encodeSorted(checkGroups(groups, countRows(X), WHO));
    return countCombinations(labels.length, this.options.nGroups);
  }
}

function* leaveChoices(
  codes: Int32Array,
  { nGroups, size }: { readonly nGroups: number; readonly size: number },
): Generator<Split, void> {
  for (const chosen of combinations(nGroups, size)) {
    const isChosen = new Int32Array(nGroups);
    for (const group of chosen) isChosen[group] = 1;
    yield foldSplit(
      codes.map((group) => isChosen[group] as number),
      1,
    );
  }
}

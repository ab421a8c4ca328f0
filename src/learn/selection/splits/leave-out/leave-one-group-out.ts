import { checkOptionNames } from '../../../../core/options.js';
import type { Target } from '../../../contracts.js';
import { countRows, type Samples } from '../../../data/samples.js';
import { checkGroups, checkRowCount } from '../common/check-split-input.js';
import { encodeSorted } from '../common/encode-labels.js';
import { foldSplits } from '../common/fold-split.js';
import { checkGroupCount } from '../folds/group-k-fold.js';
import type { Groups, Split, Splitter } from '../splitter.js';

const WHO = 'LeaveOneGroupOut';

/**
 * Tests each group by itself, in order, after training on all others: how good the model is for a group that it has
 * never seen.
 *
 * Semantics of scikit-learn's `LeaveOneGroupOut`.
 *
 * @example
 * ```ts
 * const groups = [2024, 2025, 2024];
 * const splits = [...new LeaveOneGroupOut().split(groups.map((_, i) => [i]), undefined, groups)];
 * splits.map(({ testIndices }) => [...testIndices]); // [[0, 2], [1]]
 * ```
 */
export class LeaveOneGroupOut implements Splitter {
  readonly options: object;
  readonly usesGroups = true;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for any option: it has none. */
  constructor(options: object = {}) {
    checkOptionNames(WHO, options, []);
    this.options = options;
  }

  /**
   * @param X - Only its number of rows counts.
   * @param _y - Not used.
   * @param groups - At least two different ones; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if there are fewer, or none.
   */
  split(X: Samples, _y?: Target, groups?: Groups): Generator<Split, void> {
    const encoded = encodeSorted(checkGroups(groups, checkRowCount(X, 2, WHO), WHO));
    checkGroupCount(encoded, 2, WHO);
    return foldSplits(encoded.codes, encoded.labels.length);
  }

  /** The number of different groups. */
  getNSplits(X: Samples, _y?: Target, groups?: Groups): number {
    return encodeSorted(checkGroups(groups, countRows(X), WHO)).labels.length;
  }
}

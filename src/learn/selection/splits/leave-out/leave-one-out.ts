import { checkOptionNames } from '../../../../core/options.js';
import { countRows, type Samples } from '../../../data/samples.js';
import { checkRowCount } from '../common/check-split-input.js';
import { range } from '../common/fold-split.js';
import type { Split, Splitter } from '../splitter.js';

/**
 * Tests each sample by itself, after training on all others: as many fits as samples.
 *
 * Metrics that compare samples (R², AUC) have no value for one sample; predict with `crossValPredict` and score all
 * predictions together. Semantics of scikit-learn's `LeaveOneOut`.
 *
 * @example
 * ```ts
 * [...new LeaveOneOut().split([[1], [2], [3]])].length; // 3
 * ```
 */
export class LeaveOneOut implements Splitter {
  readonly options: object;
  readonly usesGroups = false;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for any option: it has none. */
  constructor(options: object = {}) {
    checkOptionNames('LeaveOneOut', options, []);
    this.options = options;
  }

  /**
   * @param X - At least two rows.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if there are fewer.
   */
  split(X: Samples): Generator<Split, void> {
    return leaveEach(checkRowCount(X, 2, 'LeaveOneOut'));
  }

  /** The number of rows of `X`. */
  getNSplits(X: Samples): number {
    return countRows(X);
  }
}

function* leaveEach(nSamples: number): Generator<Split, void> {
  for (let i = 0; i < nSamples; i++) {
    const trainIndices = new Int32Array(nSamples - 1);
    for (let k = 0; k < trainIndices.length; k++) trainIndices[k] = k < i ? k : k + 1;
    yield { trainIndices, testIndices: range(i, i + 1) };
  }
}

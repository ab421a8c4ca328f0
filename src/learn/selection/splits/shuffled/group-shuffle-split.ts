import type { Target } from '../../../contracts.js';
import type { Samples } from '../../../data/samples.js';
import { checkOptions } from '../../../estimators/common/check-options.js';
import { checkGroups, checkRowCount } from '../common/check-split-input.js';
import { encodeSorted } from '../common/encode-labels.js';
import { makeRandom } from '../common/split-options.js';
import { resolveSplitSizes } from '../common/split-sizes.js';
import type { Groups, Split, Splitter } from '../splitter.js';
import { drawSplits, SHUFFLE_RULES, type ShuffleSplitOptions } from './shuffle-split.js';

const WHO = 'GroupShuffleSplit';
const TEST_SIZE = 0.2;

/** Options of `GroupShuffleSplit`; sizes are shares or numbers of groups, not of samples. */
export type GroupShuffleSplitOptions = ShuffleSplitOptions;

/**
 * Draws groups at random for both parts, as often as wanted, without tearing one apart.
 *
 * Without sizes a fifth of the groups is for testing. Semantics of scikit-learn's `GroupShuffleSplit`, draw by draw.
 *
 * @example
 * ```ts
 * const groups = ['ann', 'ann', 'bob', 'eve', 'eve'];
 * const cv = new GroupShuffleSplit({ nSplits: 1, testSize: 1, randomState: 0 });
 * [...cv.split(groups.map((_, i) => [i]), undefined, groups)].map(({ testIndices }) => [...testIndices]); // [[3, 4]]
 * ```
 */
export class GroupShuffleSplit implements Splitter {
  readonly options: GroupShuffleSplitOptions;
  readonly nSplits: number;
  readonly usesGroups = true;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: GroupShuffleSplitOptions = {}) {
    checkOptions(WHO, options, SHUFFLE_RULES);
    this.options = options;
    this.nSplits = options.nSplits ?? 5;
  }

  /**
   * @param X - Only its number of rows counts.
   * @param _y - Not used.
   * @param groups - Shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if there are none, or a part would have no group.
   */
  split(X: Samples, _y?: Target, groups?: Groups): Generator<Split, void> {
    const nSamples = checkRowCount(X, 2, WHO);
    const { labels, codes } = encodeSorted(checkGroups(groups, nSamples, WHO));
    const sizes = resolveSplitSizes(labels.length, this.options, TEST_SIZE);
    const random = makeRandom(this.options.randomState);
    return spread(drawSplits(labels.length, { ...sizes, nSplits: this.nSplits, random }), codes, labels.length);
  }

  /** `nSplits`. */
  getNSplits(): number {
    return this.nSplits;
  }
}

/** The samples of the groups of each part, ascending. */
function* spread(splits: Iterable<Split>, codes: Int32Array, nGroups: number): Generator<Split, void> {
  for (const { trainIndices, testIndices } of splits) {
    const partOf = new Uint8Array(nGroups);
    for (const group of trainIndices) partOf[group] = 1;
    for (const group of testIndices) partOf[group] = 2;
    yield { trainIndices: samplesOf(codes, partOf, 1), testIndices: samplesOf(codes, partOf, 2) };
  }
}

function samplesOf(codes: Int32Array, partOf: Uint8Array, part: number): Int32Array {
  const positions = new Int32Array(codes.length);
  let n = 0;
  for (let i = 0; i < codes.length; i++) if (partOf[codes[i] as number] === part) positions[n++] = i;
  return positions.slice(0, n);
}

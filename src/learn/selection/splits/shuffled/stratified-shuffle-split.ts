import type { Label } from '../../../../core/session.js';
import type { Target } from '../../../contracts.js';
import type { Samples } from '../../../data/samples.js';
import { checkOptions } from '../../../estimators/common/check-options.js';
import type { RandomState } from '../../../math/random-state.js';
import { checkClasses, checkRowCount } from '../common/check-split-input.js';
import { makeRandom } from '../common/split-options.js';
import { resolveSplitSizes } from '../common/split-sizes.js';
import { stratifiedShuffle } from '../common/stratified-shuffle.js';
import type { Split, Splitter } from '../splitter.js';
import { DEFAULT_TEST_SIZE, SHUFFLE_RULES, type ShuffleSplitOptions } from './shuffle-split.js';

const WHO = 'StratifiedShuffleSplit';

/** Options of `StratifiedShuffleSplit`. */
export type StratifiedShuffleSplitOptions = ShuffleSplitOptions;

/**
 * Draws both parts at random, as often as wanted, with the classes in the shares that they have in all.
 *
 * Without sizes a tenth is for testing. Semantics of scikit-learn's `StratifiedShuffleSplit`, draw by draw.
 *
 * @example
 * ```ts
 * const y = ['a', 'a', 'b', 'b'];
 * const cv = new StratifiedShuffleSplit({ nSplits: 1, testSize: 0.5, randomState: 0 });
 * const [split] = cv.split(y.map((_, i) => [i]), y);
 * Array.from(split?.testIndices ?? [], (i) => y[i]).sort(); // ['a', 'b']
 * ```
 */
export class StratifiedShuffleSplit implements Splitter {
  readonly options: StratifiedShuffleSplitOptions;
  readonly nSplits: number;
  readonly usesGroups = false;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: StratifiedShuffleSplitOptions = {}) {
    checkOptions(WHO, options, SHUFFLE_RULES);
    this.options = options;
    this.nSplits = options.nSplits ?? 10;
  }

  /**
   * @param X - Only its number of rows counts.
   * @param y - Labels, all strings, all booleans or all whole numbers; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if they are not, a class has one sample only, or a part has fewer
   *   samples than there are classes. The first split tells the last two.
   */
  split(X: Samples, y?: Target): Generator<Split, void> {
    const nSamples = checkRowCount(X, 2, WHO);
    const labels = checkClasses(y, nSamples, WHO);
    const sizes = resolveSplitSizes(nSamples, this.options, DEFAULT_TEST_SIZE);
    return drawStratified(labels, this.nSplits, { ...sizes, random: makeRandom(this.options.randomState) });
  }

  /** `nSplits`. */
  getNSplits(): number {
    return this.nSplits;
  }
}

function* drawStratified(
  labels: readonly Label[],
  nSplits: number,
  sizes: { readonly nTrain: number; readonly nTest: number; readonly random: RandomState },
): Generator<Split, void> {
  for (let k = 0; k < nSplits; k++) {
    const [train, test] = stratifiedShuffle(labels, sizes);
    yield { trainIndices: Int32Array.from(train), testIndices: Int32Array.from(test) };
  }
}

import type { Samples } from '../../../data/samples.js';
import { checkOptions, OPTION_RULES, type OptionRule } from '../../../estimators/common/check-options.js';
import type { RandomState } from '../../../math/random-state.js';
import { checkRowCount } from '../common/check-split-input.js';
import { range } from '../common/fold-split.js';
import { makeRandom, SPLIT_RULES } from '../common/split-options.js';
import { resolveSplitSizes, type SplitSizeOptions } from '../common/split-sizes.js';
import type { Split, Splitter } from '../splitter.js';

/** Share of the samples for testing where nothing else is said. */
export const DEFAULT_TEST_SIZE = 0.1;

/** Options of splitters that draw both parts at random. */
export interface ShuffleSplitOptions extends SplitSizeOptions {
  /** Number of splits, at least 1. @default 10, with groups 5 */
  readonly nSplits?: number;
  /**
   * Seed, a whole number from 0 to 2³² − 1: the same one gives the same splits, here and in scikit-learn.
   * @default a random one at each call
   */
  readonly randomState?: number;
}

/** The rules of `ShuffleSplitOptions`. */
export const SHUFFLE_RULES: { readonly [Name in keyof Required<ShuffleSplitOptions>]: OptionRule } = {
  nSplits: OPTION_RULES.count,
  testSize: SPLIT_RULES.size,
  trainSize: SPLIT_RULES.size,
  randomState: SPLIT_RULES.seed,
};

/**
 * Draws both parts at random, as often as wanted; a sample may be tested several times or never.
 *
 * Without sizes a tenth is for testing. Semantics of scikit-learn's `ShuffleSplit`, draw by draw.
 *
 * @example
 * ```ts
 * const cv = new ShuffleSplit({ nSplits: 1, testSize: 0.25, randomState: 0 });
 * [...cv.split([[1], [2], [3], [4]])].map(({ trainIndices }) => [...trainIndices]); // [[3, 1, 0]]
 * ```
 */
export class ShuffleSplit implements Splitter {
  readonly options: ShuffleSplitOptions;
  readonly nSplits: number;
  readonly usesGroups = false;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: ShuffleSplitOptions = {}) {
    checkOptions('ShuffleSplit', options, SHUFFLE_RULES);
    this.options = options;
    this.nSplits = options.nSplits ?? 10;
  }

  /**
   * @param X - Only its number of rows counts.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if a part would be empty, or both are more than there is.
   */
  split(X: Samples): Generator<Split, void> {
    const nSamples = checkRowCount(X, 2, 'ShuffleSplit');
    const sizes = resolveSplitSizes(nSamples, this.options, DEFAULT_TEST_SIZE);
    return drawSplits(nSamples, { ...sizes, nSplits: this.nSplits, random: makeRandom(this.options.randomState) });
  }

  /** `nSplits`. */
  getNSplits(): number {
    return this.nSplits;
  }
}

/** Splits of permutations: the test part is the beginning, the training part comes next. */
export function* drawSplits(
  nSamples: number,
  settings: { readonly nTrain: number; readonly nTest: number; readonly nSplits: number; readonly random: RandomState },
): Generator<Split, void> {
  const { nTrain, nTest, nSplits, random } = settings;
  for (let k = 0; k < nSplits; k++) {
    const order = range(0, nSamples);
    random.shuffleInPlace(order);
    yield { trainIndices: order.slice(nTest, nTest + nTrain), testIndices: order.slice(0, nTest) };
  }
}

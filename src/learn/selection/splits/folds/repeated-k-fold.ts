import type { Samples } from '../../../data/samples.js';
import { checkOptions, OPTION_RULES, type OptionRule } from '../../../estimators/common/check-options.js';
import { checkRowCount } from '../common/check-split-input.js';
import { foldSplits } from '../common/fold-split.js';
import { makeRandom, SPLIT_RULES } from '../common/split-options.js';
import type { Split, Splitter } from '../splitter.js';
import { assignBlocks } from './k-fold.js';

/** Options of `RepeatedKFold`. */
export interface RepeatedKFoldOptions {
  /** Number of folds, at least 2. @default 5 */
  readonly nSplits?: number;
  /** How often the samples are cut into folds, at least 1. @default 10 */
  readonly nRepeats?: number;
  /**
   * Seed, a whole number from 0 to 2³² − 1: the same one gives the same splits, here and in scikit-learn.
   * @default a random one at each call
   */
  readonly randomState?: number;
}

/** The rules of `RepeatedKFoldOptions`. */
export const REPEATED_RULES: { readonly [Name in keyof Required<RepeatedKFoldOptions>]: OptionRule } = {
  nSplits: SPLIT_RULES.folds,
  nRepeats: OPTION_RULES.count,
  randomState: SPLIT_RULES.seed,
};

/**
 * Shuffled `KFold` several times over, each time with other folds: the mean score then hangs less on how the folds
 * fell.
 *
 * Semantics of scikit-learn's `RepeatedKFold`: one generator for all repeats, draw by draw.
 *
 * @example
 * ```ts
 * const cv = new RepeatedKFold({ nSplits: 2, nRepeats: 2, randomState: 0 });
 * [...cv.split([[1], [2], [3], [4]])].length; // 4
 * ```
 */
export class RepeatedKFold implements Splitter {
  readonly options: RepeatedKFoldOptions;
  /** Splits of all repeats together. */
  readonly nSplits: number;
  readonly usesGroups = false;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: RepeatedKFoldOptions = {}) {
    checkOptions('RepeatedKFold', options, REPEATED_RULES);
    this.options = options;
    this.nSplits = (options.nSplits ?? 5) * (options.nRepeats ?? 10);
  }

  /**
   * @param X - At least as many rows as folds.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if there are fewer.
   */
  split(X: Samples): Generator<Split, void> {
    const nFolds = this.options.nSplits ?? 5;
    const nSamples = checkRowCount(X, nFolds, 'RepeatedKFold');
    const random = makeRandom(this.options.randomState);
    return repeatFolds(this.options, () => assignBlocks(nSamples, nFolds, random));
  }

  /** `nSplits · nRepeats`. */
  getNSplits(): number {
    return this.nSplits;
  }
}

/** The splits of each assignment of samples to folds, made when its turn has come. */
export function* repeatFolds(
  { nSplits = 5, nRepeats = 10 }: RepeatedKFoldOptions,
  assign: () => Int32Array,
): Generator<Split, void> {
  for (let repeat = 0; repeat < nRepeats; repeat++) yield* foldSplits(assign(), nSplits);
}

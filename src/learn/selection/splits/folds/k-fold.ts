import type { Samples } from '../../../data/samples.js';
import { checkOptions } from '../../../estimators/common/check-options.js';
import type { RandomState } from '../../../math/random-state.js';
import { checkRowCount } from '../common/check-split-input.js';
import { foldSplits, range } from '../common/fold-split.js';
import { checkSeedHasUse, FOLD_RULES, makeRandom, type FoldOptions } from '../common/split-options.js';
import type { Split, Splitter } from '../splitter.js';

/** Options of `KFold`. */
export type KFoldOptions = FoldOptions;

/**
 * Cuts the samples into folds of about one size, each of which is tested once, after training on the others.
 *
 * The first `nSamples % nSplits` folds have one sample more. Without `shuffle` the folds are blocks of neighbours:
 * only right where the order of the rows means nothing. Semantics of scikit-learn's `KFold`, draw by draw.
 *
 * @example
 * ```ts
 * const X = [[1], [2], [3], [4], [5]];
 * [...new KFold({ nSplits: 2 }).split(X)].map(({ testIndices }) => [...testIndices]); // [[0, 1, 2], [3, 4]]
 * ```
 */
export class KFold implements Splitter {
  readonly options: KFoldOptions;
  readonly nSplits: number;
  readonly usesGroups = false;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: KFoldOptions = {}) {
    checkOptions('KFold', options, FOLD_RULES);
    checkSeedHasUse('KFold', options);
    this.options = options;
    this.nSplits = options.nSplits ?? 5;
  }

  /**
   * @param X - At least `nSplits` rows.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if there are fewer.
   */
  split(X: Samples): Generator<Split, void> {
    const { shuffle = false, randomState } = this.options;
    const nSamples = checkRowCount(X, this.nSplits, 'KFold');
    return foldSplits(
      assignBlocks(nSamples, this.nSplits, shuffle ? makeRandom(randomState) : undefined),
      this.nSplits,
    );
  }

  /** `nSplits`. */
  getNSplits(): number {
    return this.nSplits;
  }
}

/** The fold of each sample; where there is a generator, the blocks are of a permutation. */
export function assignBlocks(nSamples: number, nFolds: number, random: RandomState | undefined): Int32Array {
  const order = random === undefined ? undefined : range(0, nSamples);
  if (order !== undefined) random?.shuffleInPlace(order);
  const foldOf = new Int32Array(nSamples);
  let k = 0;
  for (let fold = 0; fold < nFolds; fold++) {
    const end = k + Math.floor(nSamples / nFolds) + (fold < nSamples % nFolds ? 1 : 0);
    for (; k < end; k++) foldOf[order === undefined ? k : (order[k] as number)] = fold;
  }
  return foldOf;
}

import { ModelMountError } from '../../../../core/errors.js';
import type { Target } from '../../../contracts.js';
import type { Samples } from '../../../data/samples.js';
import { checkOptions } from '../../../estimators/common/check-options.js';
import { checkGroups, checkRowCount } from '../common/check-split-input.js';
import { encodeSorted, type EncodedLabels } from '../common/encode-labels.js';
import { foldSplits } from '../common/fold-split.js';
import { checkSeedHasUse, FOLD_RULES, makeRandom, type FoldOptions } from '../common/split-options.js';
import type { Groups, Split, Splitter } from '../splitter.js';
import { assignBlocks } from './k-fold.js';

/** Options of `GroupKFold`. */
export type GroupKFoldOptions = FoldOptions;

/**
 * Cuts the samples into folds of about one size without tearing a group apart: what a model is tested on, it has seen
 * nothing of the same patient, shop or session.
 *
 * The largest group comes first, each to the fold that has the fewest samples so far; with `shuffle` the folds have
 * about equally many groups instead, drawn at random. Semantics of scikit-learn's `GroupKFold`, draw by draw.
 *
 * @example
 * ```ts
 * const groups = ['ann', 'ann', 'bob', 'eve', 'bob', 'eve'];
 * const splits = [...new GroupKFold({ nSplits: 3 }).split(groups.map((_, i) => [i]), undefined, groups)];
 * splits.map(({ testIndices }) => [...testIndices]); // [[3, 5], [2, 4], [0, 1]]
 * ```
 */
export class GroupKFold implements Splitter {
  readonly options: GroupKFoldOptions;
  readonly nSplits: number;
  readonly usesGroups = true;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: GroupKFoldOptions = {}) {
    checkOptions('GroupKFold', options, FOLD_RULES);
    checkSeedHasUse('GroupKFold', options);
    this.options = options;
    this.nSplits = options.nSplits ?? 5;
  }

  /**
   * @param X - Only its number of rows counts.
   * @param _y - Not used.
   * @param groups - At least `nSplits` different ones; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if there are none, or too few.
   */
  split(X: Samples, _y?: Target, groups?: Groups): Generator<Split, void> {
    const { shuffle = false, randomState } = this.options;
    const nSamples = checkRowCount(X, this.nSplits, 'GroupKFold');
    const encoded = encodeSorted(checkGroups(groups, nSamples, 'GroupKFold'));
    const { codes, counts } = encoded;
    checkGroupCount(encoded, this.nSplits, 'GroupKFold');
    const foldOfGroup = shuffle
      ? assignBlocks(counts.length, this.nSplits, makeRandom(randomState))
      : balance(counts, this.nSplits);
    return foldSplits(
      codes.map((code) => foldOfGroup[code] as number),
      this.nSplits,
    );
  }

  /** `nSplits`. */
  getNSplits(): number {
    return this.nSplits;
  }
}

/** `INVALID_ARGUMENT` if there are fewer groups than folds. */
export function checkGroupCount({ labels }: EncodedLabels, nFolds: number, who: string): void {
  if (labels.length >= nFolds) return;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `${who} with ${nFolds} splits needs as many groups, got ${labels.length}; lower nSplits`,
  );
}

/** The fold of each group: the largest first, of equals the last, each to the first of the lightest folds. */
function balance(sizes: Int32Array, nFolds: number): Int32Array {
  const order = [...sizes.keys()].sort((a, b) => (sizes[b] as number) - (sizes[a] as number) || b - a);
  const loads = new Float64Array(nFolds);
  const foldOf = new Int32Array(sizes.length);
  for (const group of order) {
    let lightest = 0;
    for (let fold = 1; fold < nFolds; fold++) {
      if ((loads[fold] as number) < (loads[lightest] as number)) lightest = fold;
    }
    loads[lightest] = (loads[lightest] as number) + (sizes[group] as number);
    foldOf[group] = lightest;
  }
  return foldOf;
}

import type { Target } from '../../../contracts.js';
import type { Samples } from '../../../data/samples.js';
import { checkOptions } from '../../../estimators/common/check-options.js';
import { checkClasses, checkGroups, checkRowCount } from '../common/check-split-input.js';
import { encodeSorted, type EncodedLabels } from '../common/encode-labels.js';
import { foldSplits, range } from '../common/fold-split.js';
import { pairwiseSum, populationStd } from '../common/pairwise.js';
import {
  checkSeedHasUse,
  FOLD_RULES,
  makeRandom,
  SPLIT_RULES,
  type FoldOptions,
  type SplitWarningOption,
} from '../common/split-options.js';
import type { Groups, Split, Splitter } from '../splitter.js';
import { checkGroupCount } from './group-k-fold.js';
import { checkClassSizes } from './stratified-k-fold.js';

const WHO = 'StratifiedGroupKFold';

/** Options of `StratifiedGroupKFold`. */
export interface StratifiedGroupKFoldOptions extends FoldOptions, SplitWarningOption {}

/**
 * Cuts the samples into folds without tearing a group apart, in which the classes have, as far as that goes, the
 * shares that they have in all.
 *
 * Greedy: the groups whose classes differ most in number come first, each to the fold where the shares of the classes
 * then vary least between the folds; `shuffle` orders groups at random that are alike in this. Time
 * O(nGroups · nSplits² · nClasses). Semantics of scikit-learn's `StratifiedGroupKFold`, draw by draw.
 *
 * @example
 * ```ts
 * const y = ['sick', 'well', 'sick', 'well', 'well', 'sick'];
 * const groups = ['ann', 'ann', 'bob', 'bob', 'eve', 'eve'];
 * const splits = [...new StratifiedGroupKFold({ nSplits: 3 }).split(y.map((_, i) => [i]), y, groups)];
 * splits.map(({ testIndices }) => [...testIndices]); // [[0, 1], [2, 3], [4, 5]]
 * ```
 */
export class StratifiedGroupKFold implements Splitter {
  readonly options: StratifiedGroupKFoldOptions;
  readonly nSplits: number;
  readonly usesGroups = true;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: StratifiedGroupKFoldOptions = {}) {
    checkOptions(WHO, options, { ...FOLD_RULES, onWarning: SPLIT_RULES.listener });
    checkSeedHasUse(WHO, options);
    this.options = options;
    this.nSplits = options.nSplits ?? 5;
  }

  /**
   * @param X - Only its number of rows counts.
   * @param y - Labels, all strings, all booleans or all whole numbers; shape `[nSamples]`.
   * @param groups - At least `nSplits` different ones; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if that is not so, or no class has `nSplits` samples.
   */
  split(X: Samples, y?: Target, groups?: Groups): Generator<Split, void> {
    const { nSplits } = this;
    const { shuffle = false, randomState, onWarning } = this.options;
    const nSamples = checkRowCount(X, nSplits, WHO);
    const classes = encodeSorted(checkClasses(y, nSamples, WHO));
    checkClassSizes(classes, { nFolds: nSplits, who: WHO, onWarning });
    const grouped = encodeSorted(checkGroups(groups, nSamples, WHO));
    checkGroupCount(grouped, nSplits, WHO);
    const order = range(0, grouped.labels.length);
    if (shuffle) makeRandom(randomState).shuffleInPlace(order);
    const foldOfGroup = assignGroups(countClasses(classes, grouped), order, { classSizes: classes.counts, nSplits });
    return foldSplits(
      grouped.codes.map((group) => foldOfGroup[group] as number),
      nSplits,
    );
  }

  /** `nSplits`. */
  getNSplits(): number {
    return this.nSplits;
  }
}

/** How many samples of each class each group has. */
function countClasses(classes: EncodedLabels, groups: EncodedLabels): Float64Array[] {
  const counts = groups.labels.map(() => new Float64Array(classes.labels.length));
  for (let i = 0; i < classes.codes.length; i++) {
    const row = counts[groups.codes[i] as number] as Float64Array;
    row[classes.codes[i] as number] = (row[classes.codes[i] as number] as number) + 1;
  }
  return counts;
}

/** The fold of each group. */
function assignGroups(
  counts: readonly Float64Array[],
  order: Int32Array,
  { classSizes, nSplits }: { readonly classSizes: Int32Array; readonly nSplits: number },
): Int32Array {
  const spreads = counts.map(populationStd);
  // Stable, so that of groups that are alike the first of `order` comes first.
  const sorted = Array.from(order).sort((a, b) => (spreads[b] as number) - (spreads[a] as number));
  const inFolds = Array.from({ length: nSplits }, () => new Float64Array(classSizes.length));
  const foldOf = new Int32Array(counts.length);
  for (const group of sorted) {
    const own = counts[group] as Float64Array;
    const fold = findBestFold(inFolds, own, classSizes);
    add(inFolds[fold] as Float64Array, own, 1);
    foldOf[group] = fold;
  }
  return foldOf;
}

/** Where the shares of the classes vary least with the group in it; of equals the fold with the fewest samples. */
function findBestFold(inFolds: readonly Float64Array[], own: Float64Array, classSizes: Int32Array): number {
  let best = 0;
  let leastSpread = Infinity;
  let fewest = Infinity;
  inFolds.forEach((inFold, fold) => {
    add(inFold, own, 1);
    const spread = meanSpread(inFolds, classSizes);
    add(inFold, own, -1);
    const nSamples = pairwiseSum(inFold);
    const isTie = Math.abs(spread - leastSpread) <= 1e-8 + 1e-5 * leastSpread;
    if (!(spread < leastSpread || (isTie && nSamples < fewest))) return;
    best = fold;
    leastSpread = spread;
    fewest = nSamples;
  });
  return best;
}

/** Mean over the classes of how much their shares vary between the folds. */
function meanSpread(inFolds: readonly Float64Array[], classSizes: Int32Array): number {
  const spreads = new Float64Array(classSizes.length);
  for (let k = 0; k < spreads.length; k++) {
    const size = classSizes[k] as number;
    let sum = 0;
    for (const inFold of inFolds) sum += (inFold[k] as number) / size;
    const mean = sum / inFolds.length;
    let squares = 0;
    for (const inFold of inFolds) {
      const difference = (inFold[k] as number) / size - mean;
      squares += difference * difference;
    }
    spreads[k] = Math.sqrt(squares / inFolds.length);
  }
  return pairwiseSum(spreads) / spreads.length;
}

function add(counts: Float64Array, own: Float64Array, sign: number): void {
  for (let k = 0; k < counts.length; k++) counts[k] = (counts[k] as number) + sign * (own[k] as number);
}

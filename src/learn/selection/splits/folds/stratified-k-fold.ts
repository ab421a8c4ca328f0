import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import type { Label } from '../../../../core/session.js';
import type { Target } from '../../../contracts.js';
import type { Samples } from '../../../data/samples.js';
import { checkOptions } from '../../../estimators/common/check-options.js';
import type { RandomState } from '../../../math/random-state.js';
import { checkClasses, checkRowCount } from '../common/check-split-input.js';
import { encodeByAppearance, type EncodedLabels } from '../common/encode-labels.js';
import { foldSplits } from '../common/fold-split.js';
import {
  checkSeedHasUse,
  FOLD_RULES,
  makeRandom,
  SPLIT_RULES,
  type FoldOptions,
  type SplitWarningOption,
} from '../common/split-options.js';
import type { OnSelectionWarning } from '../../selection-warning.js';
import type { Split, Splitter } from '../splitter.js';

/** Options of `StratifiedKFold`. */
export interface StratifiedKFoldOptions extends FoldOptions, SplitWarningOption {}

/**
 * Cuts the samples into folds in which the classes have the shares that they have in all.
 *
 * Each class is dealt out over the folds, in order, or at random with `shuffle`. A class with fewer samples than
 * folds is missing in some: `onWarning` is told; it is an error only if all classes are that small. Semantics of
 * scikit-learn's `StratifiedKFold`, draw by draw.
 *
 * @example
 * ```ts
 * const y = ['a', 'b', 'a', 'b', 'a', 'a'];
 * const splits = [...new StratifiedKFold({ nSplits: 2 }).split(y.map((_, i) => [i]), y)];
 * splits.map(({ testIndices }) => [...testIndices]); // [[0, 1, 2], [3, 4, 5]]
 * ```
 */
export class StratifiedKFold implements Splitter {
  readonly options: StratifiedKFoldOptions;
  readonly nSplits: number;
  readonly usesGroups = false;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: StratifiedKFoldOptions = {}) {
    checkOptions('StratifiedKFold', options, { ...FOLD_RULES, onWarning: SPLIT_RULES.listener });
    checkSeedHasUse('StratifiedKFold', options);
    this.options = options;
    this.nSplits = options.nSplits ?? 5;
  }

  /**
   * @param X - Only its number of rows counts.
   * @param y - Labels, all strings, all booleans or all whole numbers; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if they are not, or no class has `nSplits` samples.
   */
  split(X: Samples, y?: Target): Generator<Split, void> {
    const { shuffle = false, randomState, onWarning } = this.options;
    const nSamples = checkRowCount(X, this.nSplits, 'StratifiedKFold');
    const labels = checkClasses(y, nSamples, 'StratifiedKFold');
    const foldOf = assignStratified(labels, {
      nFolds: this.nSplits,
      random: shuffle ? makeRandom(randomState) : undefined,
      onWarning,
    });
    return foldSplits(foldOf, this.nSplits);
  }

  /** `nSplits`. */
  getNSplits(): number {
    return this.nSplits;
  }
}

/** How to assign samples to folds. */
interface StratifiedSettings {
  readonly nFolds: number;
  readonly random: RandomState | undefined;
  readonly onWarning?: OnSelectionWarning | undefined;
}

/** The fold of each sample. */
export function assignStratified(
  labels: readonly Label[],
  { nFolds, random, onWarning }: StratifiedSettings,
): Int32Array {
  const encoded = encodeByAppearance(labels);
  checkClassSizes(encoded, { nFolds, who: 'StratifiedKFold', onWarning });
  const { codes, counts } = encoded;
  const dealt = [...counts].map((count) => new Int32Array(count));
  let start = 0;
  for (const folds of dealt) {
    // With the samples in the order of their classes, fold f takes every nFolds-th, from the f-th: so many of this one.
    let k = 0;
    for (let fold = 0; fold < nFolds; fold++) {
      const nTaken = countCongruent(start, start + folds.length, { modulus: nFolds, residue: fold });
      folds.fill(fold, k, k + nTaken);
      k += nTaken;
    }
    start += folds.length;
    random?.shuffleInPlace(folds);
  }
  const next = new Int32Array(dealt.length);
  const foldOf = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    const k = next[code] as number;
    next[code] = k + 1;
    foldOf[i] = (dealt[code] as Int32Array)[k] as number;
  }
  return foldOf;
}

/** Warns of a class with fewer samples than folds; `INVALID_ARGUMENT` if all have fewer. */
export function checkClassSizes(
  { labels, counts }: EncodedLabels,
  {
    nFolds,
    who,
    onWarning,
  }: { readonly nFolds: number; readonly who: string; readonly onWarning?: OnSelectionWarning | undefined },
): void {
  const smallest = counts.indexOf(counts.reduce((a, b) => Math.min(a, b)));
  const count = counts[smallest] as number;
  if (counts.every((n) => n < nFolds)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${who} with ${nFolds} splits needs a class of at least ${nFolds} samples; the largest has ${counts.reduce((a, b) => Math.max(a, b))}; lower nSplits`,
    );
  }
  if (count >= nFolds) return;
  onWarning?.({
    code: 'smallClass',
    message: `class ${show(labels[smallest])} has ${count} samples, fewer than the ${nFolds} splits of ${who}: some test parts have none of it`,
  });
}

/** How many whole numbers from `start` to `end - 1` leave `residue` when divided by `modulus`. */
function countCongruent(
  start: number,
  end: number,
  { modulus, residue }: { readonly modulus: number; readonly residue: number },
): number {
  const below = (limit: number): number => Math.ceil((limit - residue) / modulus);
  return Math.max(0, below(end)) - Math.max(0, below(start));
}

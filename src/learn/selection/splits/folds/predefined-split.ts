import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import { checkSameLength } from '../../../data/check-numbers.js';
import { countRows, type Samples } from '../../../data/samples.js';
import { foldSplit } from '../common/fold-split.js';
import { checkRequired } from '../common/split-options.js';
import type { Split, Splitter } from '../splitter.js';

/** Options of `PredefinedSplit`. */
export interface PredefinedSplitOptions {
  /** The fold in which each sample is tested, a whole number ≥ −1; −1 is never; shape `[nSamples]`. */
  readonly testFold: ArrayLike<number>;
}

/**
 * The folds that somebody else decided on: a benchmark's own, or one part kept for validation.
 *
 * Semantics of scikit-learn's `PredefinedSplit`.
 *
 * @example
 * ```ts
 * const cv = new PredefinedSplit({ testFold: [-1, -1, 0, 0] });
 * [...cv.split()].map(({ trainIndices }) => [...trainIndices]); // [[0, 1]]
 * ```
 */
export class PredefinedSplit implements Splitter {
  readonly options: PredefinedSplitOptions;
  readonly nSplits: number;
  readonly usesGroups = false;
  readonly #foldOf: Int32Array;
  readonly #folds: readonly number[];

  /** @throws {ModelMountError} `INVALID_ARGUMENT` if a fold is no whole number ≥ −1, or no sample is ever tested. */
  constructor(options: PredefinedSplitOptions) {
    checkRequired('PredefinedSplit', options, {
      testFold: {
        expected: 'a list of whole numbers ≥ -1',
        accepts: (value) => Array.isArray(value) || ArrayBuffer.isView(value),
      },
    });
    const folds = Array.from(options.testFold);
    const wrong = folds.findIndex((fold: unknown) => !(Number.isInteger(fold) && (fold as number) >= -1));
    if (wrong !== -1) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `testFold[${wrong}] of PredefinedSplit must be a whole number ≥ -1, got ${show(folds[wrong])}`,
      );
    }
    this.#foldOf = Int32Array.from(folds);
    this.#folds = [...new Set(folds)].filter((fold) => fold !== -1).sort((a, b) => a - b);
    if (this.#folds.length === 0) {
      throw new ModelMountError('INVALID_ARGUMENT', 'testFold of PredefinedSplit must test at least one sample');
    }
    this.options = options;
    this.nSplits = this.#folds.length;
  }

  /**
   * @param X - As many rows as `testFold` has elements; may be left out.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if it has another number.
   */
  split(X?: Samples): Generator<Split, void> {
    if (X !== undefined) checkSameLength(['testFold', this.#foldOf.length], ['X', countRows(X)]);
    return splitsOf(this.#foldOf, this.#folds);
  }

  /** The number of different folds, −1 aside. */
  getNSplits(): number {
    return this.nSplits;
  }
}

function* splitsOf(foldOf: Int32Array, folds: readonly number[]): Generator<Split, void> {
  for (const fold of folds) yield foldSplit(foldOf, fold);
}

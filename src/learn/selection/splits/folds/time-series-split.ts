import { ModelMountError } from '../../../../core/errors.js';
import type { Samples } from '../../../data/samples.js';
import { checkOptions, OPTION_RULES } from '../../../estimators/common/check-options.js';
import { checkRowCount } from '../common/check-split-input.js';
import { range } from '../common/fold-split.js';
import { SPLIT_RULES } from '../common/split-options.js';
import type { Split, Splitter } from '../splitter.js';

const WHO = 'TimeSeriesSplit';

/** Options of `TimeSeriesSplit`. */
export interface TimeSeriesSplitOptions {
  /** Number of splits, at least 2. @default 5 */
  readonly nSplits?: number;
  /** Most samples to train on, ≥ 1: the last ones before the gap. @default all */
  readonly maxTrainSize?: number;
  /** Samples of each test part, ≥ 1. @default floor(nSamples / (nSplits + 1)) */
  readonly testSize?: number;
  /** Samples left out between training and testing, ≥ 0. @default 0 */
  readonly gap?: number;
}

/**
 * Trains on the past and tests on what came next: the test parts are the last blocks of the samples, in order, each
 * with everything before it for training.
 *
 * The rows must be in the order of time, at equal distances. Semantics of scikit-learn's `TimeSeriesSplit`.
 *
 * @example
 * ```ts
 * const splits = [...new TimeSeriesSplit({ nSplits: 2 }).split([[1], [2], [3], [4], [5], [6]])];
 * splits.map(({ trainIndices }) => [...trainIndices]); // [[0, 1], [0, 1, 2, 3]]
 * splits.map(({ testIndices }) => [...testIndices]); // [[2, 3], [4, 5]]
 * ```
 */
export class TimeSeriesSplit implements Splitter {
  readonly options: TimeSeriesSplitOptions;
  readonly nSplits: number;
  readonly usesGroups = false;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: TimeSeriesSplitOptions = {}) {
    checkOptions(WHO, options, {
      nSplits: SPLIT_RULES.folds,
      maxTrainSize: OPTION_RULES.count,
      testSize: OPTION_RULES.count,
      gap: {
        expected: 'a whole number ≥ 0',
        accepts: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
      },
    });
    this.options = options;
    this.nSplits = options.nSplits ?? 5;
  }

  /**
   * @param X - Rows in the order of time.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if there are too few for the first split to have something to train on.
   */
  split(X: Samples): Generator<Split, void> {
    const { nSplits } = this;
    const { maxTrainSize = Infinity, gap = 0 } = this.options;
    const nSamples = checkRowCount(X, nSplits + 1, WHO);
    const { testSize = Math.floor(nSamples / (nSplits + 1)) } = this.options;
    if (nSamples - gap - testSize * nSplits <= 0) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `${WHO} with ${nSplits} splits, testSize ${testSize} and gap ${gap} needs more than ${gap + testSize * nSplits} samples, got ${nSamples}`,
      );
    }
    return cutBlocks({ nSamples, nSplits, maxTrainSize, testSize, gap });
  }

  /** `nSplits`. */
  getNSplits(): number {
    return this.nSplits;
  }
}

function* cutBlocks({
  nSamples,
  nSplits,
  maxTrainSize,
  testSize,
  gap,
}: Required<TimeSeriesSplitOptions> & { readonly nSamples: number }): Generator<Split, void> {
  for (let start = nSamples - nSplits * testSize; start < nSamples; start += testSize) {
    const trainEnd = start - gap;
    yield {
      trainIndices: range(Math.max(0, trainEnd - maxTrainSize), trainEnd),
      testIndices: range(start, start + testSize),
    };
  }
}

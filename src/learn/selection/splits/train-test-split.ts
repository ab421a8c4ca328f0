import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';
import type { Target } from '../../contracts.js';
import { checkLabelled } from '../../data/check-labelled.js';
import { checkLabels } from '../../data/labels/check-labels.js';
import { checkSameLength } from '../../data/check-numbers.js';
import type { Samples } from '../../data/samples.js';
import { takeRows, takeTargets } from '../../data/take-rows.js';
import { RandomState } from '../../math/random-state.js';
import { resolveSplitSizes, type SplitSizeOptions } from './common/split-sizes.js';
import { stratifiedShuffle } from './common/stratified-shuffle.js';

const DEFAULT_TEST_SIZE = 0.25;

/** Options of `trainTestSplit`. */
export interface TrainTestSplitOptions extends SplitSizeOptions {
  /**
   * Seed, a whole number from 0 to 2³² − 1: the same one gives the same split, here and in scikit-learn.
   * @default a random one
   */
  readonly randomState?: number;
  /** Whether to shuffle; if not, the first samples are for training and the next for testing. @default true */
  readonly shuffle?: boolean;
  /** Labels whose shares both parts shall have, mostly `y`; shape `[nSamples]`. Needs `shuffle`. @default none */
  readonly stratify?: Target;
}

/** Samples with their targets. */
export interface LabelledSamples<X, Y> {
  readonly X: X;
  readonly y: Y;
}

/** Both parts of a split. */
export interface TrainTestSplit<X, Y> {
  readonly train: LabelledSamples<X, Y>;
  readonly test: LabelledSamples<X, Y>;
  /** Positions in the original of the training samples, from 0. */
  readonly trainIndices: readonly number[];
  readonly testIndices: readonly number[];
  /** The seed that gives this split again; `undefined` where nothing was shuffled. */
  readonly randomState: number | undefined;
}

/**
 * Splits samples into some to fit on and some to evaluate on.
 *
 * `X` and `y` keep their types: rows stay rows, a `Matrix` or `Table` stays one.
 *
 * @param data - `X` of shape `[nSamples, nFeatures]` and `y` of shape `[nSamples]`; not changed.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, a part would be empty or too large, or (with
 *   `stratify`) a class has one sample only or a part has fewer samples than there are classes.
 *
 * Method: that of scikit-learn, draw by draw.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5], [6], [7], [8], [9]];
 * const y = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
 * trainTestSplit({ X, y }, { randomState: 42 }).testIndices; // [8, 1, 5]
 * ```
 */
export function trainTestSplit<X extends Samples, Y extends Target>(
  data: LabelledSamples<X, Y>,
  options: TrainTestSplitOptions = {},
): TrainTestSplit<X, Y> {
  checkOptionNames('trainTestSplit', options, ['testSize', 'trainSize', 'randomState', 'shuffle', 'stratify']);
  const { shuffle = true, stratify } = options;
  if (typeof shuffle !== 'boolean') {
    throw new ModelMountError('INVALID_ARGUMENT', `shuffle must be true or false, got ${show(shuffle)}`);
  }
  const nSamples = checkLabelled('trainTestSplit', data);
  const { X, y } = data;
  const { nTrain, nTest } = resolveSplitSizes(nSamples, options, DEFAULT_TEST_SIZE);
  const take = (
    [trainIndices, testIndices]: readonly [number[], number[]],
    randomState?: number,
  ): TrainTestSplit<X, Y> => ({
    train: { X: takeRows(X, trainIndices), y: takeTargets(y, trainIndices) },
    test: { X: takeRows(X, testIndices), y: takeTargets(y, testIndices) },
    trainIndices,
    testIndices,
    randomState,
  });

  if (!shuffle) {
    if (stratify !== undefined) {
      throw new ModelMountError('INVALID_ARGUMENT', 'stratify needs shuffle: true');
    }
    const indices = Array.from({ length: nTrain + nTest }, (_, i) => i);
    return take([indices.slice(0, nTrain), indices.slice(nTrain)]);
  }
  const random = new RandomState(options.randomState ?? Math.floor(Math.random() * 2 ** 32));
  if (stratify === undefined) {
    const order = random.permutation(nSamples);
    return take([order.slice(nTest, nTest + nTrain), order.slice(0, nTest)], random.seed);
  }
  const labels = checkLabels(stratify, 'stratify');
  checkSameLength(['stratify', labels.length], ['X', nSamples]);
  return take(stratifiedShuffle(labels, { nTrain, nTest, random }), random.seed);
}

import type { Label } from '../../../core/session.js';
import type { Target } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';

/** Positions, from 0, of the rows of one split. */
export interface Split {
  readonly trainIndices: Int32Array;
  readonly testIndices: Int32Array;
}

/** What each sample belongs with: a patient, a shop, a session; shape `[nSamples]`. */
export type Groups = ArrayLike<Label>;

/** Decides, once or more often, which rows are for training and which for testing. */
export interface Splitter {
  /** The options it was made with, from which `new this.constructor(options)` makes its like. */
  readonly options?: object;
  /** Whether it looks at groups. One that says `false` is not given any: cross-validation refuses to pass over them. */
  readonly usesGroups?: boolean;
  /**
   * @param X - Only its number of rows counts.
   * @param y - Targets, where the classes shall keep their shares; shape `[nSamples]`.
   * @param groups - Where groups shall not be torn apart; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if the samples cannot be split so, at once or with the first split.
   */
  split(X: Samples, y?: Target, groups?: Groups): Iterable<Split>;
  /** How many splits there will be; takes what `split` takes. */
  getNSplits(X?: Samples, y?: Target, groups?: Groups): number;
}

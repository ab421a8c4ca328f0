/** Something that a transformer went on after, but that the caller should know. */
export interface PreprocessingWarning {
  /**
   * `unknownCategory`: a value that was not there when fitting was encoded as unknown.
   * `emptyFeature`: a column without any value when fitting is left out of the output.
   * `unreachableTerm`: a stop word or a term of a given vocabulary that no text is made into.
   * `notInverse`: a function and the one that should undo it do not.
   * `constantFeature`: a column of one value has one bin.
   * `narrowBins`: a column has fewer bins than asked for, since some would be at most 1e-8 wide.
   * `tooFewFeatures`: fewer features than were to be kept.
   */
  readonly code:
    | 'unknownCategory'
    | 'emptyFeature'
    | 'unreachableTerm'
    | 'notInverse'
    | 'constantFeature'
    | 'narrowBins'
    | 'tooFewFeatures';
  readonly message: string;
  /** The columns concerned, by name where there are names, else by position. */
  readonly columns: readonly (string | number)[];
}

/** Takes warnings. What it throws reaches the caller of `fit` or `transform`. */
export type OnWarning = (warning: PreprocessingWarning) => void;

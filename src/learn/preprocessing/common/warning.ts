/** Something that a transformer went on after, but that the caller should know. */
export interface PreprocessingWarning {
  /**
   * `unknownCategory`: a value that was not there when fitting was encoded as unknown.
   * `emptyFeature`: a column without any value when fitting is left out of the output.
   */
  readonly code: 'unknownCategory' | 'emptyFeature';
  readonly message: string;
  /** The columns concerned, by name where there are names, else by position. */
  readonly columns: readonly (string | number)[];
}

/** Takes warnings. What it throws reaches the caller of `fit` or `transform`. */
export type OnWarning = (warning: PreprocessingWarning) => void;

/** Something that a split, a validation or a search went on after, but that the caller should know. */
export interface SelectionWarning {
  /**
   * `smallClass`: a class has fewer samples than there are folds, so that some test parts have none of it.
   * `fitFailed`, `scoreFailed`: it failed for one split, and `errorScore` stands in for the score.
   * `smallGrid`: there are fewer candidates than were asked for; all of them are tried.
   * `repeatedSize`: two sizes of a learning curve come to the same number of samples; it is there once.
   * `missingClass`: a part that was fitted on lacks a class, whose probability is then 0.
   * `mainThread`: something cannot be sent to worker threads, so that the fits run in this one.
   */
  readonly code:
    'smallClass' | 'fitFailed' | 'scoreFailed' | 'smallGrid' | 'repeatedSize' | 'missingClass' | 'mainThread';
  readonly message: string;
  /** What failed, where something did. */
  readonly cause?: unknown;
}

/** Takes warnings. What it throws reaches the caller. */
export type OnSelectionWarning = (warning: SelectionWarning) => void;

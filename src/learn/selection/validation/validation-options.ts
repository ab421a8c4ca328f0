import type { OptionRule } from '../../estimators/common/check-options.js';
import type { FitParams } from '../run/call-fit.js';
import type { ErrorScore, FitProgress } from '../run/fit-job.js';
import type { Scoring } from '../run/resolve-scoring.js';
import { VALIDATION_RULES } from '../run/validation-rules.js';
import type { OnSelectionWarning } from '../selection-warning.js';
import type { CrossValidator } from '../splits/check-cv.js';

/** Options of everything that fits and scores on splits. */
export interface ValidationOptions {
  /** How to score. @default accuracy of a classifier, R² of a regressor */
  readonly scoring?: Scoring;
  /** How to split: a number of folds, a splitter, or a list of splits. @default 5, stratified for a classifier */
  readonly cv?: CrossValidator;
  /** What `fit` takes beside the data, such as `sampleWeight`; lists of one element per row are cut to its rows. @default none */
  readonly fitParams?: FitParams;
  /** Weights of the samples for the scorers; shape `[nSamples]`. @default all 1 */
  readonly scoreWeight?: ArrayLike<number>;
  /**
   * What to do where a fit fails or a score has no value: `'raise'` the error, or go on with this number in place of
   * the score (`NaN`, mostly) and tell `onWarning`. @default 'raise'
   */
  readonly errorScore?: ErrorScore;
  /** Told after each fit; what it throws ends the work. @default nothing */
  readonly onProgress?: (progress: FitProgress) => void;
  /** Told what went wrong where `errorScore` is a number. @default nothing */
  readonly onWarning?: OnSelectionWarning;
}

/** The rules of `ValidationOptions`. */
export const VALIDATION_OPTION_RULES: { readonly [Name in keyof Required<ValidationOptions>]: OptionRule } = {
  scoring: VALIDATION_RULES.scoring,
  cv: VALIDATION_RULES.cv,
  fitParams: VALIDATION_RULES.fitParams,
  scoreWeight: VALIDATION_RULES.weights,
  errorScore: VALIDATION_RULES.errorScore,
  onProgress: VALIDATION_RULES.listener,
  onWarning: VALIDATION_RULES.listener,
};

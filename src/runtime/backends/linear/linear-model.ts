import type { JsonObject } from '../../../core/json.js';
import type { ModelAnswer } from './model-answer.js';
import type { Scorer } from './scorers.js';

/** What each importer turns its format into. */
export interface LinearModel {
  /** The format it came in: `linear.json`, `scikit-learn`, `ml-regression`, `ml-logistic-regression`. */
  readonly source: string;
  /** What it is there: `ridge`, `polynomialRegression` … */
  readonly kind: string;
  readonly nFeatures: number;
  readonly featureNames?: readonly string[] | undefined;
  /** Makes scores of rows. */
  readonly score: Scorer;
  /** Makes the session's outputs of scores. */
  readonly answer: ModelAnswer;
  /** What else the document says, for people. */
  readonly metadata?: JsonObject | undefined;
}

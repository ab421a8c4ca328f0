import { meanAbsoluteError } from '../regression/mean-absolute-error.js';
import { meanSquaredError } from '../regression/mean-squared-error.js';
import { r2Score } from '../regression/r2-score.js';
import { rootMeanSquaredError } from '../regression/root-mean-squared-error.js';
import { makeScorer, type ScoredMetric } from './make-scorer.js';
import type { Scorer } from './scorer.js';

/** Names of the scorers that compare predicted numbers with true ones. */
export type RegressionScorerName =
  'neg_mean_absolute_error' | 'neg_mean_squared_error' | 'neg_root_mean_squared_error' | 'r2';

function negative(metric: ScoredMetric): Scorer {
  return makeScorer(metric, { greaterIsBetter: false });
}

/** The scorers that compare predicted numbers with true ones, by name. */
export const REGRESSION_SCORERS: Readonly<Record<RegressionScorerName, Scorer>> = {
  neg_mean_absolute_error: negative(meanAbsoluteError),
  neg_mean_squared_error: negative(meanSquaredError),
  neg_root_mean_squared_error: negative(rootMeanSquaredError),
  r2: makeScorer(r2Score),
};

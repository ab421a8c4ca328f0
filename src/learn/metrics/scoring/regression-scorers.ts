import { meanGammaDeviance } from '../regression/deviance/mean-gamma-deviance.js';
import { meanPoissonDeviance } from '../regression/deviance/mean-poisson-deviance.js';
import { explainedVarianceScore } from '../regression/explained-variance-score.js';
import { maxError } from '../regression/max-error.js';
import { meanAbsoluteError } from '../regression/mean-absolute-error.js';
import { meanAbsolutePercentageError } from '../regression/mean-absolute-percentage-error.js';
import { meanSquaredError } from '../regression/mean-squared-error.js';
import { meanSquaredLogError } from '../regression/mean-squared-log-error.js';
import { medianAbsoluteError } from '../regression/median-absolute-error.js';
import { d2AbsoluteErrorScore } from '../regression/quantile/d2-absolute-error-score.js';
import { r2Score } from '../regression/r2-score.js';
import { rootMeanSquaredError } from '../regression/root-mean-squared-error.js';
import { rootMeanSquaredLogError } from '../regression/root-mean-squared-log-error.js';
import { makeScorer, type ScoredMetric } from './make-scorer.js';
import type { Scorer } from './scorer.js';

/** Names of the scorers that compare predicted numbers with true ones. */
export type RegressionScorerName =
  | 'd2_absolute_error_score'
  | 'explained_variance'
  | 'neg_max_error'
  | 'neg_mean_absolute_error'
  | 'neg_mean_absolute_percentage_error'
  | 'neg_mean_gamma_deviance'
  | 'neg_mean_poisson_deviance'
  | 'neg_mean_squared_error'
  | 'neg_mean_squared_log_error'
  | 'neg_median_absolute_error'
  | 'neg_root_mean_squared_error'
  | 'neg_root_mean_squared_log_error'
  | 'r2';

function negative(metric: ScoredMetric): Scorer {
  return makeScorer(metric, { greaterIsBetter: false });
}

/** The scorers that compare predicted numbers with true ones, by name. */
export const REGRESSION_SCORERS: Readonly<Record<RegressionScorerName, Scorer>> = {
  d2_absolute_error_score: makeScorer(d2AbsoluteErrorScore),
  explained_variance: makeScorer(explainedVarianceScore),
  neg_max_error: negative(maxError),
  neg_mean_absolute_error: negative(meanAbsoluteError),
  neg_mean_absolute_percentage_error: negative(meanAbsolutePercentageError),
  neg_mean_gamma_deviance: negative(meanGammaDeviance),
  neg_mean_poisson_deviance: negative(meanPoissonDeviance),
  neg_mean_squared_error: negative(meanSquaredError),
  neg_mean_squared_log_error: negative(meanSquaredLogError),
  neg_median_absolute_error: negative(medianAbsoluteError),
  neg_root_mean_squared_error: negative(rootMeanSquaredError),
  neg_root_mean_squared_log_error: negative(rootMeanSquaredLogError),
  r2: makeScorer(r2Score),
};

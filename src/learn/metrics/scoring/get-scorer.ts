import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { compareCodePoints } from '../../data/labels/labels.js';
import { CLASSIFICATION_SCORERS, type ClassificationScorerName } from './classification-scorers.js';
import { PROBABILITY_SCORERS, type ProbabilityScorerName } from './probability-scorers.js';
import { REGRESSION_SCORERS, type RegressionScorerName } from './regression-scorers.js';
import type { Scorer } from './scorer.js';

/** Names that `getScorer` knows: scikit-learn's. Those of losses and errors begin with `neg_`. */
export type ScorerName = ClassificationScorerName | ProbabilityScorerName | RegressionScorerName;

const SCORERS: Readonly<Record<ScorerName, Scorer>> = {
  ...CLASSIFICATION_SCORERS,
  ...PROBABILITY_SCORERS,
  ...REGRESSION_SCORERS,
};

/**
 * The scorer of that name; a function is a scorer already and comes back as it is.
 *
 * Higher is better for every scorer: those of losses have the name `neg_…` and the sign turned. Scorers of
 * probabilities know the model's classes, so a class may be absent from `y` where the metric has a value without it.
 * `precision`, `recall`, `f1` and the like are of the class 1 or true; where the model has no such class, of its
 * second one.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if there is no such scorer.
 *
 * @example
 * ```ts
 * const model = new LinearRegression().fit([[1], [2], [3]], [3, 5, 7]);
 * getScorer('neg_mean_absolute_error')(model, [[4], [5]], [9, 12]); // -0.5
 * ```
 */
export function getScorer(scoring: ScorerName | Scorer): Scorer {
  if (typeof scoring === 'function') return scoring;
  // A name may come from a file: it must not find what every object inherits.
  if (Object.hasOwn(SCORERS, scoring)) return SCORERS[scoring];
  const negative = `neg_${scoring}`;
  const hint = Object.hasOwn(SCORERS, negative)
    ? `lower is better there, so its scorer is ${show(negative)}`
    : 'scorerNames() lists those there are';
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `scoring must be a function or the name of a scorer, got ${show(scoring)}; ${hint}`,
  );
}

/** The names that `getScorer` knows, in order. */
export function scorerNames(): ScorerName[] {
  return (Object.keys(SCORERS) as ScorerName[]).sort(compareCodePoints);
}

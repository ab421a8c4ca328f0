import { ModelMountError } from '../../../core/errors.js';
import { isObject } from '../../../core/json.js';
import { show } from '../../../core/issue.js';
import { getScorer, type ScorerName } from '../../metrics/scoring/get-scorer.js';
import type { Scorer } from '../../metrics/scoring/scorer.js';
import type { NamedScorer } from './fit-job.js';

/**
 * How to score: a scorer or its name; or several, as a list of names or by names of your own. Higher is better.
 *
 * Without any, the accuracy of a classifier and R² of a regressor.
 */
export type Scoring = ScorerName | Scorer | readonly ScorerName[] | Readonly<Record<string, ScorerName | Scorer>>;

/** What the scores of a single scorer are called. */
export const SINGLE = 'score';

/**
 * The scorers, with names.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` for a name that is not known or comes twice, and if there are none.
 */
export function resolveScoring(scoring: Scoring | undefined): {
  readonly scorers: readonly [NamedScorer, ...NamedScorer[]];
  readonly isMulti: boolean;
} {
  if (scoring === undefined) return { scorers: [{ name: SINGLE, scorer: DEFAULT_SCORER }], isMulti: false };
  if (typeof scoring === 'string' || typeof scoring === 'function') {
    return { scorers: [{ name: SINGLE, scorer: getScorer(scoring) }], isMulti: false };
  }
  const given: unknown = scoring;
  if (!Array.isArray(given) && !isObject(given)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `scoring must be a scorer, its name, a list of names or scorers by name, got ${show(given)}`,
    );
  }
  const entries: [string, unknown][] = Array.isArray(given)
    ? given.map((name) => [String(name), name])
    : Object.entries(given);
  const names = entries.map(([name]) => name);
  const repeated = names.find((name, k) => names.indexOf(name) !== k);
  if (entries.length === 0 || repeated !== undefined) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      repeated === undefined ? 'scoring must name at least one scorer' : `scoring names ${show(repeated)} twice`,
    );
  }
  return {
    scorers: entries.map(([name, scorer]) => ({ name, scorer: getScorer(scorer as ScorerName) })) as [NamedScorer],
    isMulti: true,
  };
}

/** Accuracy of a classifier, R² of a regressor. */
// eslint-disable-next-line max-params -- a Scorer
export const DEFAULT_SCORER: Scorer = (predictor, X, y, options) =>
  getScorer(predictor.classes === undefined ? 'r2' : 'accuracy')(predictor, X, y, options);

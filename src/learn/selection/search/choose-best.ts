import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { SINGLE } from '../run/resolve-scoring.js';
import type { SearchChoice } from './fitted-search-cv.js';
import type { SearchResults } from './search-results.js';

/** Whether the best is fitted on all data, and what says which that is. */
export type Refit = boolean | string | ((results: SearchResults) => number);

/**
 * `INVALID_ARGUMENT` if it does not say which candidate is best.
 *
 * @param names - The scorers, where there are several.
 */
export function checkRefit(refit: Refit, names: readonly string[] | undefined): void {
  if (typeof refit === 'function' || refit === false) return;
  if (names === undefined && (refit === true || refit === SINGLE)) return;
  if (names?.includes(String(refit)) === true) return;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    names === undefined
      ? `refit must be true, false or a function where there is one scorer, got ${show(refit)}`
      : `refit must name the scorer that says which is best (${names.join(', ')}), or be false or a function, got ${show(refit)}`,
  );
}

/** The best candidate, as far as `refit` says which that is. */
export function chooseBest(
  results: SearchResults,
  refit: Refit,
  isMulti: boolean,
): Pick<SearchChoice, 'bestIndex' | 'bestParams' | 'bestScore'> {
  if (isMulti && refit === false) return { bestIndex: undefined, bestParams: undefined, bestScore: undefined };
  if (typeof refit === 'function') {
    const bestIndex: unknown = refit(results);
    if (!(Number.isInteger(bestIndex) && (bestIndex as number) >= 0 && (bestIndex as number) < results.params.length)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `refit must give the position of a candidate, from 0 to ${results.params.length - 1}, got ${show(bestIndex)}`,
      );
    }
    return { bestIndex: bestIndex as number, bestParams: results.params[bestIndex as number], bestScore: undefined };
  }
  const scores = results.testScores[isMulti ? String(refit) : SINGLE];
  const bestIndex = scores?.rank.indexOf(1) ?? 0;
  return { bestIndex, bestParams: results.params[bestIndex], bestScore: scores?.mean[bestIndex] };
}

import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import { isObject } from '../../../../core/json.js';

/** The terms of a vocabulary: in order, or the column of each. */
export type Vocabulary = readonly string[] | Readonly<Record<string, number>> | ReadonlyMap<string, number>;

/**
 * The terms of a vocabulary that was given, in the order of their columns.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if there are none, a term is there twice, or the columns are not 0 to
 *   n − 1.
 */
export function readVocabulary(given: Vocabulary, who: string): readonly string[] {
  const fail = (message: string): never => {
    throw new ModelMountError('INVALID_ARGUMENT', `vocabulary of ${who} ${message}`);
  };
  if (Array.isArray(given)) return checkTerms(given, fail);
  if (!isObject(given)) return fail(`must be a list of terms, or columns by term, got ${show(given)}`);
  const entries: [string, unknown][] =
    given instanceof Map ? [...(given as Map<string, unknown>)] : Object.entries(given);
  const terms = new Array<string | undefined>(entries.length).fill(undefined);
  for (const [term, column] of entries) {
    if (!(Number.isSafeInteger(column) && (column as number) >= 0 && (column as number) < terms.length)) {
      fail(`must have a column from 0 to ${terms.length - 1} for ${show(term)}, got ${show(column)}`);
    }
    const other = terms[column as number];
    if (other !== undefined) fail(`has column ${show(column)} for both ${show(other)} and ${show(term)}`);
    terms[column as number] = term;
  }
  return checkTerms(terms, fail);
}

/** A list of different terms, at least one. */
export function checkTerms(terms: readonly unknown[], fail: (message: string) => never): readonly string[] {
  if (terms.length === 0) return fail('must have at least one term');
  const seen = new Set<unknown>();
  for (const [j, term] of terms.entries()) {
    if (typeof term !== 'string') return fail(`must be strings, got ${show(term)} as term ${j}`);
    if (seen.has(term)) return fail(`has the term ${show(term)} twice`);
    seen.add(term);
  }
  return terms as readonly string[];
}

import { ModelMountError } from '../../../../core/errors.js';
import { isObject } from '../../../../core/json.js';
import type { OptionRule } from '../../../estimators/common/check-options.js';
import { compareCodePoints } from '../../../data/labels/labels.js';

/**
 * How many documents: a share of them for a number up to 1, a count for a whole number above 1; or either by name,
 * where 1 must mean the other.
 */
export type DocumentFrequency = number | { readonly count: number } | { readonly share: number };

/** Which terms are kept. */
export interface TermLimits {
  /** Terms in fewer documents are left out. A plain 1 is one document. @default 1 */
  readonly minDf?: DocumentFrequency;
  /** Terms in more documents are left out. A plain 1 is all of them. @default 1 */
  readonly maxDf?: DocumentFrequency;
  /** The most terms, those that occur most often in all; of equals the first by code point. @default all */
  readonly maxFeatures?: number | undefined;
}

/** What each option must be. */
export const LIMIT_RULES: { readonly [Name in keyof TermLimits]-?: OptionRule } = {
  minDf: documentFrequency(),
  maxDf: documentFrequency(),
  maxFeatures: {
    expected: 'a whole number ≥ 1',
    accepts: (value) => Number.isSafeInteger(value) && (value as number) >= 1,
  },
};

/** The terms found, by number, and how often. */
export interface FoundTerms {
  readonly terms: readonly string[];
  readonly nDocuments: number;
  readonly documents: Int32Array;
  readonly occurrences: Float64Array;
}

/**
 * The numbers of the terms to keep, in the order of their code points.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if there are none, or the limits contradict each other.
 */
export function chooseTerms(found: FoundTerms, limits: TermLimits, who: string): readonly number[] {
  const { terms, nDocuments, documents, occurrences } = found;
  const fail = (message: string): never => {
    throw new ModelMountError('INVALID_ARGUMENT', `${who} ${message}`);
  };
  if (terms.length === 0) fail('found no terms; perhaps the texts are empty, or have stop words only');
  const { minDf = 1, maxDf = 1, maxFeatures } = limits;
  const fewest = minDf === 1 ? 1 : toDocuments(minDf, nDocuments);
  const most = toDocuments(maxDf, nDocuments);
  if (most < fewest) fail(`has a maxDf of ${most} documents, less than its minDf of ${fewest}`);
  const kept: number[] = [];
  for (let term = 0; term < terms.length; term++) {
    const n = documents[term] as number;
    if (n >= fewest && n <= most) kept.push(term);
  }
  if (kept.length === 0) fail(`has no terms left in ${fewest} to ${most} documents; lower minDf or raise maxDf`);
  const byName = (a: number, b: number): number => compareCodePoints(terms[a] as string, terms[b] as string);
  kept.sort(byName);
  if (maxFeatures === undefined || kept.length <= maxFeatures) return kept;
  // A stable sort: of equals the first by code point come first.
  const byFrequency = kept.sort((a, b) => (occurrences[b] as number) - (occurrences[a] as number));
  return byFrequency.slice(0, maxFeatures).sort(byName);
}

function toDocuments(frequency: DocumentFrequency, nDocuments: number): number {
  if (typeof frequency === 'number') return frequency > 1 ? frequency : frequency * nDocuments;
  return 'count' in frequency ? frequency.count : frequency.share * nDocuments;
}

function documentFrequency(): OptionRule {
  const isShare = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 1;
  const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 1;
  return {
    expected: 'a share from 0 to 1, a whole number of documents, { count } or { share }',
    accepts: (value) => {
      if (!isObject(value)) return isShare(value) || isCount(value);
      const [name, ...others] = Object.keys(value);
      if (others.length > 0) return false;
      return (name === 'count' && isCount(value['count'])) || (name === 'share' && isShare(value['share']));
    },
  };
}

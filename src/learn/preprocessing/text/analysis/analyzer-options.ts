import { show } from '../../../../core/issue.js';
import type { JsonObject } from '../../../../core/json.js';
import { ModelMountError } from '../../../../core/errors.js';
import { JsonFields } from '../../common/json-fields.js';
import type { OnWarning } from '../../common/warning.js';
import { OPTION_RULES, type OptionRule } from '../../../estimators/common/check-options.js';
import { STRIP_ACCENTS, type StripAccents } from './strip-accents.js';

/** What terms are made of: words; characters; characters within words, whose ends count as spaces. */
export type AnalyzerKind = 'word' | 'char' | 'charWb';

/** All of `AnalyzerKind`. */
const ANALYZERS: readonly AnalyzerKind[] = ['word', 'char', 'charWb'];

/** How a text becomes terms. */
export interface AnalyzerOptions {
  /** Whether texts are brought into lower case first. @default true */
  readonly lowercase?: boolean;
  /**
   * What becomes of accents, after lower case. `unicode`: letters are decomposed (NFKD) and lose their marks; works
   * in all scripts. `ascii`: whatever is not ASCII then is left out.
   * @default they are kept
   */
  readonly stripAccents?: StripAccents | undefined;
  /** What terms are made of. @default 'word' */
  readonly analyzer?: AnalyzerKind;
  /** The fewest and the most words (or characters) of a term, from 1. @default [1, 1] */
  readonly ngramRange?: readonly [fewest: number, most: number];
  /**
   * What a word is: a regular expression of JavaScript (flags `gu`), whose group is taken if it has one. Only for
   * words. @default two or more letters, digits or `_` of any script
   */
  readonly tokenPattern?: string | undefined;
  /** Words that are left out, in the form that they have as tokens; `english` is scikit-learn's list. @default none */
  readonly stopWords?: 'english' | readonly string[] | undefined;
  /** Takes warnings. @default none */
  readonly onWarning?: OnWarning | undefined;
}

/** `AnalyzerOptions` with every default in place. */
export interface ResolvedAnalyzerOptions {
  readonly lowercase: boolean;
  readonly stripAccents: StripAccents | undefined;
  readonly analyzer: AnalyzerKind;
  readonly ngramRange: readonly [fewest: number, most: number];
  readonly tokenPattern: string | undefined;
  readonly stopWords: 'english' | readonly string[] | undefined;
}

const KNOWN = ['lowercase', 'stripAccents', 'analyzer', 'ngramRange', 'tokenPattern', 'stopWords'];

/** The largest number of words or characters of a term: a few bytes of JSON must not ask for hours. */
const MAX_NGRAM = 1_000;

/** What each option must be. */
export const ANALYZER_RULES: { readonly [Name in keyof AnalyzerOptions]-?: OptionRule } = {
  lowercase: OPTION_RULES.flag,
  stripAccents: { expected: 'ascii or unicode', accepts: (value) => STRIP_ACCENTS.some((each) => each === value) },
  analyzer: { expected: 'word, char or charWb', accepts: (value) => ANALYZERS.some((each) => each === value) },
  ngramRange: {
    expected: `two whole numbers from 1 to ${MAX_NGRAM}, the fewest and the most`,
    accepts: isRange,
  },
  tokenPattern: { expected: 'a string', accepts: (value) => typeof value === 'string' },
  stopWords: { expected: 'english or a list of strings', accepts: (value) => value === 'english' || isStrings(value) },
  onWarning: { expected: 'a function', accepts: (value) => typeof value === 'function' },
};

/**
 * Puts the defaults in place of what is not given; the options have passed `ANALYZER_RULES`.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` for an option of words where terms are made of characters.
 */
export function resolveAnalyzerOptions(options: AnalyzerOptions, who: string): ResolvedAnalyzerOptions {
  const { lowercase = true, stripAccents, analyzer = 'word', ngramRange = [1, 1], tokenPattern, stopWords } = options;
  const unused = analyzer === 'word' ? undefined : (tokenPattern && 'tokenPattern') || (stopWords && 'stopWords');
  if (unused !== undefined) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `option "${unused}" of ${who} is about words, but analyzer is ${show(analyzer)}; leave one of them out`,
    );
  }
  return { lowercase, stripAccents, analyzer, ngramRange, tokenPattern, stopWords };
}

/** The JSON form of the options. */
export function analyzerToJSON(options: ResolvedAnalyzerOptions): JsonObject {
  const { lowercase, stripAccents, analyzer, ngramRange, tokenPattern, stopWords } = options;
  return { lowercase, stripAccents, analyzer, ngramRange, tokenPattern, stopWords };
}

/** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
export function analyzerFromJSON(json: unknown, path: string): ResolvedAnalyzerOptions {
  const fields = new JsonFields(json, path, { known: KNOWN });
  for (const name of KNOWN) {
    const value = fields.raw(name);
    const { accepts, expected } = ANALYZER_RULES[name as keyof AnalyzerOptions];
    const isOptional = name === 'stripAccents' || name === 'tokenPattern' || name === 'stopWords';
    if (!(isOptional && value === undefined) && !accepts(value))
      fields.fail(name, `must be ${expected}, got ${show(value)}`);
  }
  return resolveAnalyzerOptions(json as AnalyzerOptions, path);
}

function isRange(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [fewest, most] = value as readonly unknown[];
  const isCount = (n: unknown): n is number =>
    Number.isSafeInteger(n) && (n as number) >= 1 && (n as number) <= MAX_NGRAM;
  return isCount(fewest) && isCount(most) && fewest <= most;
}

function isStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

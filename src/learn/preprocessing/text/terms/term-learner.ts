import { featureNamesOf, type Samples } from '../../../data/samples.js';
import type { OptionRule } from '../../../estimators/common/check-options.js';
import { OPTION_RULES } from '../../../estimators/common/check-options.js';
import type { SparseMatrix } from '../../../math/sparse-matrix.js';
import { ANALYZER_RULES, resolveAnalyzerOptions, type AnalyzerOptions } from '../analysis/analyzer-options.js';
import { readDocuments } from '../analysis/documents.js';
import { TextAnalyzer } from '../analysis/text-analyzer.js';
import { chooseTerms, LIMIT_RULES, type TermLimits } from './choose-terms.js';
import { TermCounter, type CountedTerms } from './term-counter.js';
import { TermRows } from './term-rows.js';
import { readVocabulary, type Vocabulary } from './vocabulary.js';

/** Options of `CountVectorizer`. */
export interface CountVectorizerOptions extends AnalyzerOptions, TermLimits {
  /**
   * The terms to count; the limits then do not hold. A list gives them in the order of their columns; an object or a
   * Map gives each its column.
   * @default those that are found when fitting, by code point
   */
  readonly vocabulary?: Vocabulary | undefined;
  /** Whether a term that occurs counts 1, however often it does. @default false */
  readonly binary?: boolean;
}

/** What each option must be. */
export const COUNT_RULES: { readonly [Name in keyof CountVectorizerOptions]-?: OptionRule } = {
  ...ANALYZER_RULES,
  ...LIMIT_RULES,
  vocabulary: {
    expected: 'a list of terms, or columns by term',
    accepts: (value) => typeof value === 'object' && value !== null,
  },
  binary: OPTION_RULES.flag,
};

/** What was learned from texts, and their counts. */
export interface LearnedTerms extends CountedTerms {
  readonly featureNames: readonly string[] | undefined;
  readonly counts: SparseMatrix;
}

/** Learns which terms texts have. */
export class TermLearner {
  readonly #options: CountVectorizerOptions;
  readonly #who: string;
  readonly #analyzer: TextAnalyzer;
  readonly #vocabulary: readonly string[] | undefined;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for options that contradict each other, or a vocabulary that is none. */
  constructor(options: CountVectorizerOptions, who: string) {
    this.#options = options;
    this.#who = who;
    this.#analyzer = new TextAnalyzer(resolveAnalyzerOptions(options, who), who);
    this.#vocabulary = options.vocabulary == null ? undefined : readVocabulary(options.vocabulary, who);
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is no texts, or no term is left. */
  learn(X: Samples): LearnedTerms {
    const texts = readDocuments(X, this.#who);
    const { binary = false, onWarning } = this.#options;
    const base = { analyzer: this.#analyzer.options, binary, featureNames: featureNamesOf(X) };
    this.#analyzer.checkStopWords(onWarning, this.#who);
    if (this.#vocabulary === undefined) return { ...base, ...this.#find(texts, binary) };
    this.#checkCase(this.#vocabulary);
    const terms = this.#vocabulary;
    return { ...base, terms, counts: new TermCounter({ ...base, terms }, this.#who).count(texts) };
  }

  #find(
    texts: readonly string[],
    isBinary: boolean,
  ): { readonly terms: readonly string[]; readonly counts: SparseMatrix } {
    const numbers = new Map<string, number>();
    const rows = new TermRows();
    const take = (term: string): void => {
      let number = numbers.get(term);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(term, number);
      }
      rows.add(number, 1);
    };
    for (const text of texts) {
      this.#analyzer.analyze(text, take);
      rows.endRow();
    }
    const found = [...numbers.keys()];
    const { documents, occurrences } = rows.totals(found.length);
    const frequencies = { documents, occurrences: isBinary ? Float64Array.from(documents) : occurrences };
    const kept = chooseTerms({ terms: found, nDocuments: texts.length, ...frequencies }, this.#options, this.#who);
    const columns = new Int32Array(found.length).fill(-1);
    kept.forEach((number, column) => (columns[number] = column));
    return {
      terms: detach(kept.map((number) => found[number] as string)),
      counts: rows.toMatrix(kept.length, isBinary, columns),
    };
  }

  #checkCase(terms: readonly string[]): void {
    const { lowercase = true, onWarning } = this.#options;
    if (!lowercase || terms.every((term) => term === term.toLowerCase())) return;
    const message = `the vocabulary of ${this.#who} has terms that are not in lower case, but texts are brought into it; set lowercase to false`;
    onWarning?.({ code: 'unreachableTerm', message, columns: [] });
  }
}

/** The same strings without the texts that they were cut from, which an engine would keep in memory with them. */
function detach(terms: readonly string[]): readonly string[] {
  return JSON.parse(JSON.stringify(terms)) as string[];
}

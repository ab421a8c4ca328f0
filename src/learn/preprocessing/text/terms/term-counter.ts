import type { SparseMatrix } from '../../../math/sparse-matrix.js';
import type { ResolvedAnalyzerOptions } from '../analysis/analyzer-options.js';
import { TextAnalyzer } from '../analysis/text-analyzer.js';
import { TermRows } from './term-rows.js';

/** What is counted. */
export interface CountedTerms {
  readonly analyzer: ResolvedAnalyzerOptions;
  /** Whether a term that occurs counts 1, however often it does. */
  readonly binary: boolean;
  /** In the order of the columns. */
  readonly terms: readonly string[];
}

/** Counts the terms of a vocabulary. */
export class TermCounter {
  /** The column of each term. */
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly #analyzer: TextAnalyzer;
  readonly #binary: boolean;
  readonly #rows = new TermRows();
  readonly #take: (term: string) => void;

  constructor({ analyzer, binary, terms }: CountedTerms, who: string) {
    const vocabulary = new Map<string, number>();
    for (const term of terms) vocabulary.set(term, vocabulary.size);
    this.vocabulary = vocabulary;
    this.#analyzer = new TextAnalyzer(analyzer, who);
    this.#binary = binary;
    const rows = this.#rows;
    this.#take = (term) => {
      const column = vocabulary.get(term);
      if (column !== undefined) rows.add(column, 1);
    };
  }

  /** How often each term occurs; shape `[texts.length, nTerms]`. */
  count(texts: readonly string[]): SparseMatrix {
    this.#rows.clear();
    for (const text of texts) {
      this.#analyzer.analyze(text, this.#take);
      this.#rows.endRow();
    }
    return this.#rows.toMatrix(this.vocabulary.size, this.#binary);
  }
}

import type { JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import type { SparseMatrix } from '../../math/sparse-matrix.js';
import { inputNames } from '../common/names/feature-names.js';
import { JsonFields } from '../common/json-fields.js';
import type { ReviveOptions } from '../common/revive-context.js';
import { analyzerFromJSON, analyzerToJSON, type ResolvedAnalyzerOptions } from './analysis/analyzer-options.js';
import { alignDocuments } from './analysis/documents.js';
import { TermCounter, type CountedTerms } from './terms/term-counter.js';
import { termsOfRows } from './terms/terms-of-rows.js';
import { checkTerms } from './terms/vocabulary.js';

const WHO = 'CountVectorizer';

/** What a fitted `CountVectorizer` knows. */
export interface CountVectorizerState extends CountedTerms {
  readonly featureNames: readonly string[] | undefined;
}

/** A fitted `CountVectorizer`. */
export class FittedCountVectorizer implements Transformer {
  readonly kind = 'countVectorizer';
  readonly nFeatures = 1;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  readonly analyzer: ResolvedAnalyzerOptions;
  readonly binary: boolean;
  /** The terms in the order of their columns. */
  readonly terms: readonly string[];
  readonly #counter: TermCounter;

  constructor({ analyzer, binary, terms, featureNames }: CountVectorizerState) {
    this.featureNames = featureNames;
    this.analyzer = analyzer;
    this.binary = binary;
    this.terms = terms;
    this.nFeaturesOut = terms.length;
    this.#counter = new TermCounter({ analyzer, binary, terms }, WHO);
  }

  /** The column of each term. */
  get vocabulary(): ReadonlyMap<string, number> {
    return this.#counter.vocabulary;
  }

  /**
   * @param X - Texts: a list of strings, or one column. Terms that are not in the vocabulary are passed over.
   * @returns How often each term occurs; shape `[nSamples, terms.length]`.
   * @throws {ModelMountError} `INVALID_INPUT` if `X` is not so, or a text is missing.
   */
  transform(X: Samples): SparseMatrix {
    return this.#counter.count(alignDocuments(X, this, WHO));
  }

  /**
   * The different terms of each row, in the order of their columns: those whose element is not 0.
   *
   * @param X - Shape `[nSamples, terms.length]`.
   * @throws {ModelMountError} `INVALID_INPUT` if the number of columns differs.
   */
  inverseTransform(X: Samples): string[][] {
    return termsOfRows(X, this.terms, WHO);
  }

  /** The terms. */
  featureNamesOut(names?: readonly string[]): readonly string[] {
    inputNames(this, names);
    return this.terms;
  }

  toJSON(): JsonObject {
    const { kind, featureNames, analyzer, binary, terms } = this;
    return { kind, featureNames, analyzer: analyzerToJSON(analyzer), binary, terms };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedCountVectorizer {
    const known = ['featureNames', 'analyzer', 'binary', 'terms'];
    const fields = new JsonFields(json, path, { kind: 'countVectorizer', known });
    return new FittedCountVectorizer({
      featureNames: fields.featureNames(1),
      analyzer: analyzerFromJSON(fields.raw('analyzer'), fields.at('analyzer')),
      binary: fields.boolean('binary'),
      terms: checkTerms(fields.list('terms'), (message) => fields.fail('terms', message)),
    });
  }
}

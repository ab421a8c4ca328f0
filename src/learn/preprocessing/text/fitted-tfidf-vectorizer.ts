import type { JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import type { SparseMatrix } from '../../math/sparse-matrix.js';
import { inputNames } from '../common/names/feature-names.js';
import { JsonFields } from '../common/json-fields.js';
import type { ReviveOptions } from '../common/revive-context.js';
import { analyzerFromJSON, analyzerToJSON, type ResolvedAnalyzerOptions } from './analysis/analyzer-options.js';
import { alignDocuments } from './analysis/documents.js';
import type { CountVectorizerState } from './fitted-count-vectorizer.js';
import { TermCounter } from './terms/term-counter.js';
import { termsOfRows } from './terms/terms-of-rows.js';
import { WEIGHT_FIELDS, weightsFromJSON, weightsToJSON } from './tfidf-transformer.js';
import { checkTerms } from './terms/vocabulary.js';
import { weighCounts, type CountWeights, type RowNorm } from './weigh-counts.js';

const WHO = 'TfidfVectorizer';

/** What a fitted `TfidfVectorizer` knows. */
export interface TfidfVectorizerState extends CountVectorizerState, CountWeights {}

/** A fitted `TfidfVectorizer`. */
export class FittedTfidfVectorizer implements Transformer {
  readonly kind = 'tfidfVectorizer';
  readonly nFeatures = 1;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  readonly analyzer: ResolvedAnalyzerOptions;
  readonly binary: boolean;
  /** The terms in the order of their columns. */
  readonly terms: readonly string[];
  readonly norm: RowNorm;
  readonly sublinearTf: boolean;
  /** Weight of each term; `undefined` without `useIdf`. */
  readonly idf: Float64Array | undefined;
  readonly #counter: TermCounter;

  constructor(state: TfidfVectorizerState) {
    this.featureNames = state.featureNames;
    this.analyzer = state.analyzer;
    this.binary = state.binary;
    this.terms = state.terms;
    this.nFeaturesOut = state.terms.length;
    this.norm = state.norm;
    this.sublinearTf = state.sublinearTf;
    this.idf = state.idf;
    this.#counter = new TermCounter(state, WHO);
  }

  /** The column of each term. */
  get vocabulary(): ReadonlyMap<string, number> {
    return this.#counter.vocabulary;
  }

  /**
   * @param X - Texts: a list of strings, or one column. Terms that are not in the vocabulary are passed over.
   * @returns The weight of each term; shape `[nSamples, terms.length]`.
   * @throws {ModelMountError} `INVALID_INPUT` if `X` is not so, or a text is missing.
   */
  transform(X: Samples): SparseMatrix {
    return weighCounts(this.#counter.count(alignDocuments(X, this, WHO)), this, WHO);
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
    return { kind, featureNames, analyzer: analyzerToJSON(analyzer), binary, terms, ...weightsToJSON(this) };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedTfidfVectorizer {
    const known = ['featureNames', 'analyzer', 'binary', 'terms', ...WEIGHT_FIELDS];
    const fields = new JsonFields(json, path, { kind: 'tfidfVectorizer', known });
    const terms = checkTerms(fields.list('terms'), (message) => fields.fail('terms', message));
    return new FittedTfidfVectorizer({
      featureNames: fields.featureNames(1),
      analyzer: analyzerFromJSON(fields.raw('analyzer'), fields.at('analyzer')),
      binary: fields.boolean('binary'),
      terms,
      ...weightsFromJSON(fields, terms.length),
    });
  }
}

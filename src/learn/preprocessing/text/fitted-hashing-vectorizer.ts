import type { JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import type { SparseMatrix } from '../../math/sparse-matrix.js';
import { inputNames } from '../common/names/feature-names.js';
import { JsonFields } from '../common/json-fields.js';
import type { ReviveOptions } from '../common/revive-context.js';
import { analyzerFromJSON, analyzerToJSON, type ResolvedAnalyzerOptions } from './analysis/analyzer-options.js';
import { alignDocuments } from './analysis/documents.js';
import { TextAnalyzer } from './analysis/text-analyzer.js';
import { hashColumn, TermHasher } from './terms/term-hasher.js';
import { TermRows } from './terms/term-rows.js';
import { normalizeRows, ROW_NORMS, type RowNorm } from './weigh-counts.js';

const WHO = 'HashingVectorizer';

/** The most columns: a few bytes of JSON must not ask for gigabytes. */
export const MAX_HASHED_FEATURES: number = 2 ** 24;

/** What a fitted `HashingVectorizer` knows. */
export interface HashingVectorizerState {
  readonly analyzer: ResolvedAnalyzerOptions;
  readonly nFeaturesOut: number;
  readonly alternateSign: boolean;
  readonly binary: boolean;
  readonly norm: RowNorm;
  readonly featureNames: readonly string[] | undefined;
}

/** A fitted `HashingVectorizer`. */
export class FittedHashingVectorizer implements Transformer {
  readonly kind = 'hashingVectorizer';
  readonly nFeatures = 1;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  readonly analyzer: ResolvedAnalyzerOptions;
  readonly alternateSign: boolean;
  readonly binary: boolean;
  readonly norm: RowNorm;
  readonly #analyzer: TextAnalyzer;
  readonly #rows = new TermRows();
  readonly #take: (term: string) => void;

  constructor(state: HashingVectorizerState) {
    const { nFeaturesOut, alternateSign } = state;
    this.featureNames = state.featureNames;
    this.analyzer = state.analyzer;
    this.nFeaturesOut = nFeaturesOut;
    this.alternateSign = alternateSign;
    this.binary = state.binary;
    this.norm = state.norm;
    this.#analyzer = new TextAnalyzer(state.analyzer, WHO);
    const rows = this.#rows;
    const hasher = new TermHasher();
    this.#take = (term) => {
      const hash = hasher.hash(term);
      rows.add(hashColumn(hash, nFeaturesOut), alternateSign && hash < 0 ? -1 : 1);
    };
  }

  /**
   * @param X - Texts: a list of strings, or one column.
   * @returns Shape `[nSamples, nFeaturesOut]`. A column whose terms cancel out keeps its 0, which counts 1 with `binary`.
   * @throws {ModelMountError} `INVALID_INPUT` if `X` is not so, or a text is missing.
   */
  transform(X: Samples): SparseMatrix {
    const texts = alignDocuments(X, this, WHO);
    this.#rows.clear();
    for (const text of texts) {
      this.#analyzer.analyze(text, this.#take);
      this.#rows.endRow();
    }
    const counts = this.#rows.toMatrix(this.nFeaturesOut, this.binary);
    normalizeRows(counts, counts.data, this.norm);
    return counts;
  }

  /** `hashingvectorizer0`, `hashingvectorizer1` …, since which terms a column stands for is not known. */
  featureNamesOut(names?: readonly string[]): readonly string[] {
    inputNames(this, names);
    return Array.from({ length: this.nFeaturesOut }, (_, j) => `hashingvectorizer${j}`);
  }

  toJSON(): JsonObject {
    const { kind, featureNames, analyzer, nFeaturesOut, alternateSign, binary, norm } = this;
    return { kind, featureNames, analyzer: analyzerToJSON(analyzer), nFeaturesOut, alternateSign, binary, norm };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedHashingVectorizer {
    const known = ['featureNames', 'analyzer', 'nFeaturesOut', 'alternateSign', 'binary', 'norm'];
    const fields = new JsonFields(json, path, { kind: 'hashingVectorizer', known });
    const nFeaturesOut = fields.integer('nFeaturesOut', 1);
    if (nFeaturesOut > MAX_HASHED_FEATURES) fields.fail('nFeaturesOut', `must be at most ${MAX_HASHED_FEATURES}`);
    return new FittedHashingVectorizer({
      nFeaturesOut,
      featureNames: fields.featureNames(1),
      analyzer: analyzerFromJSON(fields.raw('analyzer'), fields.at('analyzer')),
      alternateSign: fields.boolean('alternateSign'),
      binary: fields.boolean('binary'),
      norm: fields.choice('norm', ROW_NORMS),
    });
  }
}

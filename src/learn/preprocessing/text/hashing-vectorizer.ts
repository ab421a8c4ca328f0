import { featureNamesOf, type Samples } from '../../data/samples.js';
import type { Estimator, Target } from '../../contracts.js';
import { checkOptions, OPTION_RULES, type OptionRule } from '../../estimators/common/check-options.js';
import { ANALYZER_RULES, resolveAnalyzerOptions, type AnalyzerOptions } from './analysis/analyzer-options.js';
import { readDocuments } from './analysis/documents.js';
import { TextAnalyzer } from './analysis/text-analyzer.js';
import { FittedHashingVectorizer, MAX_HASHED_FEATURES } from './fitted-hashing-vectorizer.js';
import { ROW_NORMS, type RowNorm } from './weigh-counts.js';

const WHO = 'HashingVectorizer';

/** Options of `HashingVectorizer`. */
export interface HashingVectorizerOptions extends AnalyzerOptions {
  /** How many columns there are, 1 to 2²⁴; fewer make more terms share one. @default 2 ** 20 */
  readonly nFeatures?: number;
  /** Whether half of the terms count negative, so that those that share a column cancel out on average. @default true */
  readonly alternateSign?: boolean;
  /** Whether a column whose terms occur counts 1. @default false */
  readonly binary?: boolean;
  /** What each row is divided by. @default 'l2' */
  readonly norm?: RowNorm;
}

const RULES: { readonly [Name in keyof HashingVectorizerOptions]-?: OptionRule } = {
  ...ANALYZER_RULES,
  nFeatures: {
    expected: `a whole number from 1 to ${MAX_HASHED_FEATURES}`,
    accepts: (value) =>
      Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= MAX_HASHED_FEATURES,
  },
  alternateSign: OPTION_RULES.flag,
  binary: OPTION_RULES.flag,
  norm: { expected: ROW_NORMS.join(', '), accepts: (value) => ROW_NORMS.some((each) => each === value) },
};

/**
 * Counts the terms of each text in columns that a hash of the term chooses: no vocabulary is learned or kept.
 *
 * Different terms can share a column, and which terms a column stands for is not known. Semantics of scikit-learn's
 * `HashingVectorizer`, with the same columns and signs (MurmurHash3 of the term in UTF-8).
 *
 * @example
 * ```ts
 * const hashed = new HashingVectorizer({ nFeatures: 8, norm: 'none' }).fit(['any text']);
 * hashed.transform(['foo bar foo é日本 document']).toMatrix().toRows(); // [[-3, -1, 0, 0, 0, 1, 0, 0]]
 * ```
 */
export class HashingVectorizer implements Estimator<FittedHashingVectorizer> {
  readonly options: HashingVectorizerOptions;
  readonly #analyzer: TextAnalyzer;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: HashingVectorizerOptions = {}) {
    checkOptions(WHO, options, RULES);
    this.options = options;
    this.#analyzer = new TextAnalyzer(resolveAnalyzerOptions(options, WHO), WHO);
  }

  /**
   * Learns nothing but the name of the column.
   *
   * @param X - Texts: a list of strings, or one column; shape `[nSamples]` or `[nSamples, 1]`.
   * @param _y - Not used.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is not so, or a text is missing.
   */
  fit(X: Samples, _y?: Target): FittedHashingVectorizer {
    const { nFeatures = 2 ** 20, alternateSign = true, binary = false, norm = 'l2', onWarning } = this.options;
    readDocuments(X, WHO);
    this.#analyzer.checkStopWords(onWarning, WHO);
    return new FittedHashingVectorizer({
      ...{ alternateSign, binary, norm },
      analyzer: this.#analyzer.options,
      nFeaturesOut: nFeatures,
      featureNames: featureNamesOf(X),
    });
  }
}

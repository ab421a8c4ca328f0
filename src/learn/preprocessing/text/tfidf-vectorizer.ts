import type { Estimator, FitTransformed, Target } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import type { SparseMatrix } from '../../math/sparse-matrix.js';
import { FittedTfidfVectorizer } from './fitted-tfidf-vectorizer.js';
import { COUNT_RULES, TermLearner, type CountVectorizerOptions } from './terms/term-learner.js';
import { learnWeights, TFIDF_RULES, type TfidfTransformerOptions } from './tfidf-transformer.js';
import { weighCounts } from './weigh-counts.js';

const WHO = 'TfidfVectorizer';

/** Options of `TfidfVectorizer`: those of `CountVectorizer` and of `TfidfTransformer`. */
export interface TfidfVectorizerOptions extends CountVectorizerOptions, TfidfTransformerOptions {}

/**
 * Weighs the terms of each text by how often they occur in it and how rare they are: `CountVectorizer` and
 * `TfidfTransformer` in one.
 *
 * Semantics of scikit-learn's `TfidfVectorizer`.
 *
 * @example
 * ```ts
 * const fitted = new TfidfVectorizer({ norm: 'l1' }).fit(['red fish', 'blue fish']);
 * fitted.featureNamesOut(); // ['blue', 'fish', 'red']
 * fitted.transform(['fish']).toMatrix().toRows(); // [[0, 1, 0]]
 * ```
 */
export class TfidfVectorizer implements Estimator<FittedTfidfVectorizer> {
  readonly options: TfidfVectorizerOptions;
  readonly #learner: TermLearner;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: TfidfVectorizerOptions = {}) {
    checkOptions(WHO, options, { ...COUNT_RULES, ...TFIDF_RULES });
    this.options = options;
    this.#learner = new TermLearner(options, WHO);
  }

  /**
   * @param X - Texts: a list of strings, or one column; shape `[nSamples]` or `[nSamples, 1]`.
   * @param _y - Not used.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is not so, a text is missing, or no term is left.
   */
  fit(X: Samples, _y?: Target): FittedTfidfVectorizer {
    const { counts, ...terms } = this.#learner.learn(X);
    return new FittedTfidfVectorizer({ ...terms, ...learnWeights(counts, this.options) });
  }

  /** As `fit`, with the weights of `X`, whose terms are known then. */
  fitTransform(
    X: Samples,
    _y?: Target,
  ): FitTransformed<FittedTfidfVectorizer> & { readonly transformed: SparseMatrix } {
    const { counts, ...terms } = this.#learner.learn(X);
    const weights = learnWeights(counts, this.options);
    return {
      fitted: new FittedTfidfVectorizer({ ...terms, ...weights }),
      transformed: weighCounts(counts, weights, WHO),
    };
  }
}

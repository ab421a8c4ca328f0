import type { Estimator, FitTransformed, Target } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import type { SparseMatrix } from '../../math/sparse-matrix.js';
import { FittedCountVectorizer } from './fitted-count-vectorizer.js';
import { COUNT_RULES, TermLearner, type CountVectorizerOptions } from './terms/term-learner.js';

const WHO = 'CountVectorizer';

/**
 * Counts how often each term occurs in each text: a row per text, a column per term.
 *
 * Takes a list of strings, or one column of text. By default terms are words of two or more letters or digits, in
 * lower case, of any script. Semantics of scikit-learn's `CountVectorizer`; what differs is the language of a
 * `tokenPattern`, which is JavaScript's.
 *
 * Time O(length of the texts), memory O(different terms of each text).
 *
 * @example
 * ```ts
 * const counts = new CountVectorizer().fit(['one fish two fish', 'red fish']);
 * counts.featureNamesOut(); // ['fish', 'one', 'red', 'two']
 * counts.transform(['fish fish blue']).toMatrix().toRows(); // [[2, 0, 0, 0]]
 * ```
 */
export class CountVectorizer implements Estimator<FittedCountVectorizer> {
  readonly options: CountVectorizerOptions;
  readonly #learner: TermLearner;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: CountVectorizerOptions = {}) {
    checkOptions(WHO, options, COUNT_RULES);
    this.options = options;
    this.#learner = new TermLearner(options, WHO);
  }

  /**
   * @param X - Texts: a list of strings, or one column; shape `[nSamples]` or `[nSamples, 1]`.
   * @param _y - Not used.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is not so, a text is missing, or no term is left.
   */
  fit(X: Samples, _y?: Target): FittedCountVectorizer {
    return this.fitTransform(X).fitted;
  }

  /** As `fit`, with the counts of `X`, which are known then. */
  fitTransform(
    X: Samples,
    _y?: Target,
  ): FitTransformed<FittedCountVectorizer> & { readonly transformed: SparseMatrix } {
    const { counts, ...state } = this.#learner.learn(X);
    return { fitted: new FittedCountVectorizer(state), transformed: counts };
  }
}

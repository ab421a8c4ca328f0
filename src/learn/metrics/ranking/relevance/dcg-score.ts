import { checkOptions, OPTION_RULES } from '../../../estimators/common/check-options.js';
import { meanOfSamples } from '../../common/mean-of-samples.js';
import type { Scores } from '../../common/check-scores.js';
import { discountsOf, GainCounter } from './discounted-gain.js';
import { GAIN_RULES, readRelevance, type GainOptions } from './read-relevance.js';

/** Options of `dcgScore`. */
export interface DcgOptions extends GainOptions {
  /** Base of the logarithm of the discount, above 0; with a low one the first ranks count for less. @default 2 */
  readonly logBase?: number;
}

/**
 * Discounted cumulative gain: the relevance of the documents in the order of their scores, each divided by
 * `log2(rank + 1)`, and the mean over the queries.
 *
 * Higher is better; how high it can be depends on the relevances, so compare with `ndcgScore`. The relevance itself is
 * the gain, not `2^relevance − 1`: transform it before where that is wanted. Documents of equal scores share their
 * mean relevance (McSherry & Najork 2008), unless `ignoreTies` is set.
 *
 * @param yTrue - Relevances; shape `[nSamples, nDocuments]`, a row for each query.
 * @param yScore - Scores that order them; shape of `yTrue`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if sizes differ, there are fewer than two documents, or a value is not
 *   finite.
 *
 * Time O(d log d) for each row of d documents. Source: Järvelin & Kekäläinen 2002; semantics of scikit-learn's
 * `dcg_score`.
 *
 * @example
 * ```ts
 * dcgScore([[10, 0, 0, 1, 5]], [[0.1, 0.2, 0.3, 4, 70]]); // 9.499457825916874
 * ```
 */
export function dcgScore(yTrue: Scores, yScore: Scores, options: DcgOptions = {}): number {
  checkOptions('dcgScore', options, {
    ...GAIN_RULES,
    logBase: { expected: 'a number > 0 other than 1', accepts: (v) => OPTION_RULES.positive.accepts(v) && v !== 1 },
  });
  const { k = Infinity, logBase = 2, ignoreTies = false } = options;
  const read = readRelevance(yTrue, yScore, options);
  const counter = new GainCounter(discountsOf(read.yTrue.nColumns, k, logBase));
  return meanOfSamples(read.yTrue.nRows, read.weights, (i) =>
    counter.gain(read.yTrue.row(i), read.yScore.row(i), !ignoreTies),
  );
}

import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import { checkOptions } from '../../../estimators/common/check-options.js';
import { meanOfSamples } from '../../common/mean-of-samples.js';
import type { Scores } from '../../common/check-scores.js';
import { discountsOf, GainCounter } from './discounted-gain.js';
import { GAIN_RULES, readRelevance, type GainOptions } from './read-relevance.js';

/**
 * Normalised discounted cumulative gain: for each query its `dcgScore`, divided by that of the best order, and the
 * mean over the queries.
 *
 * 1 is the best order; higher is better. A query without any relevant document counts 0.
 *
 * @param yTrue - Relevances ≥ 0; shape `[nSamples, nDocuments]`, a row for each query.
 * @param yScore - Scores that order them; shape of `yTrue`.
 * @returns A number in `[0, 1]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if sizes differ, there are fewer than two documents, a value is not
 *   finite, or a relevance is below 0.
 *
 * Time O(d log d) for each row of d documents. Source: Järvelin & Kekäläinen 2002; semantics of scikit-learn's
 * `ndcg_score`.
 *
 * @example
 * ```ts
 * ndcgScore([[10, 0, 0, 1, 5]], [[0.1, 0.2, 0.3, 4, 70]]); // 0.6956940443813076
 * ```
 */
export function ndcgScore(yTrue: Scores, yScore: Scores, options: GainOptions = {}): number {
  checkOptions('ndcgScore', options, GAIN_RULES);
  const { k = Infinity, ignoreTies = false } = options;
  const read = readRelevance(yTrue, yScore, options);
  const negative = read.yTrue.data.findIndex((relevance) => relevance < 0);
  if (negative !== -1) {
    const { nColumns, data } = read.yTrue;
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `yTrue[${Math.floor(negative / nColumns)}][${negative % nColumns}] must be a relevance ≥ 0, got ${show(data[negative])}`,
    );
  }
  const counter = new GainCounter(discountsOf(read.yTrue.nColumns, k));
  return meanOfSamples(read.yTrue.nRows, read.weights, (i) => {
    const relevance = read.yTrue.row(i);
    // Ties do not matter here: equal documents may change places.
    const best = counter.gain(relevance, relevance, false);
    return best === 0 ? 0 : counter.gain(relevance, read.yScore.row(i), !ignoreTies) / best;
  });
}

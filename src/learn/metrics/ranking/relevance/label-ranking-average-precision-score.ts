import { checkOptions } from '../../../estimators/common/check-options.js';
import { meanOfSamples } from '../../common/mean-of-samples.js';
import type { Scores } from '../../common/check-scores.js';
import type { SampleWeightOption } from '../../common/check-targets.js';
import type { Indicators } from '../../common/labels/indicator-pairs.js';
import { readColumns } from '../read-columns.js';
import { LABEL_RANKING_RULES } from './label-ranking-loss.js';

/**
 * For each label that a sample has, the share of the labels scored as high that it has too; the mean over those
 * labels, and over the samples.
 *
 * 1 is perfect: every label that a sample has is scored above all others. Higher is better. A sample with all labels
 * or with none counts 1.
 *
 * @param yTrue - Which labels each sample has, 0 or 1; shape `[nSamples, nLabels]`.
 * @param yScore - A score for each label; shape of `yTrue`.
 * @returns A number in `(0, 1]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if sizes differ, an indicator is not 0 or 1, or a score is not finite.
 *
 * Time O(p · nLabels) for a sample with p labels. Source: semantics of scikit-learn's
 * `label_ranking_average_precision_score`.
 *
 * @example
 * ```ts
 * labelRankingAveragePrecisionScore([[1, 0, 0], [0, 0, 1]], [[0.75, 0.5, 1], [1, 0.2, 0.1]]); // 0.41666666666666663
 * ```
 */
export function labelRankingAveragePrecisionScore(
  yTrue: Indicators,
  yScore: Scores,
  options: SampleWeightOption = {},
): number {
  checkOptions('labelRankingAveragePrecisionScore', options, LABEL_RANKING_RULES);
  const { indicators, scores, weights } = readColumns(yTrue, yScore, options);
  const { nRows, nColumns, data } = scores;
  return meanOfSamples(nRows, weights, (i) => {
    const start = i * nColumns;
    let [total, nLabels] = [0, 0];
    for (let a = start; a < start + nColumns; a++) {
      if (indicators[a] === 0) continue;
      nLabels++;
      let [rank, trueRank] = [0, 0];
      for (let b = start; b < start + nColumns; b++) {
        if ((data[b] as number) < (data[a] as number)) continue;
        rank++;
        trueRank += indicators[b] as number;
      }
      total += trueRank / rank;
    }
    return nLabels === 0 || nLabels === nColumns ? 1 : total / nLabels;
  });
}

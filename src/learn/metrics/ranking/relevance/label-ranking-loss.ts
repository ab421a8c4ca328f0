import { checkOptions, type OptionRule } from '../../../estimators/common/check-options.js';
import { meanOfSamples } from '../../common/mean-of-samples.js';
import type { Scores } from '../../common/check-scores.js';
import { SAMPLE_WEIGHT_RULE, type SampleWeightOption } from '../../common/check-targets.js';
import type { Indicators } from '../../common/labels/indicator-pairs.js';
import { readColumns } from '../read-columns.js';

/** The rules of the options of metrics that rank labels, for `checkOptions`. */
export const LABEL_RANKING_RULES: Readonly<Record<keyof SampleWeightOption, OptionRule>> = {
  sampleWeight: SAMPLE_WEIGHT_RULE,
};

/**
 * The share of pairs, of a label that a sample has and one that it has not, of which the one it has is not scored
 * higher; the mean over the samples.
 *
 * 0 is perfect; lower is better. A tie counts as wrong; a sample with all labels or with none counts 0.
 *
 * @param yTrue - Which labels each sample has, 0 or 1; shape `[nSamples, nLabels]`.
 * @param yScore - A score for each label; shape of `yTrue`.
 * @returns A number in `[0, 1]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if sizes differ, an indicator is not 0 or 1, or a score is not finite.
 *
 * Time O(p · q) for a sample that has p labels and lacks q. Source: Tsoumakas, Katakis & Vlahavas 2010; semantics of
 * scikit-learn's `label_ranking_loss`.
 *
 * @example
 * ```ts
 * labelRankingLoss([[1, 0, 0], [0, 0, 1]], [[0.75, 0.5, 1], [1, 0.2, 0.1]]); // 0.75
 * ```
 */
export function labelRankingLoss(yTrue: Indicators, yScore: Scores, options: SampleWeightOption = {}): number {
  checkOptions('labelRankingLoss', options, LABEL_RANKING_RULES);
  const { indicators, scores, weights } = readColumns(yTrue, yScore, options);
  const { nRows, nColumns, data } = scores;
  return meanOfSamples(nRows, weights, (i) => {
    const [start, end] = [i * nColumns, (i + 1) * nColumns];
    let [nLabels, nWrong] = [0, 0];
    for (let a = start; a < end; a++) {
      if (indicators[a] === 0) continue;
      nLabels++;
      for (let b = start; b < end; b++) {
        if (indicators[b] === 0 && (data[b] as number) >= (data[a] as number)) nWrong++;
      }
    }
    return nWrong === 0 ? 0 : nWrong / (nLabels * (nColumns - nLabels));
  });
}

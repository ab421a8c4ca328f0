import { checkOptions } from '../../../estimators/common/check-options.js';
import { meanOfSamples } from '../../common/mean-of-samples.js';
import type { Scores } from '../../common/check-scores.js';
import type { SampleWeightOption } from '../../common/check-targets.js';
import type { Indicators } from '../../common/labels/indicator-pairs.js';
import { readColumns } from '../read-columns.js';
import { LABEL_RANKING_RULES } from './label-ranking-loss.js';

/**
 * How far down the ranked labels one has to go to meet all that a sample has; the mean over the samples.
 *
 * The best value is the mean number of labels of a sample; lower is better. A sample without labels counts 0; labels
 * of equal scores count with the lowest of them.
 *
 * @param yTrue - Which labels each sample has, 0 or 1; shape `[nSamples, nLabels]`.
 * @param yScore - A score for each label; shape of `yTrue`.
 * @returns A number in `[0, nLabels]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if sizes differ, an indicator is not 0 or 1, or a score is not finite.
 *
 * Source: Tsoumakas, Katakis & Vlahavas 2010; semantics of scikit-learn's `coverage_error`.
 *
 * @example
 * ```ts
 * coverageError([[1, 0, 0], [0, 1, 1]], [[1, 0, 0], [0, 1, 1]]); // 1.5
 * ```
 */
export function coverageError(yTrue: Indicators, yScore: Scores, options: SampleWeightOption = {}): number {
  checkOptions('coverageError', options, LABEL_RANKING_RULES);
  const { indicators, scores, weights } = readColumns(yTrue, yScore, options);
  const { nRows, nColumns, data } = scores;
  return meanOfSamples(nRows, weights, (i) => {
    const [start, end] = [i * nColumns, (i + 1) * nColumns];
    let lowest = Infinity;
    for (let cell = start; cell < end; cell++) {
      if (indicators[cell] === 1) lowest = Math.min(lowest, data[cell] as number);
    }
    let depth = 0;
    for (let cell = start; cell < end; cell++) if ((data[cell] as number) >= lowest) depth++;
    return depth;
  });
}

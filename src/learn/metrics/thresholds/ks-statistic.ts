import type { Target } from '../../contracts.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import type { Matrix } from '../../math/matrix.js';
import { bothClasses } from './counts/both-classes.js';
import { BINARY_SCORE_RULES, readScoredSamples, type BinaryScoreOptions } from './counts/read-scored-samples.js';
import { thresholdCounts } from './counts/threshold-counts.js';

/** How far apart the scores of both classes lie, and where. */
export interface KsStatistic {
  /** The largest true positive rate minus false positive rate; in `[0, 1]`. */
  readonly statistic: number;
  /** The threshold at which it is; of equals the highest. `Infinity` where it is 0. */
  readonly threshold: number;
}

/**
 * The Kolmogorov–Smirnov statistic of a classifier: the largest distance between the true positive rate and the false
 * positive rate, over all thresholds. Youden's index at its best threshold.
 *
 * 1 is perfect, 0 is chance; higher is better. Only the positive side counts: scores that are upside down give 0.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param yScore - Scores that grow with the positive class, any scale; shape `[nSamples]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, a value is no label or no finite number, or the
 *   positive class is not known. `UNDEFINED_SCORE` if there are only positives or only negatives.
 *
 * Time O(n).
 *
 * @example
 * ```ts
 * ksStatistic([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]).statistic; // 0.5
 * ```
 */
export function ksStatistic(
  yTrue: Target,
  yScore: ArrayLike<number> | Matrix,
  options: BinaryScoreOptions = {},
): KsStatistic {
  checkOptions('ksStatistic', options, BINARY_SCORE_RULES);
  const counts = thresholdCounts(readScoredSamples(yTrue, yScore, options));
  const { thresholds, tps, fps } = counts;
  const [positives, negatives] = bothClasses(counts, 'the KS statistic');
  let [statistic, threshold] = [0, Infinity];
  for (let k = 0; k < thresholds.length; k++) {
    const distance = (tps[k] as number) / positives - (fps[k] as number) / negatives;
    if (distance > statistic) [statistic, threshold] = [distance, thresholds[k] as number];
  }
  return { statistic, threshold };
}

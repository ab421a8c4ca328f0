import { ModelMountError } from '../../../core/errors.js';
import type { Target } from '../../contracts.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import type { Matrix } from '../../math/matrix.js';
import { BINARY_SCORE_RULES, readScoredSamples, type BinaryScoreOptions } from './counts/read-scored-samples.js';
import { thresholdCounts, type ThresholdCounts } from './counts/threshold-counts.js';

/** Options of `gainTable`. */
export interface GainTableOptions extends BinaryScoreOptions {
  /** Into how many parts the samples are cut. @default 10 */
  readonly nBins?: number;
}

/** One part of the samples, of those with the next lower scores. */
export interface GainRow {
  /** 1 for the part with the highest scores. */
  readonly bin: number;
  /** How many samples are in the part (or their weight). */
  readonly count: number;
  /** How many of them are positive; where a cut goes through samples of equal score their positives are shared out. */
  readonly positives: number;
  /** `positives / count`. */
  readonly rate: number;
  /** The share of all positives that is in this and the parts above. */
  readonly gain: number;
  /** How many times as frequent positives are in this part as in all samples. */
  readonly lift: number;
  /** The same for this and the parts above. */
  readonly cumulativeLift: number;
  /** The lowest score in the part. */
  readonly minScore: number;
}

/**
 * Gains and lift: what share of the positives is found among the samples with the highest scores, part by part (by
 * decile, unless told otherwise).
 *
 * A gain of 0.6 in the second row says that 60 % of the positives are in the best fifth, where chance would find 20 %.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param yScore - Scores that grow with the positive class, any scale; shape `[nSamples]`.
 * @returns `nBins` rows of the same weight, the highest scores first.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, a value is no label or no finite number, the positive
 *   class is not known, or there are fewer samples than parts. `UNDEFINED_SCORE` if there is no positive sample.
 *
 * @example
 * ```ts
 * const [best] = gainTable([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], { nBins: 2 });
 * best?.gain; // 0.5
 * best?.lift; // 1
 * ```
 */
export function gainTable(
  yTrue: Target,
  yScore: ArrayLike<number> | Matrix,
  options: GainTableOptions = {},
): GainRow[] {
  checkOptions('gainTable', options, { ...BINARY_SCORE_RULES, nBins: OPTION_RULES.count });
  const { nBins = 10, ...binary } = options;
  const samples = readScoredSamples(yTrue, yScore, binary);
  if (samples.scores.length < nBins) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `nBins must be at most the number of samples, got ${nBins} for ${samples.scores.length}`,
    );
  }
  const counts = thresholdCounts(samples);
  const last = counts.thresholds.length - 1;
  const positives = counts.tps[last] as number;
  if (positives === 0) throw new ModelMountError('UNDEFINED_SCORE', 'gains need positive samples, but yTrue has none');
  const total = positives + (counts.fps[last] as number);
  const size = total / nBins;
  const base = positives / total;
  let above = 0;
  return Array.from({ length: nBins }, (_, k) => {
    const reached =
      k === nBins - 1
        ? { found: positives, score: counts.thresholds[last] as number }
        : foundBy(counts, size * (k + 1));
    const inside = reached.found - above;
    above = reached.found;
    return {
      bin: k + 1,
      count: size,
      positives: inside,
      rate: inside / size,
      gain: above / positives,
      lift: inside / size / base,
      cumulativeLift: above / (size * (k + 1)) / base,
      minScore: reached.score,
    };
  });
}

/** The positives among the `weight` samples of the highest scores, and the lowest score that it takes. */
function foundBy({ thresholds, tps, fps }: ThresholdCounts, weight: number): { found: number; score: number } {
  let [low, high] = [0, thresholds.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tps[middle] as number) + (fps[middle] as number) < weight) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [low === 0 ? 0 : (tps[low - 1] as number), tps[low] as number];
  const start = low === 0 ? 0 : before + (fps[low - 1] as number);
  const part = (weight - start) / (after + (fps[low] as number) - start);
  return { found: before + (after - before) * part, score: thresholds[low] as number };
}

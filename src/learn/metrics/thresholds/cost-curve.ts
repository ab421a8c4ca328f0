import type { Target } from '../../contracts.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import type { Matrix } from '../../math/matrix.js';
import { BINARY_SCORE_RULES, readScoredSamples, type BinaryScoreOptions } from './counts/read-scored-samples.js';
import { thresholdCounts } from './counts/threshold-counts.js';
import { readCosts, type OutcomeCosts } from './threshold-table.js';

/** Options of `costCurve`. */
export interface CostCurveOptions extends BinaryScoreOptions {
  /** What the outcomes cost; a gain is a cost below 0. @default 1 for each mistake */
  readonly costs?: OutcomeCosts;
}

/** The mean cost of a sample by threshold. */
export interface CostCurve {
  /** `Infinity`, where no sample is called positive, and the distinct scores from the highest to the lowest. */
  readonly thresholds: Float64Array;
  /** The cost of all samples divided by their number (or weight), at each threshold. */
  readonly costs: Float64Array;
  /** The threshold of the lowest cost; of equals the highest. */
  readonly bestThreshold: number;
  /** The lowest cost. */
  readonly bestCost: number;
}

/**
 * What a sample costs on average at each threshold, and the threshold that costs least.
 *
 * With probabilities that are calibrated the best threshold is near `(fp − tn) / (fp − tn + fn − tp)` (Elkan 2001);
 * this one is read off the data, so choose it on other data than it is judged on.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param yScore - Scores that grow with the positive class, any scale; shape `[nSamples]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, a value is no label or no finite number, the positive
 *   class is not known, or a cost is not finite.
 *
 * Time O(n), memory O(n).
 *
 * @example
 * ```ts
 * const { bestThreshold, bestCost } = costCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], { costs: { fn: 5, fp: 1 } });
 * bestThreshold; // 0.35
 * bestCost; // 0.25
 * ```
 */
export function costCurve(
  yTrue: Target,
  yScore: ArrayLike<number> | Matrix,
  options: CostCurveOptions = {},
): CostCurve {
  checkOptions('costCurve', options, {
    ...BINARY_SCORE_RULES,
    costs: { expected: 'an object', accepts: (value) => typeof value === 'object' && value !== null },
  });
  const { costs: outcomes = { fp: 1, fn: 1 }, ...binary } = options;
  const cost = readCosts(outcomes);
  const counts = thresholdCounts(readScoredSamples(yTrue, yScore, binary));
  const n = counts.thresholds.length;
  const [positives, negatives] = [counts.tps[n - 1] as number, counts.fps[n - 1] as number];
  const thresholds = new Float64Array(n + 1);
  thresholds[0] = Infinity;
  thresholds.set(counts.thresholds, 1);
  const costs = new Float64Array(n + 1);
  const total = positives + negatives;
  let best = 0;
  let [tp, fp] = [0, 0];
  for (let k = 0; k <= n; k++) {
    costs[k] = (cost.fp * fp + cost.fn * (positives - tp) + cost.tp * tp + cost.tn * (negatives - fp)) / total;
    if ((costs[k] as number) < (costs[best] as number)) best = k;
    tp = counts.tps[k] ?? 0;
    fp = counts.fps[k] ?? 0;
  }
  return { thresholds, costs, bestThreshold: thresholds[best] as number, bestCost: costs[best] as number };
}

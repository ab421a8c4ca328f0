import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Target } from '../../contracts.js';
import { checkNumbers } from '../../data/check-numbers.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import type { Matrix } from '../../math/matrix.js';
import { BINARY_SCORE_RULES, readScoredSamples, type BinaryScoreOptions } from './counts/read-scored-samples.js';
import { thresholdCounts, type ThresholdCounts } from './counts/threshold-counts.js';

/** What each outcome costs; a gain is a cost below 0. */
export interface OutcomeCosts {
  /** Of a negative taken for positive. @default 0 */
  readonly fp?: number;
  /** Of a positive that is missed. @default 0 */
  readonly fn?: number;
  /** Of a positive that is found. @default 0 */
  readonly tp?: number;
  /** Of a negative that is left alone. @default 0 */
  readonly tn?: number;
}

/** Options of `thresholdTable`. */
export interface ThresholdTableOptions extends BinaryScoreOptions {
  /** The thresholds to look at, in any order. @default each distinct score, from the highest to the lowest */
  readonly thresholds?: ArrayLike<number>;
  /** What the outcomes cost, for the column `cost`. @default 1 for each mistake */
  readonly costs?: OutcomeCosts;
}

/** What comes of calling positive what scores at least `threshold`. Counts are weights, where samples have any. */
export interface ThresholdRow {
  readonly threshold: number;
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
  /** The share of true ones among those called positive; 0 where none is. */
  readonly precision: number;
  /** The share of the positives that are found; 0 where there are none. */
  readonly recall: number;
  /** The share of the negatives that are left alone; 0 where there are none. */
  readonly specificity: number;
  /** The harmonic mean of precision and recall. */
  readonly f1: number;
  readonly accuracy: number;
  /** The share of the samples that is called positive: how much work there will be. */
  readonly positiveRate: number;
  /** The cost of all samples by the option `costs`, divided by their number. */
  readonly cost: number;
}

/**
 * A row for each threshold, with what it would lead to: to choose one by.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param yScore - Scores that grow with the positive class, any scale; shape `[nSamples]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, a value is no label or no finite number, the positive
 *   class is not known, or an option does not fit.
 *
 * Time O(n) for all distinct scores, which may be many rows: name `thresholds` for large data.
 *
 * @example
 * ```ts
 * const [row] = thresholdTable([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], { thresholds: [0.5], costs: { fn: 5, fp: 1 } });
 * row?.recall; // 0.5
 * row?.cost; // 1.25
 * ```
 */
export function thresholdTable(
  yTrue: Target,
  yScore: ArrayLike<number> | Matrix,
  options: ThresholdTableOptions = {},
): ThresholdRow[] {
  checkOptions('thresholdTable', options, {
    ...BINARY_SCORE_RULES,
    thresholds: { expected: 'an array of numbers', accepts: (value) => typeof value === 'object' },
    costs: { expected: 'an object', accepts: (value) => typeof value === 'object' && value !== null },
  });
  const { thresholds, costs = { fp: 1, fn: 1 }, ...binary } = options;
  const cost = readCosts(costs);
  const counts = thresholdCounts(readScoredSamples(yTrue, yScore, binary));
  const wanted = thresholds === undefined ? counts.thresholds : checkNumbers(thresholds, 'thresholds');
  const last = counts.thresholds.length - 1;
  const [positives, negatives] = [counts.tps[last] as number, counts.fps[last] as number];
  return Array.from(wanted, (threshold) => {
    const k = countReached(counts, threshold) - 1;
    const [tp, fp] = k < 0 ? [0, 0] : [counts.tps[k] as number, counts.fps[k] as number];
    const [fn, tn] = [positives - tp, negatives - fp];
    const total = positives + negatives;
    return {
      threshold,
      tp,
      fp,
      fn,
      tn,
      precision: share(tp, tp + fp),
      recall: share(tp, positives),
      specificity: share(tn, negatives),
      f1: share(2 * tp, 2 * tp + fp + fn),
      accuracy: (tp + tn) / total,
      positiveRate: (tp + fp) / total,
      cost: (cost.fp * fp + cost.fn * fn + cost.tp * tp + cost.tn * tn) / total,
    };
  });
}

/** The cost of each outcome. @throws {ModelMountError} `INVALID_ARGUMENT` for one that is not finite, or if all are 0. */
export function readCosts(costs: OutcomeCosts): Required<OutcomeCosts> {
  const finite = { expected: 'a finite number', accepts: (value: unknown) => Number.isFinite(value) };
  checkOptions('costs', costs, { fp: finite, fn: finite, tp: finite, tn: finite });
  const { fp = 0, fn = 0, tp = 0, tn = 0 } = costs;
  if (fp === 0 && fn === 0 && tp === 0 && tn === 0) {
    throw new ModelMountError('INVALID_ARGUMENT', `at least one of costs must not be 0, got ${show(costs)}`);
  }
  return { fp, fn, tp, tn };
}

/** How many of the thresholds, which fall, are at least `threshold`. */
function countReached({ thresholds }: ThresholdCounts, threshold: number): number {
  let [low, high] = [0, thresholds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((thresholds[middle] as number) >= threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

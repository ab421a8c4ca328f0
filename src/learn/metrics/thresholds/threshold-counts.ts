import { sortDescending, type DescendingScores } from './sort-descending.js';

/** Samples of two classes, with a score each. */
export interface ScoredSamples {
  /** 1 for a positive sample, 0 for a negative one. */
  readonly positives: Uint8Array;
  /** Finite numbers that grow with the positive class. */
  readonly scores: Float64Array;
  /** `undefined` where each sample counts once. */
  readonly weights: Float64Array | undefined;
}

/** What is called positive at each threshold, from the highest to the lowest. */
export interface ThresholdCounts {
  /** The different scores; a sample is called positive from its own score on. */
  readonly thresholds: Float64Array<ArrayBuffer>;
  /** Weight of the positive samples whose score is at least the threshold; the last is that of all. */
  readonly tps: Float64Array<ArrayBuffer>;
  /** The same of the negative ones. */
  readonly fps: Float64Array<ArrayBuffer>;
}

/** Counts for one threshold per distinct score; samples of weight 0 make none. Time O(n). */
export function thresholdCounts({ positives, scores, weights }: ScoredSamples): ThresholdCounts {
  const descending = sortDescending(scores);
  const { order } = descending;
  const counts = {
    thresholds: new Float64Array(order.length),
    tps: new Float64Array(order.length),
    fps: new Float64Array(order.length),
  };
  const nThresholds =
    weights === undefined
      ? count({ ...descending, positives }, counts)
      : weigh({ ...descending, positives, weights }, counts);
  if (nThresholds === order.length) return counts;
  const { thresholds, tps, fps } = counts;
  return {
    thresholds: thresholds.slice(0, nThresholds),
    tps: tps.slice(0, nThresholds),
    fps: fps.slice(0, nThresholds),
  };
}

interface Ordered extends DescendingScores {
  readonly positives: Uint8Array;
}

function count({ order, sorted, positives }: Ordered, { thresholds, tps, fps }: ThresholdCounts): number {
  let nThresholds = 0;
  let nPositives = 0;
  let score = sorted[0] as number;
  for (let k = 0; k < order.length; k++) {
    const next = sorted[k] as number;
    if (next !== score) {
      thresholds[nThresholds] = score;
      tps[nThresholds] = nPositives;
      fps[nThresholds++] = k - nPositives;
      score = next;
    }
    nPositives += positives[order[k] as number] as number;
  }
  thresholds[nThresholds] = score;
  tps[nThresholds] = nPositives;
  fps[nThresholds++] = order.length - nPositives;
  return nThresholds;
}

/** As `count`, with compensated sums (Neumaier 1974). */
function weigh(
  { order, sorted, positives, weights }: Ordered & { readonly weights: Float64Array },
  { thresholds, tps, fps }: ThresholdCounts,
): number {
  let nThresholds = 0;
  let [tp, lostTp, fp, lostFp] = [0, 0, 0, 0];
  let score = NaN;
  for (let k = 0; k < order.length; k++) {
    const i = order[k] as number;
    const weight = weights[i] as number;
    if (weight === 0) continue;
    const next = sorted[k] as number;
    if (next !== score) {
      if (tp + fp > 0) {
        thresholds[nThresholds] = score;
        tps[nThresholds] = tp + lostTp;
        fps[nThresholds++] = fp + lostFp;
      }
      score = next;
    }
    if (positives[i] === 1) {
      const total = tp + weight;
      lostTp += tp >= weight ? tp - total + weight : weight - total + tp;
      tp = total;
    } else {
      const total = fp + weight;
      lostFp += fp >= weight ? fp - total + weight : weight - total + fp;
      fp = total;
    }
  }
  thresholds[nThresholds] = score;
  tps[nThresholds] = tp + lostTp;
  fps[nThresholds++] = fp + lostFp;
  return nThresholds;
}

import { sortDescending, type CarryingScores } from './sort-descending.js';

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
export function thresholdCounts(samples: ScoredSamples): ThresholdCounts {
  const sorted = sortDescending({ scores: samples.scores, carried: signedWeights(samples) });
  const nSamples = samples.scores.length;
  const counts = {
    thresholds: new Float64Array(nSamples),
    tps: new Float64Array(nSamples),
    fps: new Float64Array(nSamples),
  };
  const nThresholds = samples.weights === undefined ? count(sorted, counts) : weigh(sorted, counts);
  if (nThresholds === nSamples) return counts;
  const { thresholds, tps, fps } = counts;
  return {
    thresholds: thresholds.slice(0, nThresholds),
    tps: tps.slice(0, nThresholds),
    fps: fps.slice(0, nThresholds),
  };
}

/** Class and weight of each sample in one number, to be sorted with the scores: below 0 for a negative sample. */
export function signedWeights({ positives, weights }: ScoredSamples): Float64Array {
  const signed = new Float64Array(positives.length);
  for (let i = 0; i < signed.length; i++) signed[i] = 2 * (positives[i] as number) - 1;
  if (weights !== undefined)
    for (let i = 0; i < signed.length; i++) signed[i] = (signed[i] as number) * (weights[i] as number);
  return signed;
}

function count({ scores, carried }: CarryingScores, { thresholds, tps, fps }: ThresholdCounts): number {
  let nThresholds = 0;
  let balance = 0;
  let score = scores[0] as number;
  for (let k = 0; k < scores.length; k++) {
    const next = scores[k] as number;
    if (next !== score) {
      thresholds[nThresholds] = score;
      tps[nThresholds] = (k + balance) / 2;
      fps[nThresholds++] = (k - balance) / 2;
      score = next;
    }
    balance += carried[k] as number;
  }
  thresholds[nThresholds] = score;
  tps[nThresholds] = (scores.length + balance) / 2;
  fps[nThresholds++] = (scores.length - balance) / 2;
  return nThresholds;
}

/** As `count`, with compensated sums (Neumaier 1974). */
function weigh({ scores, carried }: CarryingScores, { thresholds, tps, fps }: ThresholdCounts): number {
  let nThresholds = 0;
  let [tp, lostTp, fp, lostFp] = [0, 0, 0, 0];
  let score = NaN;
  for (let k = 0; k < scores.length; k++) {
    const weight = carried[k] as number;
    if (weight === 0) continue;
    const next = scores[k] as number;
    if (next !== score) {
      if (tp + fp > 0) {
        thresholds[nThresholds] = score;
        tps[nThresholds] = tp + lostTp;
        fps[nThresholds++] = fp + lostFp;
      }
      score = next;
    }
    if (weight > 0) {
      const total = tp + weight;
      lostTp += tp >= weight ? tp - total + weight : weight - total + tp;
      tp = total;
    } else {
      const total = fp - weight;
      lostFp += fp >= -weight ? fp - total - weight : -weight - total + fp;
      fp = total;
    }
  }
  thresholds[nThresholds] = score;
  tps[nThresholds] = tp + lostTp;
  fps[nThresholds++] = fp + lostFp;
  return nThresholds;
}

import type { CarryingFloats } from '../../../math/order/radix-sorter.js';
import { sortFloats } from '../../../math/order/sort-floats.js';
import { trim } from './trim.js';

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

/** Counts for one threshold per distinct score; samples of weight 0 make none. Time O(n). The arrays are the caller's. */
export function thresholdCounts(samples: ScoredSamples): ThresholdCounts {
  const signed = signedWeights(samples);
  const sorted = sortFloats(samples.scores, signed);
  return samples.weights === undefined ? count(sorted, signed) : weigh(sorted, signed);
}

/** Class and weight of each sample in one number, to be sorted with the scores: below 0 for a negative sample. */
function signedWeights({ positives, weights }: ScoredSamples): Float64Array<ArrayBuffer> {
  const signed = new Float64Array(positives.length);
  for (let i = 0; i < signed.length; i++) signed[i] = 2 * (positives[i] as number) - 1;
  if (weights !== undefined)
    for (let i = 0; i < signed.length; i++) signed[i] = (signed[i] as number) * (weights[i] as number);
  return signed;
}

/** Writes over what it is given: so much new memory would take longer than the counting. */
function count({ values, carried }: CarryingFloats, room: Float64Array<ArrayBuffer>): ThresholdCounts {
  const n = values.length;
  let balance = 0;
  for (let k = 0; k < n; k++) balance += carried[k] as number;
  let nThresholds = 0;
  let last = NaN;
  for (let k = 0; k < n; k++) {
    const score = values[k] as number;
    const sign = carried[k] as number;
    if (score !== last) {
      values[nThresholds] = score;
      carried[nThresholds] = (n - k + balance) / 2;
      room[nThresholds++] = (n - k - balance) / 2;
      last = score;
    }
    balance -= sign;
  }
  return {
    thresholds: trim(values, nThresholds).reverse(),
    tps: trim(carried, nThresholds).reverse(),
    fps: trim(room, nThresholds).reverse(),
  };
}

/** As `count`, with compensated sums (Neumaier 1974). */
function weigh({ values, carried }: CarryingFloats, room: Float64Array<ArrayBuffer>): ThresholdCounts {
  const thresholds = new Float64Array(values.length);
  const tps = new Float64Array(values.length);
  const fps = room;
  let nThresholds = 0;
  let [tp, lostTp, fp, lostFp] = [0, 0, 0, 0];
  let score = NaN;
  for (let k = values.length - 1; k >= 0; k--) {
    const weight = carried[k] as number;
    if (weight === 0) continue;
    const next = values[k] as number;
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
  return { thresholds: trim(thresholds, nThresholds), tps: trim(tps, nThresholds), fps: trim(fps, nThresholds) };
}

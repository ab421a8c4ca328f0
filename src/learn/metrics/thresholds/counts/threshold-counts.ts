import { sortFloats } from '../../../math/order/sort-floats.js';
import { sortByClass } from './sort-by-class.js';
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
  return samples.weights === undefined ? count(samples) : weigh(samples, samples.weights);
}

function count(samples: ScoredSamples): ThresholdCounts {
  const { positives, negatives, room } = sortByClass(samples);
  const thresholds = new Float64Array(room.length);
  const tps = room;
  const fps = new Float64Array(room.length);
  let nThresholds = 0;
  let [k, l] = [positives.length - 1, negatives.length - 1];
  while (k >= 0 || l >= 0) {
    const positive = k < 0 ? -Infinity : (positives[k] as number);
    const negative = l < 0 ? -Infinity : (negatives[l] as number);
    const score = positive > negative ? positive : negative;
    while (k >= 0 && positives[k] === score) k--;
    while (l >= 0 && negatives[l] === score) l--;
    thresholds[nThresholds] = score;
    tps[nThresholds] = positives.length - 1 - k;
    fps[nThresholds++] = negatives.length - 1 - l;
  }
  return { thresholds: trim(thresholds, nThresholds), tps: trim(tps, nThresholds), fps: trim(fps, nThresholds) };
}

/** As `count`, with compensated sums (Neumaier 1974). */
function weigh({ positives, scores }: ScoredSamples, weights: Float64Array): ThresholdCounts {
  // Class and weight of each sample in one number, to be sorted with the scores: below 0 for a negative sample.
  const signed = weights.map((weight, i) => (positives[i] === 1 ? weight : -weight));
  const { values, carried } = sortFloats(scores, signed);
  const thresholds = new Float64Array(values.length);
  const tps = new Float64Array(values.length);
  const fps = signed;
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

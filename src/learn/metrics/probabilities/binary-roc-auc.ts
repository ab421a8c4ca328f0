import { sum } from '../../math/sum.js';

/** Samples for a ROC curve. */
export interface ScoredSamples {
  readonly isPositive: (i: number) => boolean;
  readonly scores: ArrayLike<number>;
  readonly weights: Float64Array;
}

/**
 * Area under the ROC curve, or `undefined` where there are only positives or only negatives.
 *
 * @param maxFpr - Take the area up to this false positive rate only, scaled so that chance is ½ and perfect is 1
 *   (McClish 1989).
 */
export function binaryRocAuc(samples: ScoredSamples, maxFpr = 1): number | undefined {
  const points = rocPoints(samples);
  const last = points.at(-1);
  if (last === undefined || last.positives === 0 || last.negatives === 0) return undefined;
  const stop = maxFpr * last.negatives;
  const area = sum(points.length, (k) => {
    const { positives, negatives } = points[k] as RocPoint;
    const from = k === 0 ? { positives: 0, negatives: 0 } : (points[k - 1] as RocPoint);
    const width = Math.min(negatives, stop) - from.negatives;
    if (!(width > 0)) return 0;
    const slope = (positives - from.positives) / (negatives - from.negatives);
    return width * (from.positives + (slope * width) / 2);
  });
  const share = area / (last.positives * last.negatives);
  if (maxFpr === 1) return share;
  const chance = maxFpr ** 2 / 2;
  return (1 + (share - chance) / (maxFpr - chance)) / 2;
}

/** Weights of the positives and negatives whose score is at least some threshold. */
interface RocPoint {
  readonly positives: number;
  readonly negatives: number;
}

/** One point for each different score, from the highest; samples of weight 0 make none. */
function rocPoints({ isPositive, scores, weights }: ScoredSamples): RocPoint[] {
  const order = Uint32Array.from(weights.keys())
    .filter((i) => weights[i] !== 0)
    .sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const points: RocPoint[] = [];
  let positives = 0;
  let negatives = 0;
  order.forEach((i, k) => {
    if (isPositive(i)) positives += weights[i] as number;
    else negatives += weights[i] as number;
    const next = order[k + 1];
    if (next === undefined || scores[next] !== scores[i]) points.push({ positives, negatives });
  });
  return points;
}

import { sortFloats } from '../../math/order/sort-floats.js';
import { signedWeights, thresholdCounts, type ScoredSamples } from '../thresholds/counts/threshold-counts.js';

/**
 * Area under the ROC curve, or `undefined` where there are only positives or only negatives.
 *
 * @param maxFpr - Take the area up to this false positive rate only, scaled so that chance is ½ and perfect is 1
 *   (McClish 1989).
 */
export function binaryRocAuc(samples: ScoredSamples, maxFpr = 1): number | undefined {
  if (samples.weights === undefined && maxFpr === 1) return wholeRocAuc(samples);
  const { tps, fps } = thresholdCounts(samples);
  const [positives, negatives] = [tps.at(-1) as number, fps.at(-1) as number];
  if (positives === 0 || negatives === 0) return undefined;
  const share = areaUpTo(maxFpr * negatives, tps, fps) / (positives * negatives);
  if (maxFpr === 1) return share;
  const chance = maxFpr ** 2 / 2;
  return (1 + (share - chance) / (maxFpr - chance)) / 2;
}

/** The share of pairs in order, ties counting one half, in whole numbers: exact up to the one division. */
function wholeRocAuc(samples: ScoredSamples): number | undefined {
  const { values: scores, carried } = sortFloats(samples.scores, signedWeights(samples));
  let [tp, fp, lastTp, lastFp, twice] = [0, 0, 0, 0, 0];
  let score = scores.at(-1) as number;
  for (let k = scores.length - 1; k >= 0; k--) {
    const next = scores[k] as number;
    if (next !== score) {
      twice += (fp - lastFp) * (tp + lastTp);
      lastTp = tp;
      lastFp = fp;
      score = next;
    }
    const positive = ((carried[k] as number) + 1) / 2;
    tp += positive;
    fp += 1 - positive;
  }
  twice += (fp - lastFp) * (tp + lastTp);
  return tp === 0 || fp === 0 ? undefined : twice / 2 / (tp * fp);
}

/** By trapezoids, with a compensated sum (Neumaier 1974) that is written out as this runs once per distinct score. */
function areaUpTo(stop: number, tps: Float64Array, fps: Float64Array): number {
  let [area, lost] = [0, 0];
  let [tp, fp] = [0, 0];
  for (let k = 0; k < tps.length && fp < stop; k++) {
    const [nextTp, nextFp] = [tps[k] as number, fps[k] as number];
    const width = Math.min(nextFp, stop) - fp;
    if (width > 0) {
      const slope = (nextTp - tp) / (nextFp - fp);
      // Over the whole step the mean of both heights, as multiplying by the slope would round.
      const height = nextFp <= stop ? (tp + nextTp) / 2 : tp + (slope * width) / 2;
      const term = width * height;
      const total = area + term;
      lost += area >= term ? area - total + term : term - total + area;
      area = total;
    }
    tp = nextTp;
    fp = nextFp;
  }
  return area + lost;
}

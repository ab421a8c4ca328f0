import { sortByClass } from '../thresholds/counts/sort-by-class.js';
import { thresholdCounts, type ScoredSamples } from '../thresholds/counts/threshold-counts.js';

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
  const { positives, negatives } = sortByClass(samples);
  if (positives.length === 0 || negatives.length === 0) return undefined;
  let [twice, nBelow, nUpTo] = [0, 0, 0];
  for (let k = 0; k < positives.length; k++) {
    const score = positives[k] as number;
    while (nBelow < negatives.length && (negatives[nBelow] as number) < score) nBelow++;
    if (nUpTo < nBelow) nUpTo = nBelow;
    while (nUpTo < negatives.length && negatives[nUpTo] === score) nUpTo++;
    twice += nBelow + nUpTo;
  }
  return twice / 2 / (positives.length * negatives.length);
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

import type { ThresholdCounts } from './threshold-counts.js';
import { trim } from './trim.js';

/** The first and the last point of a curve, and those between that are marked; in the arrays of the curve. */
function keepPoints({ thresholds, tps, fps }: ThresholdCounts, isKept: Uint8Array): ThresholdCounts {
  const last = thresholds.length - 1;
  isKept[0] = isKept[last] = 1;
  let nKept = 0;
  for (let k = 0; k <= last; k++) {
    thresholds[nKept] = thresholds[k] as number;
    tps[nKept] = tps[k] as number;
    fps[nKept] = fps[k] as number;
    // No branch: whether a point is kept cannot be foretold.
    nKept += isKept[k] as number;
  }
  return { thresholds: trim(thresholds, nKept), tps: trim(tps, nKept), fps: trim(fps, nKept) };
}

/** Only the ends of each stretch of points that find the same positives. */
export function keepEndsOfLevels(counts: ThresholdCounts): ThresholdCounts {
  const { tps } = counts;
  const isKept = new Uint8Array(tps.length);
  for (let k = 1; k < tps.length - 1; k++) isKept[k] = tps[k] === tps[k - 1] && tps[k] === tps[k + 1] ? 0 : 1;
  return keepPoints(counts, isKept);
}

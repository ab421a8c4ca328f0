import type { ThresholdCounts } from './threshold-counts.js';

/** The first and the last point of a curve, and those between that are marked. */
export function keepPoints({ thresholds, tps, fps }: ThresholdCounts, isKept: Uint8Array): ThresholdCounts {
  const last = thresholds.length - 1;
  isKept[0] = isKept[last] = 1;
  let nKept = 0;
  for (let k = 0; k <= last; k++) nKept += isKept[k] as number;
  const kept = { thresholds: new Float64Array(nKept), tps: new Float64Array(nKept), fps: new Float64Array(nKept) };
  for (let k = 0, place = 0; k <= last; k++) {
    if (isKept[k] === 0) continue;
    kept.thresholds[place] = thresholds[k] as number;
    kept.tps[place] = tps[k] as number;
    kept.fps[place++] = fps[k] as number;
  }
  return kept;
}

/** Only the ends of each stretch of points that find the same positives. */
export function keepEndsOfLevels(counts: ThresholdCounts): ThresholdCounts {
  const { tps } = counts;
  const isKept = new Uint8Array(tps.length);
  for (let k = 1; k < tps.length - 1; k++) isKept[k] = tps[k] === tps[k - 1] && tps[k] === tps[k + 1] ? 0 : 1;
  return keepPoints(counts, isKept);
}

import { logGamma } from '../../math/special/log-gamma.js';

/** Below this a variance counts as none, as in scikit-learn. */
const NOTHING = 1e-15;

/**
 * How many components the rows most likely have, if what is left of them is noise alike in all directions: at least 1,
 * and fewer than there are columns unless there is only one.
 *
 * Method: Minka 2000, "Automatic choice of dimensionality for PCA", equations 30 and 80, by Laplace's approximation of
 * the evidence. Time O(nFeatures³).
 *
 * @param variances - Along all components, descending.
 */
export function likelyDimension(variances: Float64Array, nSamples: number): number {
  let best = 1;
  let highest = -Infinity;
  for (let rank = 1; rank < variances.length; rank++) {
    const evidence = logEvidence(variances, rank, nSamples);
    if (evidence > highest) {
      highest = evidence;
      best = rank;
    }
  }
  return best;
}

function logEvidence(variances: Float64Array, rank: number, nSamples: number): number {
  const n = variances.length;
  if ((variances[rank - 1] as number) < NOTHING) return -Infinity;
  // Of all frames of `rank` directions each is as likely.
  let evidence = -rank * Math.LN2;
  let signal = 0;
  for (let i = 0; i < rank; i++) {
    const half = (n - i) / 2;
    evidence += logGamma(half) - Math.log(Math.PI) * half;
    signal += Math.log(variances[i] as number);
  }
  let rest = 0;
  for (let j = rank; j < n; j++) rest += variances[j] as number;
  const noise = Math.max(NOTHING, rest / (n - rank));
  const nAngles = n * rank - (rank * (rank + 1)) / 2;
  evidence -= (signal * nSamples) / 2 + (Math.log(noise) * nSamples * (n - rank)) / 2;
  evidence += (Math.log(2 * Math.PI) * (nAngles + rank)) / 2 - (rank * Math.log(nSamples)) / 2;
  // The curvature at the peak, which angle by angle is that of turning one direction into another.
  let curvature = nAngles * Math.log(nSamples);
  for (let i = 0; i < rank; i++) {
    const own = variances[i] as number;
    for (let j = i + 1; j < n; j++) {
      const other = variances[j] as number;
      curvature += Math.log((own - other) * (1 / (j < rank ? other : noise) - 1 / own));
    }
  }
  return evidence - curvature / 2;
}

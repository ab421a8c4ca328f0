import { gammaQ } from '../special/incomplete-gamma.js';
import { incompleteBetaAt } from '../special/incomplete-beta.js';

/** The chance that a chi-squared variable with `df` > 0 degrees of freedom is above `x`. */
export function chi2Sf(x: number, df: number): number {
  return gammaQ(df / 2, Math.max(x, 0) / 2);
}

/** The chance that an F variable with `d1` and `d2` > 0 degrees of freedom is above `f`. */
export function fSf(f: number, d1: number, d2: number): number {
  if (f === Infinity) return 0;
  const scaled = d1 * Math.max(f, 0);
  const total = d2 + scaled;
  return incompleteBetaAt({ a: d2 / 2, b: d1 / 2, x: d2 / total, complement: scaled / total });
}

/** The chance of at most `k` successes in `n` ≥ 0 trials that succeed with the chance `p` each. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (!(n >= 0 && p >= 0 && p <= 1) || Number.isNaN(k)) return NaN;
  const successes = Math.floor(k);
  if (successes < 0) return 0;
  if (successes >= n) return 1;
  return incompleteBetaAt({ a: n - successes, b: successes + 1, x: 1 - p, complement: p });
}

import { incompleteBetaAt } from '../special/incomplete-beta.js';

/** The chance of at most `k` successes in `n` ≥ 0 trials that succeed with the chance `p` each. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (!(n >= 0 && p >= 0 && p <= 1) || Number.isNaN(k)) return NaN;
  const successes = Math.floor(k);
  if (successes < 0) return 0;
  if (successes >= n) return 1;
  return incompleteBetaAt({ a: n - successes, b: successes + 1, x: 1 - p, complement: p });
}

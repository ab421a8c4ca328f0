import { gammaQ } from '../special/incomplete-gamma.js';

/** The chance that a chi-squared variable with `df` > 0 degrees of freedom is above `x`. */
export function chi2Sf(x: number, df: number): number {
  return gammaQ(df / 2, Math.max(x, 0) / 2);
}

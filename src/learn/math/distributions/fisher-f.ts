import { incompleteBetaAt } from '../special/incomplete-beta.js';

/** The chance that an F variable with `d1` and `d2` > 0 degrees of freedom is above `f`. */
export function fSf(f: number, d1: number, d2: number): number {
  if (f === Infinity) return 0;
  const scaled = d1 * Math.max(f, 0);
  const total = d2 + scaled;
  return incompleteBetaAt({ a: d2 / 2, b: d1 / 2, x: d2 / total, complement: scaled / total });
}

import { incompleteBetaAt } from '../special/incomplete-beta.js';
import { normalQuantile, normalSf } from './normal.js';
import { stirlingError } from '../special/stirling-error.js';

const MAX_STEPS = 200;
const HALF_LOG_TWO_PI = 0.9189385332046728;

/** The chance that a t variable with `df` > 0 degrees of freedom is above `t`; `df` can be Infinity. */
export function tSf(t: number, df: number): number {
  if (df === Infinity) return normalSf(t);
  if (t < 0) return 1 - tSf(-t, df);
  return t === Infinity ? 0 : betaOf(t, df, true) / 2;
}

/**
 * The t below which a t variable with `df` > 0 degrees of freedom is with the chance `p`; ±Infinity at 0 and 1, NaN
 * outside; `df` can be Infinity.
 *
 * Method: Newton's, in the middle from 0, where the distribution function is concave, and in the tail for log p over
 * log t, which is concave too: both converge from one side.
 */
export function tQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return NaN;
  if (p === 0 || p === 1 || df === Infinity) return normalQuantile(p);
  const tail = Math.min(p, 1 - p);
  const t = tail > 0.25 ? middleQuantile(0.5 - tail, df) : tailQuantile(tail, df);
  return p < 0.5 ? -t : t;
}

/** The t > 0 with the chance `share` between 0 and t. */
function middleQuantile(share: number, df: number): number {
  let t = 0;
  for (let k = 0; k < MAX_STEPS; k++) {
    const step = (share - betaOf(t, df, false) / 2) / Math.exp(logDensity(t, df));
    t += step;
    if (!(Math.abs(step) > t * 2 ** -51)) break;
  }
  return t;
}

/** The t > 0 with the chance `tail` above it. */
function tailQuantile(tail: number, df: number): number {
  let t = -normalQuantile(tail);
  let last = 0;
  for (let k = 0; k < MAX_STEPS && t < Infinity; k++) {
    const sf = betaOf(t, df, true) / 2;
    // Where the tail is below what a float64 can hold, there is nothing to go on from: half the way back.
    if (sf === 0) {
      t = last === 0 ? t / 2 : Math.sqrt(t) * Math.sqrt(last);
      continue;
    }
    last = t;
    const step = Math.log(sf / tail) * Math.exp(Math.log(sf) - Math.log(t) - logDensity(t, df));
    t *= Math.exp(step);
    if (!(Math.abs(step) > 2 ** -51)) break;
  }
  return t;
}

/** Twice the chance above t ≥ 0, or twice the one between 0 and t. */
function betaOf(t: number, df: number, isAbove: boolean): number {
  const square = t * t;
  const total = df + square;
  const [x, complement] = total === Infinity ? [df / t / t, 1] : [df / total, square / total];
  return isAbove
    ? incompleteBetaAt({ a: df / 2, b: 0.5, x, complement })
    : incompleteBetaAt({ a: 0.5, b: df / 2, x: complement, complement: x });
}

function logDensity(t: number, df: number): number {
  const half = df / 2;
  // Γ((df + 1) / 2) / Γ(df / 2) by Stirling's formula with its errors, which holds for any df without overflow.
  const ratio = stirlingError(half + 0.5) - stirlingError(half) + half * Math.log1p(0.5 / half) - 0.5;
  const logSquare = t > 1e100 ? 2 * Math.log(t) - Math.log(df) : Math.log1p((t * t) / df);
  return ratio - (half + 0.5) * logSquare - HALF_LOG_TWO_PI;
}

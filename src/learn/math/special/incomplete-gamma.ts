import { deviance } from './deviance.js';
import { logGamma, logGammaAroundOne } from './log-gamma.js';
import { stirlingError } from './stirling-error.js';

const MAX_TERMS = 10_000_000;

/**
 * The regularised lower incomplete gamma function P(a, x): the chance that a gamma variable of shape `a` is below
 * `x`. NaN unless a > 0 and x ≥ 0.
 *
 * Time O(√a) near x = a. Method: the series (DLMF 8.7.1) below x = a + 1, the complement of the continued fraction
 * (DLMF 8.9.2) above, with the density by its saddle point (Loader 2000).
 */
export function gammaP(a: number, x: number): number {
  if (!(a > 0 && x >= 0)) return NaN;
  if (x === 0) return 0;
  if (x === Infinity) return 1;
  return isAbove(a, x) ? 1 - fraction(a, x) : series(a, x);
}

/** The regularised upper incomplete gamma function Q(a, x) = 1 − P(a, x), with all its digits where it is near 0. */
export function gammaQ(a: number, x: number): number {
  if (!(a > 0 && x >= 0)) return NaN;
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  if (isAbove(a, x)) return fraction(a, x);
  return a < 1 && x < 1.5 ? smallShape(a, x) : 1 - series(a, x);
}

/** Whether `x` is where Q is the smaller of both, and its fraction converges. */
function isAbove(a: number, x: number): boolean {
  return x >= a + 1 && x >= 1.5;
}

/** xᵃ exp(−x) / Γ(a + 1). */
function density(a: number, x: number): number {
  return Math.exp(-deviance(a, x) - stirlingError(a)) / Math.sqrt(2 * Math.PI * a);
}

function series(a: number, x: number): number {
  let total = 1;
  let term = 1;
  for (let k = 1; k < MAX_TERMS && term > total * 2 ** -55; k++) {
    term *= x / (a + k);
    total += term;
  }
  return density(a, x) * total;
}

/** Q by its continued fraction, evaluated forwards (modified Lentz). */
function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k < MAX_TERMS; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const factor = c * d;
    value *= factor;
    if (!(Math.abs(factor - 1) > 2 ** -51)) break;
  }
  return density(a, x) * a * value;
}

/**
 * Q for a < 1 and small x, where P can be so near to 1 that nothing is left of the difference:
 * 1 − xᵃ/Γ(a + 1) by itself, less the rest of the alternating series (DLMF 8.7.3).
 */
function smallShape(a: number, x: number): number {
  const logPower = a * Math.log(x) - (a > 0.5 ? logGamma(a + 1) : logGammaAroundOne(a));
  let rest = 0;
  let term = 1;
  for (let k = 1; k < 60; k++) {
    term *= -x / k;
    rest += (a * term) / (a + k);
  }
  return -Math.expm1(logPower) - Math.exp(logPower) * rest;
}

import { deviance } from './deviance.js';
import { stirlingError } from './stirling-error.js';

const MAX_TERMS = 10_000_000;

/** Where to evaluate the incomplete beta function. */
export interface BetaPoint {
  readonly a: number;
  readonly b: number;
  readonly x: number;
  /** 1 − x, given since the smaller of both carries the digits. */
  readonly complement: number;
}

/**
 * The regularised incomplete beta function I(x; a, b): the chance that a beta variable is below `x`. NaN unless
 * a > 0, b > 0 and 0 ≤ x ≤ 1.
 */
export function incompleteBeta(a: number, b: number, x: number): number {
  return incompleteBetaAt({ a, b, x, complement: 1 - x });
}

/**
 * The same where 1 − x is known better than by subtraction; exchange `a` with `b` and `x` with `complement` for the
 * upper tail, with all its digits.
 *
 * Time O(√(a + b)) near the mean. Method: the continued fraction of DiDonato & Morris (1992, eq. 9) on the side of
 * the mean where it converges, with the density by its saddle point (Loader 2000).
 */
export function incompleteBetaAt(point: BetaPoint): number {
  const { a, b, x, complement } = point;
  if (!(a > 0 && b > 0 && x >= 0 && complement >= 0)) return NaN;
  if (x === 0) return 0;
  if (complement === 0) return 1;
  return x > a / (a + b) ? 1 - lowerTail({ a: b, b: a, x: complement, complement: x }) : lowerTail(point);
}

/** xᵃ (1 − x)ᵇ / B(a, b). */
function density({ a, b, x, complement }: BetaPoint): number {
  const n = a + b;
  const difference = x < complement ? n * x - a : b - n * complement;
  const exponent =
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    deviance(a, n * x, difference) -
    deviance(b, n * complement, -difference);
  return Math.sqrt((a / n) * (b / (2 * Math.PI))) * Math.exp(exponent);
}

/** I(x; a, b) for x up to the mean: the density times the continued fraction, forwards (modified Lentz). */
function lowerTail(point: BetaPoint): number {
  const { a, b, x, complement } = point;
  // λ = a − (a + b) x, from whichever of x and 1 − x has the digits.
  const lambda = x < complement ? a - (a + b) * x : (a + b) * complement - b;
  let beta = (a / (a + 1)) * (lambda + 1);
  let c = beta;
  let d = 0;
  let value = beta;
  for (let n = 1; n < MAX_TERMS; n++) {
    const odd = a + 2 * n - 1;
    const alpha = ((a + n - 1) * (a + b + n - 1) * n * (b - n) * x * x) / (odd * odd);
    beta = n + (n * (b - n) * x) / odd + ((a + n) * (lambda + 1 + n * (1 + complement))) / (odd + 2);
    d = 1 / (beta + alpha * d);
    c = beta + alpha / c;
    const factor = c * d;
    value *= factor;
    if (!(Math.abs(factor - 1) > 2 ** -51)) break;
  }
  return density(point) / value;
}

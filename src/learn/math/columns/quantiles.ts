import { selectPlaces } from '../order/select-places.js';

/** How a quantile between two values is taken: the nine definitions of Hyndman & Fan 1996, by numpy's names. */
export type QuantileMethod =
  | 'invertedCdf'
  | 'averagedInvertedCdf'
  | 'closestObservation'
  | 'interpolatedInvertedCdf'
  | 'hazen'
  | 'weibull'
  | 'linear'
  | 'medianUnbiased'
  | 'normalUnbiased';

/** `[alpha, beta]` of the definitions that interpolate. */
const PLOTTING: Readonly<Partial<Record<QuantileMethod, readonly [number, number]>>> = {
  interpolatedInvertedCdf: [0, 1],
  hazen: [0.5, 0.5],
  weibull: [0, 0],
  medianUnbiased: [1 / 3, 1 / 3],
  normalUnbiased: [3 / 8, 3 / 8],
};

/**
 * The value below which a share `q` of the values lies; NaN for no values.
 *
 * @param sorted - Ascending, none NaN.
 * @param q - From 0 to 1.
 *
 * Definitions: Hyndman & Fan 1996, with numpy's order of operations.
 */
export function quantileOfSorted(sorted: Float64Array, q: number, method: QuantileMethod = 'linear'): number {
  const n = sorted.length;
  if (n === 0) return NaN;
  const at = (i: number): number => sorted[Math.min(Math.max(i, 0), n - 1)] as number;
  if (method === 'invertedCdf') return at(Math.ceil(n * q - 1));
  if (method === 'closestObservation') {
    const index = n * q - 1.5;
    const lower = Math.floor(index);
    // Half way between two, the one whose rank is even.
    return at(index === lower && Math.abs(lower % 2) === 1 ? lower : lower + 1);
  }
  const index = virtualIndex(n, q, method);
  const lower = Math.floor(index);
  if (index < 0 || index >= n - 1) return at(lower);
  const part = index - lower;
  return between(at(lower), at(lower + 1), method === 'averagedInvertedCdf' ? (part === 0 ? 0.5 : 1) : part);
}

/**
 * Brings the values of which quantiles of the shares are made to the places where sorting would bring them, so that
 * `quantileOfSorted` can read them there (and `medianOfSorted`, by the linear method); what lies elsewhere is of no use
 * then. Time linear in their number.
 *
 * @param values - None NaN; their order is changed.
 * @param shares - From 0 to 1.
 */
export function sortAround(values: Float64Array, shares: readonly number[], method: QuantileMethod = 'linear'): void {
  const n = values.length;
  const places = new Set<number>();
  for (const q of shares) {
    const lower =
      method === 'closestObservation' ? n * q - 1.5 : method === 'invertedCdf' ? n * q - 1 : virtualIndex(n, q, method);
    for (const place of [Math.floor(lower), Math.floor(lower) + 1]) {
      places.add(Math.min(Math.max(place, 0), n - 1));
    }
  }
  if (n > 0) selectPlaces(values, [...places]);
}

/** The middle value, or the mean of the two middle ones; NaN for no values. */
export function medianOfSorted(sorted: Float64Array): number {
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : middle(sorted[half - 1] ?? NaN, upper);
}

/** Where the quantile is among the values, counted from 0. */
function virtualIndex(n: number, q: number, method: QuantileMethod): number {
  if (method === 'linear') return (n - 1) * q;
  const [alpha, beta] = PLOTTING[method] ?? [0, 1];
  return n * q + (alpha + q * (1 - alpha - beta)) - 1;
}

function between(a: number, b: number, part: number): number {
  const step = b - a;
  // Values whose difference overflows still have something between them.
  if (!Number.isFinite(step)) return a * (1 - part) + b * part;
  return part >= 0.5 ? b - step * (1 - part) : a + step * part;
}

function middle(a: number, b: number): number {
  const total = a + b;
  return Number.isFinite(total) ? total / 2 : a / 2 + b / 2;
}

import { sum } from './sum.js';

/** Arithmetic mean; NaN for no values or where a value is NaN. */
export function mean(values: ArrayLike<number>): number {
  const n = values.length;
  const total = sum(n, (i) => values[i] as number);
  // A sum beyond the finite range can belong to a mean within it.
  return Math.abs(total) === Infinity ? sum(n, (i) => (values[i] as number) / n) : total / n;
}

/** Population variance (divided by n); NaN for no values or where a value is NaN. Accurate at any mean. */
export function variance(values: ArrayLike<number>): number {
  return weightedVariance(values, mean(values), { weightOf: () => 1, total: values.length });
}

/** What is known of the values that are there. */
export interface Moments {
  /** Number of values that are not NaN, or the sum of their weights. */
  readonly weight: number;
  /** NaN where there is no value. */
  readonly mean: number;
  /** Population variance (divided by `weight`); NaN where there is no value. */
  readonly variance: number;
}

/**
 * Weight, mean and population variance of the values that are not NaN.
 *
 * @param weights - One weight ≥ 0 per value. @default 1 each
 *
 * Method: two passes with a correction term (Chan, Golub & LeVeque 1983) and compensated sums, which keeps the
 * digits of a variance of 1 at a mean of 1e9.
 */
export function nanMoments(values: ArrayLike<number>, weights?: ArrayLike<number>): Moments {
  const weightOf = (i: number): number => (Number.isNaN(values[i]) ? 0 : ((weights ? weights[i] : 1) as number));
  const total = sum(values.length, weightOf);
  const center = sum(values.length, (i) => weighted(weightOf(i), values[i] as number)) / total;
  return { weight: total, mean: center, variance: weightedVariance(values, center, { weightOf, total }) };
}

/** Smallest and largest of the values that are not NaN; both NaN where there is none. */
export function nanExtent(values: ArrayLike<number>): readonly [min: number, max: number] {
  let min = NaN;
  let max = NaN;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    // Comparisons with NaN are false, so the first number replaces it.
    if (!(value >= min)) min = value;
    if (!(value <= max)) max = value;
  }
  return [min, max];
}

/** Middle value, or the mean of the two middle ones; NaN for no values. No value may be NaN. Time O(n log n). */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? NaN;
  if (sorted.length % 2 === 1) return upper;
  const lower = sorted[half - 1] ?? NaN;
  const total = lower + upper;
  return Number.isFinite(total) ? total / 2 : lower / 2 + upper / 2;
}

function weightedVariance(
  values: ArrayLike<number>,
  center: number,
  { weightOf, total }: { weightOf: (i: number) => number; total: number },
): number {
  const deviation = (i: number): number => (values[i] as number) - center;
  const squares = sum(values.length, (i) => weighted(weightOf(i), deviation(i) ** 2));
  // Zero in exact arithmetic: what rounding left in `center`.
  const rest = sum(values.length, (i) => weighted(weightOf(i), deviation(i)));
  return Math.max(squares - rest ** 2 / total, 0) / total;
}

/** `weight * value`, where a weight of 0 leaves even NaN out. */
function weighted(weight: number, value: number): number {
  return weight === 0 ? 0 : weight * value;
}

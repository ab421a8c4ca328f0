import { sortFloats } from './sort-floats.js';
import { selectInPlace } from './select.js';

/**
 * The value below which the share `q` of the weight lies; where it falls exactly between two values, their mean.
 *
 * With equal weights and `q` of one half that is the median. A weight of 2 counts a value twice.
 *
 * Method: the averaged inverse of the distribution function (Hyndman & Fan 1996, definition 2).
 *
 * @param values - At least one, without NaN; not changed.
 * @param q - From 0 to 1.
 * @param weights - ≥ 0, not all 0. @default all 1
 */
export function quantile(values: Float64Array, q: number, weights?: Float64Array): number {
  return weights === undefined ? plainQuantile(values, q) : weightedQuantile(values, q, weights);
}

function plainQuantile(values: Float64Array, q: number): number {
  const n = values.length;
  const place = Math.max(0, Math.ceil(q * n * (1 - Number.EPSILON)) - 1);
  const scratch = values.slice();
  const value = selectInPlace(scratch, place);
  const isBetween = q > 0 && place + 1 - q * n <= Number.EPSILON * n;
  if (!isBetween || place === n - 1) return value;
  let next = Infinity;
  for (let i = place + 1; i < n; i++) next = Math.min(next, scratch[i] as number);
  return middle(value, next);
}

function weightedQuantile(values: Float64Array, q: number, weights: Float64Array): number {
  const isWeighed = (_: number, i: number): boolean => (weights[i] as number) > 0;
  const { values: sorted, carried: own } = sortFloats(values.filter(isWeighed), weights.filter(isWeighed));
  const n = sorted.length;
  let total = 0;
  let lost = 0;
  const reached = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const weight = own[k] as number;
    const next = total + weight;
    lost += total >= weight ? total - next + weight : weight - next + total;
    total = next;
    reached[k] = total + lost;
  }
  const whole = reached[n - 1] as number;
  // What differs by the rounding of the sums is meant to be equal.
  const tolerance = Number.EPSILON * whole;
  const goal = q * whole;
  let place = 0;
  while (place < n - 1 && (reached[place] as number) < goal - tolerance) place++;
  const value = sorted[place] as number;
  const isBetween = q > 0 && place < n - 1 && (reached[place] as number) - goal <= tolerance;
  return isBetween ? middle(value, sorted[place + 1] as number) : value;
}

/** The mean of two numbers, of which the sum may overflow. */
function middle(a: number, b: number): number {
  const sum = a + b;
  return Number.isFinite(sum) ? sum / 2 : a / 2 + b / 2;
}

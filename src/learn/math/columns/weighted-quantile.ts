/** Values with their weights, ascending by value. */
export interface WeightedValues {
  readonly values: Float64Array;
  /** Each ≥ 0, not all 0. */
  readonly weights: Float64Array;
}

/**
 * The value below which a share `q` of the weight lies: the inverse of the distribution function, or where that is a
 * whole step the mean of its two ends.
 *
 * @param q - From 0 to 1.
 * @param isAveraged - Whether the two ends of a step are averaged.
 *
 * Definition: Hyndman & Fan 1996, nos. 1 and 2, with weights for counts.
 */
export function weightedQuantile({ values, weights }: WeightedValues, q: number, isAveraged: boolean): number {
  const n = values.length;
  const cumulative = new Float64Array(n);
  let total = 0;
  for (let i = 0; i < n; i++) cumulative[i] = total += weights[i] as number;
  // Values without weight at the beginning are no quantile of 0.
  const wanted = q * total === 0 ? Number.MIN_VALUE : q * total;
  const i = Math.min(firstAtLeast(cumulative, wanted), n - 1);
  const value = values[i] as number;
  if (!isAveraged || (cumulative[i] as number) - wanted > Number.EPSILON) return value;
  let next = Math.min(i + 1, n - 1);
  while (next < n - 1 && weights[next] === 0) next++;
  return weights[next] === 0 ? value : (value + (values[next] as number)) / 2;
}

/** The first place whose element is at least `value`. */
function firstAtLeast(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

import { sortFloats } from '../../math/order/sort-floats.js';

/** Values of the feature nearer to each other than this count as one. */
const RESOLUTION = 1e-15;

/** Points with how much each counts. */
export interface WeightedPoints {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly weights: Float64Array;
}

/** Points in the order of `x`, those of equal `x` as one with their weighted mean; a weight of 0 is none. Time O(n). */
export function mergeEqual(x: Float64Array, y: Float64Array, weights: Float64Array): WeightedPoints {
  const positions = new Float64Array(x.length);
  let n = 0;
  for (let i = 0; i < x.length; i++) {
    positions[n] = i;
    if ((weights[i] as number) > 0) n++;
  }
  const isEach = n === x.length;
  const kept = positions.subarray(0, n);
  const { values, carried } = sortFloats(isEach ? x : Float64Array.from(kept, (i) => x[i] as number), kept);
  const merged = { x: values, y: new Float64Array(n), weights: new Float64Array(n) };
  let nMerged = 0;
  for (let k = 0; k < n; nMerged++) {
    const first = values[k] as number;
    let end = k + 1;
    while (end < n && (values[end] as number) - first < RESOLUTION) end++;
    // The same sum in whatever order the points came.
    if (end - k > 1)
      carried
        .subarray(k, end)
        .sort((i, j) => (x[i] as number) - (x[j] as number) || (y[i] as number) - (y[j] as number));
    let [total, product] = [0, 0];
    for (; k < end; k++) {
      const i = carried[k] as number;
      total += weights[i] as number;
      product += (weights[i] as number) * (y[i] as number);
    }
    // In place of what was read already.
    values[nMerged] = first;
    merged.y[nMerged] = product / total;
    merged.weights[nMerged] = total;
  }
  return {
    x: values.subarray(0, nMerged),
    y: merged.y.subarray(0, nMerged),
    weights: merged.weights.subarray(0, nMerged),
  };
}

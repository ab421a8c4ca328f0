import { columnMoments } from '../../math/columns/column-moments.js';
import type { WeightedValues } from '../../math/columns/weighted-quantile.js';
import { Matrix } from '../../math/matrix.js';

const MAX_ITER = 300;
const TOLERANCE = 1e-4;

/**
 * Centers of k-means of numbers on a line, ascending.
 *
 * Each step gives every value to the nearest center (of two equally near the lower) and moves each center to the mean
 * of its values; a center without values takes the value farthest
 * from its own. Ends once no value changes its center,
 * or the squared moves add up to at most 1e-4 of the variance, or after 300 steps: scikit-learn's rules.
 *
 * @param sample - Ascending; not all equal.
 * @param starts - Ascending.
 */
export function kMeansCenters({ values, weights }: WeightedValues, starts: Float64Array): Float64Array {
  const n = values.length;
  const { mean, variance } = columnMoments(new Matrix(n, 1, values));
  const center = mean[0] as number;
  const shifted = values.map((value) => value - center);
  const tolerance = TOLERANCE * (variance[0] as number);
  let centers: Float64Array = starts.map((start) => start - center);
  let ends: Uint32Array = new Uint32Array(0);
  for (let nIter = 0; nIter < MAX_ITER; nIter++) {
    const { means, ends: newEnds } = step({ values: shifted, weights }, centers);
    const moved = means.reduce((sum, value, c) => sum + (value - (centers[c] as number)) ** 2, 0);
    const isSettled = newEnds.length === ends.length && newEnds.every((end, c) => end === ends[c]);
    centers = means.sort();
    ends = newEnds;
    if (isSettled || moved <= tolerance) break;
  }
  return centers.map((value) => value + center);
}

/** The mean of the values nearest to each center, and where the values of each end. */
function step({ values, weights }: WeightedValues, centers: Float64Array): { means: Float64Array; ends: Uint32Array } {
  const k = centers.length;
  const sums = new Float64Array(k);
  const total = new Float64Array(k);
  const ends = new Uint32Array(k);
  for (let i = 0, c = 0; c < k; c++) {
    const bound = upperBound(centers, c);
    for (; i < values.length && (values[i] as number) <= bound; i++) {
      sums[c] = (sums[c] as number) + (values[i] as number) * (weights[i] as number);
      total[c] = (total[c] as number) + (weights[i] as number);
    }
    ends[c] = i;
  }
  fillEmpty({ values, weights }, centers, { sums, total, ends });
  const heaviest = total.indexOf(Math.max(...total));
  // A center that has lost its only value joins the one with the most weight.
  const means = sums.map((_, c) => {
    const from = (total[c] as number) > 0 ? c : heaviest;
    return (sums[from] as number) / (total[from] as number);
  });
  return { means, ends };
}

/** Up to where values belong to center `c`; below all values for one that the center before it equals. */
function upperBound(centers: Float64Array, c: number): number {
  const center = centers[c] as number;
  if (c > 0 && centers[c - 1] === center) return -Infinity;
  const next = centers.find((other, d) => d > c && other > center);
  return next === undefined ? Infinity : (center + next) / 2;
}

/** Gives each center without values the value that is farthest from its own center. */
function fillEmpty(
  { values, weights }: WeightedValues,
  centers: Float64Array,
  { sums, total, ends }: { sums: Float64Array; total: Float64Array; ends: Uint32Array },
): void {
  const empty = Array.from(total.keys()).filter((c) => total[c] === 0);
  if (empty.length === 0) return;
  const owner = new Uint32Array(values.length);
  for (let i = 0, c = 0; i < values.length; i++) {
    while (i >= (ends[c] as number)) c++;
    owner[i] = c;
  }
  const distance = values.map((value, i) => Math.abs(value - (centers[owner[i] as number] as number)));
  const farthest = Uint32Array.from(values, (_, i) => i)
    .sort((a, b) => (distance[b] as number) - (distance[a] as number))
    .subarray(0, empty.length);
  if (distance[farthest[0] as number] === 0) return;
  farthest.forEach((i, e) => {
    const [from, to] = [owner[i] as number, empty[e] as number];
    const weight = weights[i] as number;
    sums[from] = (sums[from] as number) - (values[i] as number) * weight;
    total[from] = (total[from] as number) - weight;
    sums[to] = (values[i] as number) * weight;
    total[to] = weight;
  });
}

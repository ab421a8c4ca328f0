import { RandomState } from '../../math/random-state.js';

/**
 * Positions of `size` rows, drawn with replacement as scikit-learn's `resample` draws them.
 *
 * @param rows - How many rows there are, or a weight for each: a row is drawn in proportion to it.
 */
export function drawRows(rows: number | Float64Array, size: number, seed: number): number[] {
  const random = new RandomState(seed);
  if (typeof rows === 'number') return Array.from({ length: size }, () => random.randint(0, rows));
  const total = rows.reduce((sum, weight) => sum + weight, 0);
  const cumulative = new Float64Array(rows.length);
  let sum = 0;
  for (let i = 0; i < rows.length; i++) cumulative[i] = sum += (rows[i] as number) / total;
  for (let i = 0; i < rows.length; i++) cumulative[i] = (cumulative[i] as number) / sum;
  return Array.from({ length: size }, () => countUpTo(cumulative, random.random()));
}

/** How many elements are at most `value`. */
function countUpTo(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

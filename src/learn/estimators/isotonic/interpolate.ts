/**
 * The value at `x` of the lines that join points; beyond the outer ones their values.
 *
 * @param xs - Ascending, at least one.
 *
 * Time O(log n).
 */
export function interpolate(x: number, xs: Float64Array, ys: Float64Array): number {
  let low = 0;
  let high = xs.length - 1;
  if (x <= (xs[low] as number)) return ys[low] as number;
  if (x >= (xs[high] as number)) return ys[high] as number;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((xs[middle] as number) < x) low = middle;
    else high = middle;
  }
  const [x0, x1, y0, y1] = [xs[low], xs[high], ys[low], ys[high]] as [number, number, number, number];
  return ((y1 - y0) / (x1 - x0)) * (x - x0) + y0;
}

/**
 * Where `value` is among ascending quantiles, from 0 to 1, between them by straight lines. A value that several
 * quantiles have is in their middle.
 *
 * Method: the mean of an interpolation from below and one from above, as scikit-learn has it.
 */
export function shareOf(value: number, quantiles: Float64Array, shares: Float64Array): number {
  const last = quantiles.length - 1;
  if (value < (quantiles[0] as number)) return shares[0] as number;
  if (value > (quantiles[last] as number)) return shares[last] as number;
  const above = countUpTo(quantiles, value);
  const below = above - 1;
  if (quantiles[below] !== value) {
    const [x0, x1] = [quantiles[below] as number, quantiles[above] as number];
    const [y0, y1] = [shares[below] as number, shares[above] as number];
    const slope = (y1 - y0) / (x1 - x0);
    // Quantiles so near or so far that the slope of the line between them is no exact number.
    if (slope > 1e300) return y0 + (y1 - y0) * ((value - x0) / (x1 - x0));
    if (slope < 1e-300) return y0 + (y1 - y0) * ((value / 2 - x0 / 2) / (x1 / 2 - x0 / 2));
    return 0.5 * (slope * (value - x0) + y0 - (slope * (x1 - value) - y1));
  }
  return 0.5 * ((shares[below] as number) + (shares[countBelow(quantiles, value)] as number));
}

/** The value at `share`, between quantiles by straight lines: the way back from `shareOf`. */
export function valueAt(share: number, quantiles: Float64Array, shares: Float64Array): number {
  const last = quantiles.length - 1;
  if (!(share > (shares[0] as number))) return quantiles[0] as number;
  if (!(share < (shares[last] as number))) return quantiles[last] as number;
  const above = countUpTo(shares, share);
  const [x0, x1] = [shares[above - 1] as number, shares[above] as number];
  const [y0, y1] = [quantiles[above - 1] as number, quantiles[above] as number];
  if (x0 === share) return y0;
  const slope = (y1 - y0) / (x1 - x0);
  if (Number.isFinite(slope)) return slope * (share - x0) + y0;
  const part = (share - x0) / (x1 - x0);
  return y0 * (1 - part) + y1 * part;
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

/** How many elements are below `value`. */
function countBelow(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

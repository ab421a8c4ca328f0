/** The value below which the share `q` (0–1) of `values` lies, interpolated. */
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = Math.floor(at);
  return sorted[low] + (sorted[Math.ceil(at)] - sorted[low]) * (at - low);
}

export function median(values) {
  return quantile(values, 0.5);
}

/**
 * Round by round `a` ÷ `b`: what the machine does meanwhile meets both sides of a round alike, and cancels.
 *
 * @returns The median of the ratios, and the lowest and the highest of them.
 */
export function pairedRatio(a, b) {
  const ratios = a.map((value, round) => value / b[round]);
  return { ratio: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) };
}

/** Thresholds with their scores. */
export interface ThresholdCurve {
  /** Ascending. */
  readonly thresholds: Float64Array;
  readonly scores: Float64Array;
}

/** `count` numbers evenly from the least to the greatest value. */
export function spread(values: ArrayLike<number>, count: number): Float64Array {
  let [least, greatest] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    least = Math.min(least, values[i] as number);
    greatest = Math.max(greatest, values[i] as number);
  }
  const step = (greatest - least) / (count - 1);
  return Float64Array.from({ length: count }, (_, k) => (k === count - 1 ? greatest : k * step + least));
}

/** Whether the first and the last are equal as far as rounding goes. */
export function isConstant(thresholds: Float64Array): boolean {
  const [first = NaN, last = NaN] = [thresholds[0], thresholds.at(-1)];
  return Math.abs(first - last) <= 1e-8 + 1e-5 * Math.abs(last);
}

/** The mean of the curves at common thresholds, each taken as lines from point to point, level at the ends. */
export function interpolate(at: Float64Array, curves: readonly ThresholdCurve[]): Float64Array {
  return at.map((threshold) => {
    let sum = 0;
    for (const curve of curves) sum += valueAt(curve, threshold);
    return sum / curves.length;
  });
}

function valueAt({ thresholds, scores }: ThresholdCurve, threshold: number): number {
  const last = thresholds.length - 1;
  if (threshold >= (thresholds[last] as number)) return scores[last] as number;
  if (threshold <= (thresholds[0] as number)) return scores[0] as number;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((thresholds[middle] as number) <= threshold) low = middle;
    else high = middle;
  }
  const [x, y] = [thresholds[low] as number, scores[low] as number];
  const slope = ((scores[high] as number) - y) / ((thresholds[high] as number) - x);
  return slope * (threshold - x) + y;
}

const BLOCK = 128;

/**
 * The sum in the order in which numpy adds a contiguous array, to the last bit: which of two folds is better can hang
 * on it where they are equally good.
 *
 * Method: pairwise summation (Higham 1993) over blocks of 128, each with eight running sums.
 */
export function pairwiseSum(values: Float64Array): number {
  const n = values.length;
  if (n > BLOCK) {
    const half = Math.floor(n / 2) - (Math.floor(n / 2) % 8);
    return pairwiseSum(values.subarray(0, half)) + pairwiseSum(values.subarray(half));
  }
  if (n < 8) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[i] as number;
    return sum;
  }
  const sums = values.slice(0, 8);
  const end = n - (n % 8);
  for (let i = 8; i < end; i++) sums[i % 8] = (sums[i % 8] as number) + (values[i] as number);
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = sums;
  let sum = a + b + (c + d) + (e + f + (g + h));
  for (let i = end; i < n; i++) sum += values[i] as number;
  return sum;
}

/** Standard deviation of the population (divided by n), added in the same order. */
export function populationStd(values: Float64Array): number {
  const mean = pairwiseSum(values) / values.length;
  return Math.sqrt(pairwiseSum(values.map((value) => (value - mean) * (value - mean))) / values.length);
}

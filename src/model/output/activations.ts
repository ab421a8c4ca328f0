/** Turns scores into probabilities, row by row, in place. */
export type Activation = 'none' | 'softmax' | 'sigmoid';

/**
 * Probabilities from scores.
 *
 * `softmax` subtracts the row's maximum first, `sigmoid` never exponentiates a positive number: neither
 * overflows.
 *
 * @param scores - Rows of `width` scores; changed in place.
 */
export function activate(scores: Float64Array, width: number, activation: Activation): void {
  if (activation === 'sigmoid') scores.forEach((score, k) => (scores[k] = sigmoid(score)));
  if (activation !== 'softmax' || width === 0) return;
  for (let start = 0; start < scores.length; start += width) {
    const row = scores.subarray(start, start + width);
    const max = row.reduce((a, b) => Math.max(a, b), -Infinity);
    let sum = 0;
    for (let k = 0; k < width; k++) sum += row[k] = Math.exp((row[k] as number) - max);
    for (let k = 0; k < width; k++) row[k] = (row[k] as number) / sum;
  }
}

function sigmoid(score: number): number {
  if (score >= 0) return 1 / (1 + Math.exp(-score));
  const exp = Math.exp(score);
  return exp / (1 + exp);
}

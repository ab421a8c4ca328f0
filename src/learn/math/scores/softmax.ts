/**
 * Turns scores into probabilities that sum to 1, in place: `exp(sᵢ) / Σ exp(sⱼ)`. The largest score is subtracted
 * first, so that nothing overflows.
 *
 * @param scores - All of them, or those from `start` to before `end`.
 */
export function softmaxInPlace(scores: Float64Array, start = 0, end: number = scores.length): void {
  let largest = -Infinity;
  for (let k = start; k < end; k++) largest = Math.max(largest, scores[k] as number);
  let total = 0;
  for (let k = start; k < end; k++) {
    const power = Math.exp((scores[k] as number) - largest);
    scores[k] = power;
    total += power;
  }
  for (let k = start; k < end; k++) scores[k] = (scores[k] as number) / total;
}

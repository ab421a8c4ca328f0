/**
 * Turns scores into probabilities that sum to 1, in place: `exp(sᵢ) / Σ exp(sⱼ)`. The largest score is subtracted
 * first, so that nothing overflows.
 */
export function softmaxInPlace(scores: Float64Array): void {
  let largest = -Infinity;
  for (const score of scores) largest = Math.max(largest, score);
  let total = 0;
  for (let k = 0; k < scores.length; k++) {
    const power = Math.exp((scores[k] as number) - largest);
    scores[k] = power;
    total += power;
  }
  for (let k = 0; k < scores.length; k++) scores[k] = (scores[k] as number) / total;
}

import type { ScoreLoss } from '../../common/objective/score-loss.js';

/**
 * The weighted sum of `max(0, 1 − m)²`, where m is the score of a sample of the second class, minus the score of one
 * of the first.
 *
 * @param isSecond - 1 where a sample is of the second class, else 0.
 */
export function squaredHingeLoss(isSecond: ArrayLike<number>, weights: Float64Array): ScoreLoss {
  const n = weights.length;
  const lackOf = (scores: Float64Array, i: number): number =>
    1 - (isSecond[i] === 1 ? (scores[i] as number) : -(scores[i] as number));
  return {
    value: (scores) => {
      let total = 0;
      let lost = 0;
      for (let i = 0; i < n; i++) {
        const lack = lackOf(scores, i);
        if (!(lack > 0)) continue;
        const term = (weights[i] as number) * lack * lack - lost;
        const next = total + term;
        lost = next - total - term;
        total = next;
      }
      return total;
    },
    slopes: (scores, into) => {
      for (let i = 0; i < n; i++) {
        const lack = Math.max(lackOf(scores, i), 0);
        into[i] = (isSecond[i] === 1 ? -2 : 2) * (weights[i] as number) * lack;
      }
    },
    curvatures: (scores, into) => {
      for (let i = 0; i < n; i++) into[i] = lackOf(scores, i) > 0 ? 2 * (weights[i] as number) : 0;
    },
  };
}

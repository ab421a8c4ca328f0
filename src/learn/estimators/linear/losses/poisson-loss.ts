import type { ScoreLoss } from '../../common/objective/score-loss.js';

/**
 * Half the weighted Poisson deviance of counts, up to what does not depend on the scores: `exp(s) − y s`, where
 * `exp(s)` is the expected count.
 */
export function poissonLoss(target: Float64Array, weights: Float64Array): ScoreLoss {
  const n = weights.length;
  return {
    value: (scores) => {
      let total = 0;
      let lost = 0;
      for (let i = 0; i < n; i++) {
        const score = scores[i] as number;
        const term = (weights[i] as number) * (Math.exp(score) - (target[i] as number) * score) - lost;
        const next = total + term;
        // The rounding error of an infinite total would be NaN.
        lost = next === Infinity ? 0 : next - total - term;
        total = next;
      }
      return total;
    },
    slopes: (scores, into) => {
      for (let i = 0; i < n; i++) {
        into[i] = (weights[i] as number) * (Math.exp(scores[i] as number) - (target[i] as number));
      }
    },
    curvatures: (scores, into) => {
      for (let i = 0; i < n; i++) into[i] = (weights[i] as number) * Math.exp(scores[i] as number);
    },
  };
}

import type { ScoreLoss } from '../../common/objective/score-loss.js';

/** Half the weighted sum of squared differences to the target. */
export function squaredLoss(target: Float64Array, weights: Float64Array): ScoreLoss {
  const n = weights.length;
  return {
    isQuadratic: true,
    value: (scores) => {
      let total = 0;
      for (let i = 0; i < n; i++)
        total += (weights[i] as number) * ((scores[i] as number) - (target[i] as number)) ** 2;
      return total / 2;
    },
    slopes: (scores, into) => {
      for (let i = 0; i < n; i++) into[i] = (weights[i] as number) * ((scores[i] as number) - (target[i] as number));
    },
    curvatures: (_, into) => into.set(weights),
  };
}

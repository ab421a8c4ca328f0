import type { ScoreLoss } from '../../common/objective/score-loss.js';

/**
 * The weighted log loss of two classes, as a function of the log-odds of the second.
 *
 * @param isSecond - 1 where a sample is of the second class, else 0.
 */
export function binaryLogLoss(isSecond: ArrayLike<number>, weights: Float64Array): ScoreLoss {
  const n = weights.length;
  return {
    value: (scores) => {
      let total = 0;
      let lost = 0;
      for (let i = 0; i < n; i++) {
        const margin = isSecond[i] === 1 ? (scores[i] as number) : -(scores[i] as number);
        const loss = Math.log1p(Math.exp(-Math.abs(margin))) - Math.min(margin, 0);
        const term = (weights[i] as number) * loss - lost;
        const next = total + term;
        lost = next - total - term;
        total = next;
      }
      return total;
    },
    slopes: (scores, into) => {
      for (let i = 0; i < n; i++) {
        const sign = isSecond[i] === 1 ? 1 : -1;
        const margin = sign * (scores[i] as number);
        const power = Math.exp(-Math.abs(margin));
        into[i] = (-sign * (weights[i] as number) * (margin > 0 ? power : 1)) / (1 + power);
      }
    },
    curvatures: (scores, into) => {
      for (let i = 0; i < n; i++) {
        const power = Math.exp(-Math.abs(scores[i] as number));
        into[i] = ((weights[i] as number) * power) / (1 + power) ** 2;
      }
    },
  };
}

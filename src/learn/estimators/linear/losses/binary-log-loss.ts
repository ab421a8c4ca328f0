import type { ScoreLoss } from '../../common/objective/score-loss.js';

/**
 * The weighted log loss of two classes, as a function of the log-odds of the second.
 *
 * @param isSecond - 1 where a sample is of the second class, else 0.
 */
export function binaryLogLoss(isSecond: ArrayLike<number>, weights: Float64Array): ScoreLoss {
  const n = weights.length;
  // Without a branch on the class, of which half of the guesses of a processor would be wrong.
  const signs = new Float64Array(n);
  const signedWeights = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    signs[i] = 2 * (isSecond[i] as number) - 1;
    signedWeights[i] = -(signs[i] as number) * (weights[i] as number);
  }
  return {
    value: (scores) => {
      let total = 0;
      let lost = 0;
      for (let i = 0; i < n; i++) {
        const margin = (signs[i] as number) * (scores[i] as number);
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
        into[i] = (signedWeights[i] as number) / (1 + Math.exp((signs[i] as number) * (scores[i] as number)));
      }
    },
    curvatures: (scores, into) => {
      for (let i = 0; i < n; i++) {
        const power = Math.exp(-Math.abs(scores[i] as number));
        const sum = 1 + power;
        into[i] = ((weights[i] as number) * power) / (sum * sum);
      }
    },
  };
}

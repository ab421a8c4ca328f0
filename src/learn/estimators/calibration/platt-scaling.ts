import { expit, softplus } from '../../math/scores/logistic.js';
import { minimize } from '../../math/optimize/minimize.js';
import { powerOfTwoScale } from '../../math/power-of-two.js';
import { sum } from '../../math/sums/sum.js';

/** Probability of the positive class `1 / (1 + exp(a · score + b))`. */
export interface PlattScaling {
  readonly a: number;
  readonly b: number;
}

/** Scores of samples with what is true of them. */
export interface ScoredSamples {
  readonly scores: Float64Array;
  /** 1 for the positive class, else 0. */
  readonly isPositive: Uint8Array;
  /** Not all 0. */
  readonly weights: Float64Array;
}

/** How far the search for the best coefficients came. */
export interface CalibrationFit {
  readonly nIter: number;
  readonly isConverged: boolean;
}

/**
 * Fits a sigmoid to scores. Targets are drawn in from 0 and 1 by as much as the number of samples leaves open, so
 * that the optimum is finite however well the scores separate.
 *
 * Method: Platt 1999, solved to the optimum by Newton's method (Lin, Lin & Weng 2007).
 */
export function fitPlatt({ scores, isPositive, weights }: ScoredSamples): PlattScaling & CalibrationFit {
  const n = scores.length;
  const total = sum(n, (i) => weights[i] as number);
  const positives = sum(n, (i) => (isPositive[i] === 1 ? (weights[i] as number) : 0));
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (total - positives + 2);
  const center = sum(n, (i) => ((weights[i] as number) / total) * (scores[i] as number));
  const size = scores.reduce((most, score) => Math.max(most, Math.abs(score - center)), 0);
  // What is left of equal scores is rounding; scaled up it would look like a difference.
  const isConstant = size <= n * 2 ** -52 * Math.abs(center);
  const scale = isConstant ? 0 : powerOfTwoScale(size);
  const x = scores.map((score) => (score - center) * scale);
  const share = weights.map((weight) => weight / total);
  const targetOf = (i: number): number => (isPositive[i] === 1 ? high : low);
  const linear = (at: Float64Array, i: number): number => (at[0] as number) * (x[i] as number) + (at[1] as number);
  const error = (at: Float64Array, i: number): number => (share[i] as number) * (expit(linear(at, i)) - targetOf(i));
  const result = minimize(
    {
      size: 2,
      value: (at) => sum(n, (i) => (share[i] as number) * (softplus(linear(at, i)) - targetOf(i) * linear(at, i))),
      gradient: (at) =>
        Float64Array.of(
          sum(n, (i) => error(at, i) * (x[i] as number)),
          sum(n, (i) => error(at, i)),
        ),
      hessian: (at) => {
        const [xx, x1, one] = [new Float64Array(1), new Float64Array(1), new Float64Array(1)];
        for (let i = 0; i < n; i++) {
          const p = expit(linear(at, i));
          const curvature = (share[i] as number) * p * (1 - p);
          xx[0] = (xx[0] as number) + curvature * (x[i] as number) ** 2;
          x1[0] = (x1[0] as number) + curvature * (x[i] as number);
          one[0] = (one[0] as number) + curvature;
        }
        return Float64Array.of(xx[0] as number, x1[0] as number, x1[0] as number, one[0] as number);
      },
    },
    { maxIter: 100, tol: 1e-12 },
  );
  const slope = (result.at[0] as number) * scale;
  // Platt's sigmoid falls in its argument.
  const a = -slope + 0;
  const b = slope * center - (result.at[1] as number) + 0;
  return { a, b, nIter: result.nIter, isConverged: result.isConverged };
}

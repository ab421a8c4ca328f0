import { softplus } from '../../../math/scores/logistic.js';

/** Losses of stochastic gradient descent. */
export type SgdLossName =
  | 'hinge'
  | 'logLoss'
  | 'modifiedHuber'
  | 'squaredHinge'
  | 'perceptron'
  | 'squaredError'
  | 'huber'
  | 'epsilonInsensitive'
  | 'squaredEpsilonInsensitive';

/** Losses that are for numbers; a classifier can use them too, with targets of 1 and −1. */
export const REGRESSION_LOSSES: readonly SgdLossName[] = [
  'squaredError',
  'huber',
  'epsilonInsensitive',
  'squaredEpsilonInsensitive',
];

/** All losses, those for classes first. */
export const SGD_LOSSES: readonly SgdLossName[] = [
  'hinge',
  'logLoss',
  'modifiedHuber',
  'squaredHinge',
  'perceptron',
  ...REGRESSION_LOSSES,
];

/** A loss of a score, and its derivative by the score. */
export interface SgdLoss {
  /** What `y` is for the class that is not the positive one: 0 for the log loss, else −1. */
  readonly negative: number;
  value(y: number, score: number): number;
  slope(y: number, score: number): number;
}

/**
 * The loss of that name.
 *
 * @param epsilon - Width of the tolerated error, or of the quadratic part of `huber`.
 *
 * Losses for classes are functions of the margin `y · score`. Source: scikit-learn's user guide 1.5.8.1, and
 * Zhang 2004 for `modifiedHuber`.
 */
export function sgdLoss(name: SgdLossName, epsilon: number): SgdLoss {
  switch (name) {
    case 'hinge':
      return hinge(1);
    case 'perceptron':
      return hinge(0);
    case 'squaredHinge':
      return {
        negative: -1,
        value: (y, score) => Math.max(1 - score * y, 0) ** 2,
        slope: (y, score) => -2 * y * Math.max(1 - score * y, 0),
      };
    case 'modifiedHuber':
      return MODIFIED_HUBER;
    case 'logLoss':
      return LOG_LOSS;
    case 'squaredError':
      return { negative: -1, value: (y, score) => 0.5 * (score - y) * (score - y), slope: (y, score) => score - y };
    case 'huber':
      return huber(epsilon);
    case 'epsilonInsensitive':
      return {
        negative: -1,
        value: (y, score) => Math.max(Math.abs(y - score) - epsilon, 0),
        slope: (y, score) => (y - score > epsilon ? -1 : score - y > epsilon ? 1 : 0),
      };
    case 'squaredEpsilonInsensitive':
      return {
        negative: -1,
        value: (y, score) => Math.max(Math.abs(y - score) - epsilon, 0) ** 2,
        slope: (y, score) => -2 * Math.sign(y - score) * Math.max(Math.abs(y - score) - epsilon, 0),
      };
  }
}

const LOG_LOSS: SgdLoss = {
  negative: 0,
  value: (y, score) => softplus(score) - y * score,
  slope: (y, score) => {
    if (score <= -37) return Math.exp(score) - y;
    const power = Math.exp(-score);
    return (1 - y - y * power) / (1 + power);
  },
};

const MODIFIED_HUBER: SgdLoss = {
  negative: -1,
  value: (y, score) => {
    const margin = score * y;
    return margin >= 1 ? 0 : margin >= -1 ? (1 - margin) * (1 - margin) : -4 * margin;
  },
  slope: (y, score) => {
    const margin = score * y;
    return margin >= 1 ? 0 : margin >= -1 ? 2 * (1 - margin) * -y : -4 * y;
  },
};

function hinge(threshold: number): SgdLoss {
  return {
    negative: -1,
    value: (y, score) => Math.max(threshold - score * y, 0),
    // A margin of exactly the threshold is not enough: so a perceptron leaves its start at 0.
    slope: (y, score) => (score * y <= threshold ? -y : 0),
  };
}

function huber(epsilon: number): SgdLoss {
  return {
    negative: -1,
    value: (y, score) => {
      const error = Math.abs(y - score);
      return error <= epsilon ? 0.5 * error * error : epsilon * (error - 0.5 * epsilon);
    },
    slope: (y, score) => Math.max(-epsilon, Math.min(epsilon, score - y)),
  };
}

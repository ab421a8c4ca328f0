import { expit, softplus } from '../../math/logistic.js';
import type { Matrix } from '../../math/matrix.js';
import type { ConvexFunction } from '../../math/newton.js';
import { sum } from '../../math/sum.js';
import { weightedGram } from '../../math/weighted-gram.js';

/** Data of a logistic regression, as its solver sees it. */
export interface LogisticData {
  /** Shape `[nSamples, width]`. */
  readonly rows: Matrix;
  /** Class of each sample, from 0. */
  readonly classOf: Int32Array;
  /** Weights of the samples; they sum to 1. */
  readonly weights: Float64Array;
  /** Strength of the penalty on each column: half of it times the square is added. */
  readonly penalty: Float64Array;
}

/** The penalised mean log loss of two classes, as a function of one coefficient per column. */
export function binaryLogisticLoss({ rows, classOf, weights, penalty }: LogisticData): ConvexFunction {
  const width = rows.nColumns;
  // The score of the sample's own class against the other one.
  const margin = (i: number, at: Float64Array): number => {
    const x = rows.row(i);
    let score = 0;
    for (let j = 0; j < width; j++) score += (x[j] as number) * (at[j] as number);
    return classOf[i] === 1 ? score : -score;
  };
  return {
    size: width,
    value: (at) =>
      sum(rows.nRows, (i) => (weights[i] as number) * softplus(-margin(i, at))) +
      sum(width, (j) => 0.5 * (penalty[j] as number) * (at[j] as number) ** 2),
    gradient: (at) => {
      const gradient = at.map((value, j) => value * (penalty[j] as number));
      for (let i = 0; i < rows.nRows; i++) {
        const x = rows.row(i);
        const error = (weights[i] as number) * expit(-margin(i, at)) * (classOf[i] === 1 ? -1 : 1);
        for (let j = 0; j < width; j++) gradient[j] = (gradient[j] as number) + error * (x[j] as number);
      }
      return gradient;
    },
    hessian: (at) => {
      const curvatures = weights.map((weight, i) => weight * expit(margin(i, at)) * expit(-margin(i, at)));
      const hessian = weightedGram(rows, curvatures);
      for (let j = 0; j < width; j++)
        hessian[j * width + j] = (hessian[j * width + j] as number) + (penalty[j] as number);
      return hessian;
    },
  };
}

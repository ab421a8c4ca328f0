import type { ConvexFunction } from '../../math/newton.js';
import { softmaxInPlace } from '../../math/softmax.js';
import { sum } from '../../math/sum.js';
import { weightedGram } from '../../math/weighted-gram.js';
import type { LogisticData } from './binary-logistic-loss.js';

/**
 * The penalised mean log loss of many classes, as a function of one coefficient per class and column, class after
 * class.
 *
 * Adding one number to a column's coefficients of all classes changes no probability. Its Hessian is stiffened in
 * those directions, in which the gradient is zero: the minimum stays, and steps keep each column's sum at 0.
 */
export function multinomialLogisticLoss(data: LogisticData, nClasses: number): ConvexFunction {
  const { rows, classOf, weights, penalty } = data;
  const width = rows.nColumns;
  const size = nClasses * width;
  const scores = (i: number, at: Float64Array): Float64Array => {
    const x = rows.row(i);
    return Float64Array.from({ length: nClasses }, (_, k) => {
      let score = 0;
      for (let j = 0; j < width; j++) score += (x[j] as number) * (at[k * width + j] as number);
      return score;
    });
  };
  return {
    size,
    value: (at) =>
      sum(rows.nRows, (i) => (weights[i] as number) * logLoss(scores(i, at), classOf[i] as number)) +
      sum(size, (k) => 0.5 * (penalty[k % width] as number) * (at[k] as number) ** 2),
    gradient: (at) => {
      const gradient = at.map((value, k) => value * (penalty[k % width] as number));
      for (let i = 0; i < rows.nRows; i++) {
        const x = rows.row(i);
        const errors = scores(i, at);
        softmaxInPlace(errors);
        // p − 1 as the sum of the others: it does not cancel.
        errors[classOf[i] as number] = 0;
        errors[classOf[i] as number] = -errors.reduce((total, p) => total + p, 0);
        for (let k = 0, g = 0; k < nClasses; k++) {
          const error = (weights[i] as number) * (errors[k] as number);
          for (let j = 0; j < width; j++, g++) gradient[g] = (gradient[g] as number) + error * (x[j] as number);
        }
      }
      return gradient;
    },
    hessian: (at) => {
      const probabilities = Array.from(weights, (_, i) => {
        const p = scores(i, at);
        softmaxInPlace(p);
        return p;
      });
      const hessian = new Float64Array(size * size);
      for (let k = 0; k < nClasses; k++) {
        for (let l = 0; l <= k; l++) {
          const curvatures = weights.map((weight, i) => weight * curvature(probabilities[i] as Float64Array, k, l));
          placeBlock(hessian, weightedGram(rows, curvatures), { row: k * width, column: l * width });
        }
      }
      for (let k = 0; k < size; k++)
        hessian[k * size + k] = (hessian[k * size + k] as number) + (penalty[k % width] as number);
      stiffen(hessian, nClasses, width);
      return hessian;
    },
  };
}

/** `log Σ exp(sₖ) − s_own`. */
function logLoss(scores: Float64Array, own: number): number {
  const ownScore = scores[own] as number;
  let largest = 0;
  for (const score of scores) largest = Math.max(largest, score - ownScore);
  let total = 0;
  scores.forEach((score, k) => {
    if (k !== own || largest > 0) total += Math.exp(score - ownScore - largest);
  });
  return largest > 0 ? largest + Math.log(total) : Math.log1p(total);
}

/** Element of `diag(p) − p pᵀ`; on the diagonal without the cancellation of `1 − p`. */
function curvature(p: Float64Array, k: number, l: number): number {
  const pk = p[k] as number;
  if (k !== l) return -pk * (p[l] as number);
  let others = 0;
  for (let m = 0; m < p.length; m++) if (m !== k) others += p[m] as number;
  return pk * others;
}

/** Copies a symmetric block, of which the lower triangle is given, to its place. */
function placeBlock(
  hessian: Float64Array,
  block: Float64Array,
  { row, column }: { readonly row: number; readonly column: number },
): void {
  const size = Math.sqrt(hessian.length);
  const width = Math.sqrt(block.length);
  for (let j = 0; j < width; j++) {
    for (let m = 0; m <= j; m++) {
      const value = block[j * width + m] as number;
      hessian[(row + j) * size + column + m] = value;
      hessian[(row + m) * size + column + j] = value;
    }
  }
}

/** Gives each column's common direction the column's own mean curvature. */
function stiffen(hessian: Float64Array, nClasses: number, width: number): void {
  const size = nClasses * width;
  for (let j = 0; j < width; j++) {
    const places = Array.from({ length: nClasses }, (_, k) => k * width + j);
    const curvature = places.reduce((total, place) => total + (hessian[place * size + place] as number), 0) / nClasses;
    for (const row of places) {
      for (const column of places) hessian[row * size + column] = (hessian[row * size + column] as number) + curvature;
    }
  }
}

import { Matrix } from '../../math/matrix.js';
import type { SparseMatrix } from '../../math/sparse-matrix.js';
import { sum } from '../../math/sums/sum.js';
import type { FitInput } from '../common/check-fit-input.js';
import type { LinearModelParts } from '../common/fitted-linear-model.js';
import { dot } from '../../math/linear-algebra/dot.js';

/** Where the residual is taken anew from the coefficients, this often at most. */
const MAX_ROUNDS = 4;
/** Steps of a round; more of them say that the columns nearly repeat each other. */
const MAX_STEPS = 1000;
/** How small the gradient must be beside the residual, each column being of length 1. */
const TOLERANCE = 1e-14;
/** What the last digits may leave of it at most. */
const LEAST_CONVERGENCE = 1e-12;

/**
 * Minimises `Σ weight · (y − X w − b)² + alpha · ‖w‖²` of a sparse `X`, which stays sparse: its means are taken off
 * in the products.
 *
 * Method: conjugate gradients on the least-squares problem (CGLS) with the penalty as extra rows, columns of one length,
 * and the residual taken anew until the gradient is 0 up to rounding (Björck, Elfving & Strakoš 1998).
 * A step takes time O(nStored + nFeatures).
 *
 * @param alpha - Above 0.
 * @returns `undefined` where that takes too many steps.
 */
export function solveSparseRidge(
  { matrix, featureNames, weights }: FitInput<SparseMatrix>,
  y: Float64Array,
  { alpha, fitIntercept }: { readonly alpha: number; readonly fitIntercept: boolean },
): LinearModelParts | undefined {
  const { nRows, nColumns } = matrix;
  const total = sum(nRows, (i) => weights[i] as number);
  const roots = weights.map(Math.sqrt);
  const means = new Float64Array(nColumns);
  if (fitIntercept)
    addTransposed(
      matrix,
      weights.map((weight) => weight / total),
      means,
    );
  const mean = fitIntercept ? sum(nRows, (i) => (weights[i] as number) * (y[i] as number)) / total : 0;
  const scales = columnScales(matrix, weights, { means, total, alpha });
  const root = Math.sqrt(alpha);

  /** `√weight · (X − means) w`. */
  const apply = (w: Float64Array): Float64Array => {
    const shift = sum(nColumns, (j) => (means[j] as number) * (w[j] as number));
    return Float64Array.from({ length: nRows }, (_, i) => {
      let product = 0;
      for (let k = matrix.starts[i] as number; k < (matrix.starts[i + 1] as number); k++) {
        product += (matrix.data[k] as number) * (w[matrix.indices[k] as number] as number);
      }
      return (roots[i] as number) * (product - shift);
    });
  };
  /** Half of the steepest descent, for columns of length 1. */
  const descend = (residual: Float64Array, penalty: Float64Array): Float64Array => {
    const weighed = residual.map((value, i) => (roots[i] as number) * value);
    const gradient = new Float64Array(nColumns);
    addTransposed(matrix, weighed, gradient);
    const whole = sum(nRows, (i) => weighed[i] as number);
    for (let j = 0; j < nColumns; j++) {
      const slope = (gradient[j] as number) - whole * (means[j] as number) + root * (penalty[j] as number);
      gradient[j] = slope * (scales[j] as number);
    }
    return gradient;
  };

  const w = new Float64Array(nColumns);
  let reached = Infinity;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const fitted = apply(w);
    const residual = fitted.map((value, i) => (roots[i] as number) * ((y[i] as number) - mean) - value);
    const penalty = w.map((value) => -root * value);
    let gradient = descend(residual, penalty);
    let square = dot(gradient, gradient);
    const bound = TOLERANCE * Math.sqrt(dot(residual, residual) + dot(penalty, penalty));
    const now = Math.sqrt(square) / (bound / TOLERANCE || 1);
    if (now <= TOLERANCE || now > reached / 2) return finish(Math.min(now, reached));
    reached = now;
    const direction = gradient.slice();
    let steps = 0;
    for (; steps < MAX_STEPS && Math.sqrt(square) > bound; steps++) {
      const step = direction.map((value, j) => value * (scales[j] as number));
      const moved = apply(step);
      const length = square / (dot(moved, moved) + alpha * dot(step, step));
      for (let j = 0; j < nColumns; j++) {
        w[j] = (w[j] as number) + length * (step[j] as number);
        penalty[j] = (penalty[j] as number) - length * root * (step[j] as number);
      }
      for (let i = 0; i < nRows; i++) residual[i] = (residual[i] as number) - length * (moved[i] as number);
      gradient = descend(residual, penalty);
      const next = dot(gradient, gradient);
      for (let j = 0; j < nColumns; j++) {
        direction[j] = (gradient[j] as number) + (next / square) * (direction[j] as number);
      }
      square = next;
    }
    if (steps === MAX_STEPS) return undefined;
  }
  return finish(reached);

  function finish(convergence: number): LinearModelParts | undefined {
    if (!(convergence <= LEAST_CONVERGENCE)) return undefined;
    // + 0 turns −0 into 0, which JSON cannot tell apart.
    const coef = w.map((value) => value + 0);
    const intercept = fitIntercept ? mean - sum(nColumns, (j) => (coef[j] as number) * (means[j] as number)) + 0 : 0;
    return { coef: new Matrix(1, nColumns, coef), intercept: Float64Array.of(intercept), featureNames };
  }
}

/** Adds `Xᵀ v` to `to`. */
function addTransposed({ nRows, starts, indices, data }: SparseMatrix, v: Float64Array, to: Float64Array): void {
  for (let i = 0; i < nRows; i++) {
    const value = v[i] as number;
    for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) {
      const j = indices[k] as number;
      to[j] = (to[j] as number) + value * (data[k] as number);
    }
  }
}

/** What brings each column, its share of the penalty with it, to length 1, about. */
function columnScales(
  { nRows, nColumns, starts, indices, data }: SparseMatrix,
  weights: Float64Array,
  { means, total, alpha }: { readonly means: Float64Array; readonly total: number; readonly alpha: number },
): Float64Array {
  const squares = new Float64Array(nColumns);
  for (let i = 0; i < nRows; i++) {
    for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) {
      const j = indices[k] as number;
      squares[j] = (squares[j] as number) + (weights[i] as number) * (data[k] as number) ** 2;
    }
  }
  return squares.map((square, j) => 1 / Math.sqrt(Math.max(0, square - total * (means[j] as number) ** 2) + alpha));
}

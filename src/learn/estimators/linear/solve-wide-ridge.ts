import { leastSquares } from '../../math/least-squares/least-squares.js';
import { Matrix } from '../../math/matrix.js';
import { PivotedQr } from '../../math/linear-algebra/pivoted-qr.js';
import { sum } from '../../math/sums/sum.js';
import type { FitInput } from '../common/check-fit-input.js';
import type { LinearModelParts } from '../common/fitted-linear-model.js';

/**
 * Minimises `Σ weight · (y − X w − b)² + alpha · ‖w‖²` where there are more features than rows: the solution is a
 * combination of the rows, so that the problem has only as many unknowns as there are rows.
 *
 * Method: Householder QR of the rows, then refined least squares on the triangle, with the penalty as extra rows.
 * Time O(nFeatures · nSamples²).
 *
 * @param alpha - Above 0.
 */
export function solveWideRidge(
  { matrix, featureNames, weights }: FitInput,
  y: Float64Array,
  { alpha, fitIntercept }: { readonly alpha: number; readonly fitIntercept: boolean },
): LinearModelParts {
  const { nRows, nColumns } = matrix;
  const total = sum(nRows, (i) => weights[i] as number);
  const meanOf = (value: (i: number) => number): number =>
    fitIntercept ? sum(nRows, (i) => (weights[i] as number) * value(i)) / total : 0;
  const means = Float64Array.from({ length: nColumns }, (_, j) => meanOf((i) => matrix.at(i, j)));
  const mean = meanOf((i) => y[i] as number);
  const rows = Array.from({ length: nRows }, (_, i) => {
    const root = Math.sqrt(weights[i] as number);
    return matrix.row(i).map((value, j) => root * (value - (means[j] as number)));
  });
  const qr = new PivotedQr(rows);
  // Row order[k] of X is column k of Q R, so that X w = Rᵀ z where w = Q z.
  const columns = Array.from({ length: qr.rank }, (_, m) => {
    const column = Float64Array.from({ length: nRows + qr.rank }, (_, k) => (k < nRows ? qr.r(m, k) : 0));
    column[nRows + m] = Math.sqrt(alpha);
    return column;
  });
  const target = new Float64Array(nRows + qr.rank);
  qr.order.forEach((i, k) => (target[k] = Math.sqrt(weights[i] as number) * ((y[i] as number) - mean)));
  const z = new Float64Array(nColumns);
  z.set(leastSquares(columns, target).solution);
  // + 0 turns −0 into 0, which JSON cannot tell apart.
  const w = qr.applyQ(z).map((value) => value + 0);
  const intercept = fitIntercept ? mean - sum(nColumns, (j) => (w[j] as number) * (means[j] as number)) + 0 : 0;
  return { coef: new Matrix(1, nColumns, w), intercept: Float64Array.of(intercept), featureNames };
}

import { Matrix } from '../../math/matrix.js';
import type { FitInput } from '../common/check-fit-input.js';
import type { LinearModelParts } from '../common/fitted-linear-model.js';
import { solveElasticNet } from './elastic-net/solve-elastic-net.js';
import { solveLinear } from './solve-linear.js';

/**
 * Minimises `Σ weight · (y − X w − b)²` where no element of w is below 0.
 *
 * Method: the solver of `ElasticNet` without a penalty finds out which coefficients are above 0, and least squares on
 * their features alone gives them all their digits.
 */
export function solvePositive(
  input: FitInput,
  y: Float64Array,
  fitIntercept: boolean,
): LinearModelParts & { readonly rank: number } {
  const options = { alpha: 0, l1Ratio: 0, positive: true, maxIter: 1000, tol: 1e-12 };
  const rough = solveElasticNet(input, y, { ...options, fitIntercept });
  const { nRows, nColumns } = input.matrix;
  const support = Array.from(rough.coef.data.keys()).filter((j) => (rough.coef.data[j] as number) > 0);
  if (support.length === 0) return { ...rough, rank: 0 };
  const part = new Matrix(nRows, support.length);
  for (let i = 0, place = 0; i < nRows; i++) {
    for (const j of support) part.data[place++] = input.matrix.data[i * nColumns + j] as number;
  }
  const exact = solveLinear({ ...input, matrix: part }, y, { fitIntercept, alpha: 0 });
  // Rounding may push one over the bound, or features that depend on each other share otherwise.
  if (!exact.coef.data.every((value) => value >= 0)) return { ...rough, rank: exact.rank };
  const coef = new Matrix(1, nColumns);
  support.forEach((j, k) => (coef.data[j] = exact.coef.data[k] as number));
  return { ...exact, coef };
}

import { ModelMountError } from '../../../core/errors.js';
import { leastSquares } from '../../math/least-squares.js';
import { Matrix } from '../../math/matrix.js';
import type { FitInput } from '../common/check-fit-input.js';
import type { LinearModelParts } from '../common/fitted-linear-model.js';

/** Which least-squares problem to solve. */
export interface LinearProblem {
  readonly fitIntercept: boolean;
  /** Strength of the penalty `alpha · ‖w‖²`. */
  readonly alpha: number;
  /** See `leastSquares`. */
  readonly tolerance?: number;
}

/** Minimises `Σ weight · (y − X w − b)² + alpha · ‖w‖²`; of many solutions, the one with the shortest w. */
export function solveLinear(
  { matrix, featureNames, weights }: FitInput,
  y: Float64Array,
  { fitIntercept, alpha, ...options }: LinearProblem,
): LinearModelParts & { readonly rank: number } {
  const { nRows, nColumns } = matrix;
  // The penalty as rows of their own: no product XᵀX is formed, which would lose half of the digits.
  const nPenaltyRows = alpha > 0 ? nColumns : 0;
  const roots = weights.map(Math.sqrt);
  const target = new Float64Array(nRows + nPenaltyRows);
  const ones = new Float64Array(nRows + nPenaltyRows);
  ones.set(roots);
  for (let i = 0; i < nRows; i++) target[i] = (y[i] as number) * (roots[i] as number);
  const columns = Array.from({ length: nColumns }, (_, j) => {
    const column = new Float64Array(nRows + nPenaltyRows);
    for (let i = 0, k = j; i < nRows; i++, k += nColumns) column[i] = (matrix.data[k] as number) * (roots[i] as number);
    if (nPenaltyRows > 0) column[nRows + j] = Math.sqrt(alpha);
    return column;
  });
  if (fitIntercept) columns.unshift(ones);
  const nFixed = fitIntercept ? 1 : 0;
  const { solution, rank } = leastSquares(columns, target, { ...options, nFixed });
  if (!solution.every(Number.isFinite)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      'the coefficients are too large for a float64; bring the columns of X nearer to a size of 1',
    );
  }
  // + 0 turns −0 into 0, which JSON cannot tell apart.
  const coef = new Matrix(
    1,
    nColumns,
    solution.subarray(nFixed).map((value) => value + 0),
  );
  const intercept = Float64Array.of(fitIntercept ? (solution[0] as number) + 0 : 0);
  return { coef, intercept, featureNames, rank: rank - nFixed };
}

import { ModelMountError } from '../../../core/errors.js';
import { leastSquares } from '../../math/least-squares/least-squares.js';
import { Matrix } from '../../math/matrix.js';
import { tallLeastSquares } from '../../math/least-squares/tall-least-squares.js';
import type { TallProblem } from '../../math/least-squares/tall-problem.js';
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

// From here on the normal equations are worth a try.
const MANY_ROWS = 2000;
// Columns that pass for independent there pass this tolerance too.
const LARGEST_TOLERANCE = 2 ** -12;

/** Minimises `Σ weight · (y − X w − b)² + alpha · ‖w‖²`; of many solutions, the one with the shortest w. */
export function solveLinear(
  { matrix, featureNames, weights }: FitInput,
  y: Float64Array,
  problem: LinearProblem,
): LinearModelParts & { readonly rank: number } {
  const { nRows, nColumns } = matrix;
  const { fitIntercept, alpha, tolerance = 0 } = problem;
  const rows = { X: matrix, y, roots: weights.map(Math.sqrt), hasIntercept: fitIntercept };
  const isTall = alpha === 0 && nRows >= MANY_ROWS && nRows >= 10 * nColumns && tolerance <= LARGEST_TOLERANCE;
  const quick = isTall ? tallLeastSquares(rows) : undefined;
  const { solution, rank } = quick === undefined ? solveByQr(rows, problem) : { solution: quick, rank: nColumns };
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
    solution.subarray(0, nColumns).map((value) => value + 0),
  );
  const intercept = Float64Array.of((solution[nColumns] ?? 0) + 0);
  return { coef, intercept, featureNames, rank };
}

/** Of the columns of X and the intercept's, the last. */
function solveByQr(
  { X, y, roots, hasIntercept }: TallProblem,
  { alpha, tolerance }: LinearProblem,
): { readonly solution: Float64Array; readonly rank: number } {
  const { data, nRows, nColumns } = X;
  // The penalty as rows of their own: no product XᵀX is formed, which would lose half of the digits.
  const nPenaltyRows = alpha > 0 ? nColumns : 0;
  const target = new Float64Array(nRows + nPenaltyRows);
  const ones = new Float64Array(nRows + nPenaltyRows);
  ones.set(roots);
  for (let i = 0; i < nRows; i++) target[i] = (y[i] as number) * (roots[i] as number);
  const columns = Array.from({ length: nColumns }, (_, j) => {
    const column = new Float64Array(nRows + nPenaltyRows);
    for (let i = 0, k = j; i < nRows; i++, k += nColumns) column[i] = (data[k] as number) * (roots[i] as number);
    if (nPenaltyRows > 0) column[nRows + j] = Math.sqrt(alpha);
    return column;
  });
  // The intercept stands first, where it keeps its place.
  const nFixed = hasIntercept ? 1 : 0;
  const { solution, rank } = leastSquares(hasIntercept ? [ones, ...columns] : columns, target, {
    nFixed,
    ...(tolerance === undefined ? {} : { tolerance }),
  });
  const inOrder = new Float64Array(solution.length);
  inOrder.set(solution.subarray(nFixed));
  inOrder.set(solution.subarray(0, nFixed), nColumns);
  return { solution: inOrder, rank: rank - nFixed };
}

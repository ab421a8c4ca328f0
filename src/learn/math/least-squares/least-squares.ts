import { exactDot, ExactVector } from '../sums/exact-vector.js';
import { PivotedQr } from '../linear-algebra/pivoted-qr.js';
import { powerOfTwoScale } from '../power-of-two.js';

/** How to solve. */
export interface LeastSquaresOptions {
  /** How many leading columns are free of the minimum-norm rule (an intercept's). @default 0 */
  readonly nFixed?: number;
  /**
   * A column counts as a combination of others if what is left of it is not larger than this, relative to the
   * whole column. @default max(nRows, nColumns) · 2⁻⁵²
   */
  readonly tolerance?: number;
}

/** The solution of a least-squares problem. */
export interface LeastSquaresSolution {
  readonly solution: Float64Array;
  /** Number of independent columns. */
  readonly rank: number;
}

/**
 * The x that minimises ‖A x − b‖₂; where there are many, the one whose part after the first `nFixed` elements is
 * shortest.
 *
 * Method: Householder QR of columns scaled by powers of two, then one step of iterative refinement of the
 * augmented system with residuals in twice the precision (Björck 1967). Time O(nRows · nColumns²).
 *
 * @param columns - The columns of A: finite numbers, all of b's length.
 */
export function leastSquares(
  columns: readonly Float64Array[],
  b: Float64Array,
  options: LeastSquaresOptions = {},
): LeastSquaresSolution {
  const nFixed = options.nFixed ?? 0;
  const tolerance = options.tolerance ?? Math.max(b.length, columns.length) * 2 ** -52;
  const scales = columns.map((column) => powerOfTwoScale(norm(column)));
  const scaled = columns.map((column, j) => scaledBy(scales[j] as number, column));
  const scaleB = powerOfTwoScale(norm(b));
  const target = scaledBy(scaleB, b);

  const qr = new PivotedQr(scaled, { nFixed, tolerance });
  const coefficients =
    qr.rank === columns.length
      ? refinedSolution(qr, scaled, target)
      : shortestSolution(qr, qr.applyQt(target), { nFixed, scales });
  return {
    solution: coefficients.map((value, j) => value * ((scales[j] as number) / scaleB)),
    rank: qr.rank,
  };
}

/** The solution for independent columns. */
function refinedSolution(qr: PivotedQr, columns: readonly Float64Array[], b: Float64Array): Float64Array {
  const inOrder = qr.order.map((j) => columns[j] as Float64Array);
  const x = qr.solveR(qr.applyQt(b));
  const residual = minusCombination(b, inOrder, x);

  // One Newton step on the system  r + A x = b,  Aᵀ r = 0  of both unknowns.
  const f = minusCombination(b, [residual, ...inOrder], [1, ...x]);
  const g = inOrder.map((column) => -exactDot(column, residual));
  const d = qr.applyQt(f);
  const h = qr.solveRt(g);
  const step = qr.solveR(h.map((value, k) => (d[k] as number) - value));
  const refined = new Float64Array(x.length);
  qr.order.forEach((j, k) => (refined[j] = (x[k] as number) + (step[k] as number)));
  return refined;
}

/** `start − Σ_k factors[k] · vectors[k]`, in twice the precision. */
function minusCombination(
  start: Float64Array,
  vectors: readonly Float64Array[],
  factors: ArrayLike<number>,
): Float64Array {
  const total = new ExactVector(start);
  vectors.forEach((vector, k) => total.addMultiple(-(factors[k] as number), vector));
  return total.value;
}

/**
 * The shortest of many solutions. Lengths are measured in the caller's units, so the scales come off before the
 * second factorisation.
 */
function shortestSolution(
  qr: PivotedQr,
  c: Float64Array,
  { nFixed, scales }: { readonly nFixed: number; readonly scales: readonly number[] },
): Float64Array {
  const { order, rank } = qr;
  const free = order.slice(nFixed);
  const solution = new Float64Array(order.length);
  if (rank > nFixed) {
    const rows = Array.from({ length: rank - nFixed }, (_, i) =>
      Float64Array.from(free, (j, k) => qr.r(nFixed + i, nFixed + k) / (scales[j] as number)),
    );
    const rowsQr = new PivotedQr(rows);
    const v = new Float64Array(free.length);
    v.set(rowsQr.solveRt(rowsQr.order.map((i) => c[nFixed + i] as number)));
    rowsQr
      .applyQ(v)
      .forEach((value, k) => (solution[free[k] as number] = value / (scales[free[k] as number] as number)));
  }
  for (let i = Math.min(nFixed, rank) - 1; i >= 0; i--) {
    let value = c[i] as number;
    for (let k = i + 1; k < order.length; k++) value -= qr.r(i, k) * (solution[order[k] as number] as number);
    solution[order[i] as number] = value / qr.r(i, i);
  }
  return solution;
}

function scaledBy(scale: number, values: Float64Array): Float64Array {
  const scaled = new Float64Array(values.length);
  for (let i = 0; i < scaled.length; i++) scaled[i] = scale * (values[i] as number);
  return scaled;
}

function norm(values: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i] as number));
  if (largest === 0) return 0;
  // Squares of what is near 1 cannot overflow.
  const scale = powerOfTwoScale(largest);
  let square = 0;
  for (let i = 0; i < values.length; i++) {
    const value = scale * (values[i] as number);
    square += value * value;
  }
  return Math.sqrt(square) / scale;
}

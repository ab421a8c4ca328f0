import { Cholesky } from '../linear-algebra/cholesky.js';
import { addRows } from '../linear-algebra/row-products.js';
import { slicedResidual } from './sliced-residual.js';
import type { TallProblem } from './tall-problem.js';
import { weightedGram } from '../linear-algebra/weighted-gram.js';

// Beyond it a first solution has too few digits left for two or three corrections.
const MAX_INFLATION = 2 ** 20;
const MAX_CORRECTIONS = 3;

/**
 * The x that minimises ‖diag(roots) (A x − y)‖₂, where the columns of A, which are those of X and of the intercept,
 * are far from being combinations of each other; `undefined` where they are not, and where squares leave the range of
 * float64. Such problems need a factorisation of A itself.
 *
 * Method: the normal equations by Cholesky, then corrections of the solution whose right sides `Aᵀ (y − A x)` are had
 * in twice the precision (Björck 1987, corrected seminormal equations). An error is multiplied at each correction by
 * about 2⁻⁵² times the squared condition number of A with columns of length 1. The sum of their variance inflation
 * factors, `trace((AᵀA)⁻¹)`, is above that over nColumns, and may be up to 2²⁰ (Higham 2002, 10.1 and 20.4).
 * Corrections end when the next would be lost in rounding. Time O(nRows · nColumns²), a third of that of a QR
 * factorisation.
 */
export function tallLeastSquares(problem: TallProblem): Float64Array | undefined {
  const { gram, products } = normalEquations(problem);
  const size = products.length;
  const norms = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    const square = gram[j * size + j] as number;
    if (!(square > 1e-200 && square < 1e200)) return undefined;
    norms[j] = Math.sqrt(square);
  }
  const factor = Cholesky.of(gram, size);
  if (factor === undefined) return undefined;
  const inflation = factor.inverseTrace();
  if (!(inflation <= MAX_INFLATION)) return undefined;

  const x = factor.solve(products);
  for (let k = 0; k < MAX_CORRECTIONS; k++) {
    const correction = factor.solve(slicedResidual(problem, x, norms));
    let before = 0;
    let change = 0;
    for (let j = 0; j < size; j++) {
      before = Math.max(before, Math.abs(x[j] as number) * (norms[j] as number));
      change = Math.max(change, Math.abs(correction[j] as number) * (norms[j] as number));
      x[j] = (x[j] as number) + (correction[j] as number);
    }
    if (before !== 0 && !(before > 1e-200 && before < 1e200)) return undefined;
    // What is left of the error is at most this part of the correction.
    const contraction = Math.max(change / before, inflation * 2 ** -52);
    if (change === 0 || contraction * change <= 2 ** -60 * before) return x;
  }
  return undefined;
}

/** `AᵀA`, of which the lower triangle is filled, and `Aᵀy`, with the weights. */
function normalEquations({ X, y, roots, hasIntercept }: TallProblem): {
  readonly gram: Float64Array;
  readonly products: Float64Array;
} {
  const { nRows, nColumns } = X;
  const weights = new Float64Array(nRows);
  const targets = new Float64Array(nRows);
  let weightSum = 0;
  let targetSum = 0;
  for (let i = 0; i < nRows; i++) {
    const weight = (roots[i] as number) ** 2;
    const target = weight * (y[i] as number);
    weights[i] = weight;
    targets[i] = target;
    weightSum += weight;
    targetSum += target;
  }
  const plain = weightedGram(X, weights);
  const size = nColumns + (hasIntercept ? 1 : 0);
  const products = new Float64Array(size);
  addRows(X, targets, products.subarray(0, nColumns));
  if (!hasIntercept) return { gram: plain, products };
  products[nColumns] = targetSum;
  const gram = new Float64Array(size * size);
  for (let j = 0; j < nColumns; j++) gram.set(plain.subarray(j * nColumns, j * nColumns + j + 1), j * size);
  addRows(X, weights, gram.subarray(nColumns * size, nColumns * size + nColumns));
  gram[size * size - 1] = weightSum;
  return { gram, products };
}

import type { Matrix } from '../../../math/matrix.js';
import { addRows, addSquaredRows } from '../../../math/linear-algebra/row-products.js';
import { powerOfTwoScale } from '../../../math/power-of-two.js';
import { SparseMatrix } from '../../../math/sparse-matrix.js';

/** How the columns of features are moved and stretched before a solver sees them. */
export interface ColumnScales {
  /** What is subtracted; zeros where nothing may be. */
  readonly means: Float64Array;
  /** Powers of two by which the rest is multiplied; 0 for a column of which only rounding would be left. */
  readonly scales: Float64Array;
}

/** @param weights - Weights of the samples; they sum to 1. */
export function columnScales(X: Matrix | SparseMatrix, weights: Float64Array, isCentred: boolean): ColumnScales {
  if (X instanceof SparseMatrix) return sparseScales(X, weights);
  const { nRows, nColumns } = X;
  const means = isCentred ? weightedMeans(X, weights) : new Float64Array(nColumns);
  const sizes = columnSizes(X, weights, means);
  const scales = sizes.map((size, j) =>
    // What is left of a constant column is rounding; scaled up it would look like a feature.
    size <= nRows * 2 ** -52 * Math.abs(means[j] as number) ? 0 : toScale(size),
  );
  return { means, scales };
}

/**
 * Scales for columns that may stay where they are, since their means are not larger than what is left without them;
 * `undefined` where that does not hold for each, or squares could leave the range.
 */
export function scalesInPlace(X: Matrix, weights: Float64Array): Float64Array | undefined {
  const { nColumns } = X;
  const totals = new Float64Array(nColumns);
  const squares = new Float64Array(nColumns);
  addRows(X, weights, totals);
  addSquaredRows(X, weights, squares);
  const scales = new Float64Array(nColumns);
  for (let j = 0; j < nColumns; j++) {
    const square = squares[j] as number;
    const meanSquare = (totals[j] as number) ** 2;
    if (!(square > 1e-200 && square < 1e200 && meanSquare <= square / 2)) return undefined;
    scales[j] = toScale(Math.sqrt(square - meanSquare));
  }
  return scales;
}

/** Means would fill what is empty: a sparse column is stretched, but stays where it is. */
function sparseScales(X: SparseMatrix, weights: Float64Array): ColumnScales {
  const largest = new Float64Array(X.nColumns);
  for (let e = 0; e < X.nStored; e++) {
    const j = X.indices[e] as number;
    largest[j] = Math.max(largest[j] as number, Math.abs(X.data[e] as number));
  }
  const squares = new Float64Array(X.nColumns);
  for (let i = 0; i < X.nRows; i++) {
    for (let e = X.starts[i] as number; e < (X.starts[i + 1] as number); e++) {
      const j = X.indices[e] as number;
      const part = (X.data[e] as number) / (largest[j] as number);
      if (part !== 0) squares[j] = (squares[j] as number) + (weights[i] as number) * part * part;
    }
  }
  const scales = squares.map((square, j) => (square > 0 ? toScale((largest[j] as number) * Math.sqrt(square)) : 0));
  return { means: new Float64Array(X.nColumns), scales };
}

// The penalty grows with the square of the scale, which must stay finite.
function toScale(size: number): number {
  return Math.min(powerOfTwoScale(size), 2 ** 500);
}

/**
 * Means to about n rounding errors, which is all that the move needs: what is learnt is moved back by the same numbers.
 */
function weightedMeans(X: Matrix, weights: Float64Array): Float64Array {
  const means = new Float64Array(X.nColumns);
  addRows(X, weights, means);
  return means;
}

/** Root mean square of what is left of each column without its mean. */
function columnSizes(X: Matrix, weights: Float64Array, means: Float64Array): Float64Array {
  const { data, nRows, nColumns } = X;
  const squares = new Float64Array(nColumns);
  for (let i = 0, k = 0; i < nRows; i++) {
    const weight = weights[i] as number;
    for (let j = 0; j < nColumns; j++, k++) {
      const part = (data[k] as number) - (means[j] as number);
      squares[j] = (squares[j] as number) + weight * part * part;
    }
  }
  // Squares near an end of the range have overflown or lost digits.
  const isSafe = squares.every((square) => square > 1e-200 && square < 1e200);
  return isSafe ? squares.map(Math.sqrt) : extremeColumnSizes(X, weights, means);
}

function extremeColumnSizes(
  { data, nRows, nColumns }: Matrix,
  weights: Float64Array,
  means: Float64Array,
): Float64Array {
  const largest = new Float64Array(nColumns);
  for (let i = 0, k = 0; i < nRows; i++) {
    for (let j = 0; j < nColumns; j++, k++) {
      const size = Math.abs((data[k] as number) - (means[j] as number));
      if (size > (largest[j] as number)) largest[j] = size;
    }
  }
  const squares = new Float64Array(nColumns);
  for (let i = 0, k = 0; i < nRows; i++) {
    const weight = weights[i] as number;
    for (let j = 0; j < nColumns; j++, k++) {
      // Squares of what is at most 1 cannot overflow.
      const part = ((data[k] as number) - (means[j] as number)) / (largest[j] as number);
      squares[j] = (squares[j] as number) + weight * part * part;
    }
  }
  return squares.map((square, j) => (largest[j] === 0 ? 0 : (largest[j] as number) * Math.sqrt(square)));
}

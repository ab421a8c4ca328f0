import { powerOfTwoScale } from '../../math/power-of-two.js';
import { sum } from '../../math/sum.js';
import { Matrix } from '../../math/matrix.js';

/**
 * Features moved to mean 0 and scaled to a size near 1, with a column of ones at the end for an intercept: what
 * an iterative solver works on.
 */
export interface Design {
  /** Shape `[nSamples, nFeatures]`, and one column of ones where there is an intercept. */
  readonly rows: Matrix;
  /** What was subtracted; zeros where there is no intercept to make up for it. */
  readonly means: Float64Array;
  /** Powers of two by which the centred features were multiplied. */
  readonly scales: Float64Array;
  readonly hasIntercept: boolean;
}

/** @param weights - Weights of the samples; they sum to 1. */
export function makeDesign(X: Matrix, weights: Float64Array, hasIntercept: boolean): Design {
  const { nRows, nColumns } = X;
  const width = nColumns + (hasIntercept ? 1 : 0);
  const rows = new Matrix(nRows, width);
  const means = new Float64Array(nColumns);
  const scales = new Float64Array(nColumns);
  for (let j = 0; j < nColumns; j++) {
    const column = X.column(j);
    const mean = hasIntercept ? sum(nRows, (i) => (weights[i] as number) * (column[i] as number)) : 0;
    const largest = column.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0);
    // Squares of what is at most 1 cannot overflow.
    const square = (i: number): number => (((column[i] as number) - mean) / largest) ** 2;
    const size = largest === 0 ? 0 : largest * Math.sqrt(sum(nRows, (i) => (weights[i] as number) * square(i)));
    // What is left of a constant column is rounding; scaled up it would look like a feature.
    const isConstant = size <= nRows * 2 ** -52 * Math.abs(mean);
    means[j] = mean;
    // The penalty grows with the square of the scale, which must stay finite.
    scales[j] = isConstant ? 1 : Math.min(powerOfTwoScale(size), 2 ** 500);
    for (let i = 0, k = j; i < nRows; i++, k += width) {
      rows.data[k] = isConstant ? 0 : ((column[i] as number) - mean) * (scales[j] as number);
    }
  }
  if (hasIntercept) for (let k = nColumns; k < rows.data.length; k += width) rows.data[k] = 1;
  return { rows, means, scales, hasIntercept };
}

/** The coefficients and intercept on the original features that stand for `u` on the design's columns. */
export function toOriginalUnits(design: Design, u: Float64Array): { coef: Float64Array; intercept: number } {
  const coef = design.scales.map((scale, j) => scale * (u[j] as number));
  const shift = sum(coef.length, (j) => (coef[j] as number) * (design.means[j] as number));
  return { coef, intercept: design.hasIntercept ? (u[coef.length] as number) - shift : 0 };
}

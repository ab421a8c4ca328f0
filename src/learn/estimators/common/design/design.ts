import { Matrix } from '../../../math/matrix.js';
import { SparseMatrix } from '../../../math/sparse-matrix.js';
import { sum } from '../../../math/sums/sum.js';
import { columnScales, scalesInPlace, type ColumnScales } from './column-scales.js';
import { DenseRows } from './dense-rows.js';
import type { DesignRows } from './design-rows.js';
import { ScaledRows } from './scaled-rows.js';
import { SparseRows } from './sparse-rows.js';

/**
 * Features moved to mean 0 and scaled to a size near 1, with a column of ones at the end for an intercept: what
 * an iterative solver works on. Sparse features are scaled only, as are many rows with means near 0.
 */
export interface Design extends ColumnScales {
  readonly rows: DesignRows;
  readonly hasIntercept: boolean;
}

// From here on a copy of the features takes time worth saving.
const MANY_ROWS = 20_000;

/**
 * @param weights - Weights of the samples; they sum to 1.
 * @param fit - Whether there is an intercept, and whether features are moved to mean 0 for it: not where something
 *   holds it to 0, which it would then not be.
 */
export function makeDesign(
  X: Matrix | SparseMatrix,
  weights: Float64Array,
  { hasIntercept, isCentred = hasIntercept }: { readonly hasIntercept: boolean; readonly isCentred?: boolean },
): Design {
  const inPlace = X instanceof Matrix && X.nRows >= MANY_ROWS && isCentred ? scalesInPlace(X, weights) : undefined;
  if (X instanceof Matrix && inPlace !== undefined) {
    const rows = new ScaledRows(X, inPlace, hasIntercept);
    return { rows, means: new Float64Array(X.nColumns), scales: inPlace, hasIntercept };
  }
  const { means, scales } = columnScales(X, weights, isCentred);
  const rows =
    X instanceof SparseMatrix
      ? new SparseRows(scaledSparse(X, scales), hasIntercept)
      : new DenseRows(scaledDense(X, { means, scales, hasIntercept }));
  return { rows, means, scales: scales.map((scale) => scale || 1), hasIntercept };
}

function scaledSparse(X: SparseMatrix, scales: Float64Array): SparseMatrix {
  return X.withData(X.data.map((value, e) => value * (scales[X.indices[e] as number] as number)));
}

function scaledDense(
  { data, nRows, nColumns }: Matrix,
  { means, scales, hasIntercept }: ColumnScales & { readonly hasIntercept: boolean },
): Matrix {
  const rows = new Matrix(nRows, nColumns + (hasIntercept ? 1 : 0));
  for (let i = 0, from = 0, to = 0; i < nRows; i++) {
    for (let j = 0; j < nColumns; j++, from++, to++) {
      rows.data[to] = ((data[from] as number) - (means[j] as number)) * (scales[j] as number);
    }
    if (hasIntercept) rows.data[to++] = 1;
  }
  return rows;
}

/** The coefficients and intercept on the original features that stand for `u` on the design's columns. */
export function toOriginalUnits(design: Design, u: Float64Array): { coef: Float64Array; intercept: number } {
  const coef = design.scales.map((scale, j) => scale * (u[j] as number));
  const shift = sum(coef.length, (j) => (coef[j] as number) * (design.means[j] as number));
  return { coef, intercept: design.hasIntercept ? (u[coef.length] as number) - shift : 0 };
}

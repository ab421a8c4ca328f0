import { Matrix } from '../matrix.js';

/** What makes scores of rows. */
export interface LinearMap {
  /** Shape `[nOutputs, nFeatures]`. */
  readonly coef: Matrix;
  /** Shape `[nOutputs]`. */
  readonly intercept: Float64Array;
}

/**
 * `X · coefᵀ + intercept`: one score per row of `X` and row of `coef`.
 *
 * @param X - Shape `[nSamples, nFeatures]`.
 * @param coef - Shape `[nOutputs, nFeatures]`.
 * @param intercept - Shape `[nOutputs]`.
 */
export function linearScores(X: Matrix, coef: Matrix, intercept: Float64Array): Matrix {
  const scores = new Matrix(X.nRows, coef.nRows);
  writeLinearScores(X, { coef, intercept }, scores);
  return scores;
}

/** `linearScores` into the first columns of a matrix, which has as many rows as `X`. */
export function writeLinearScores(X: Matrix, { coef, intercept }: LinearMap, into: Matrix): void {
  const { data, nRows, nColumns } = X;
  const weights = coef.data;
  // One flat loop: a view for each row would cost more than its dot product.
  for (let i = 0, start = 0; i < nRows; i++, start += nColumns) {
    for (let k = 0, w = 0, s = i * into.nColumns; k < coef.nRows; k++, s++) {
      let score = 0;
      for (let j = start; j < start + nColumns; j++, w++) score += (data[j] as number) * (weights[w] as number);
      into.data[s] = score + (intercept[k] as number);
    }
  }
}

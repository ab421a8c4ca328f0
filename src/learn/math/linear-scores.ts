import { Matrix } from './matrix.js';

/**
 * `X · coefᵀ + intercept`: one score per row of `X` and row of `coef`.
 *
 * @param X - Shape `[nSamples, nFeatures]`.
 * @param coef - Shape `[nOutputs, nFeatures]`.
 * @param intercept - Shape `[nOutputs]`.
 */
export function linearScores(X: Matrix, coef: Matrix, intercept: Float64Array): Matrix {
  const scores = new Matrix(X.nRows, coef.nRows);
  const { data, nColumns } = X;
  const weights = coef.data;
  // One flat loop: a view for each row would cost more than its dot product.
  for (let i = 0, s = 0; i < X.nRows; i++) {
    for (let k = 0, w = 0; k < coef.nRows; k++, s++) {
      let score = 0;
      for (let j = i * nColumns; j < (i + 1) * nColumns; j++, w++)
        score += (data[j] as number) * (weights[w] as number);
      scores.data[s] = score + (intercept[k] as number);
    }
  }
  return scores;
}

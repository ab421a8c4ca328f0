import type { LinearMap } from './linear-scores.js';
import { Matrix } from '../matrix.js';
import type { SparseMatrix } from '../sparse-matrix.js';

/** `linearScores` of sparse rows, in time that grows with what they keep. */
export function sparseLinearScores(X: SparseMatrix, { coef, intercept }: LinearMap): Matrix {
  const { nRows, starts, indices, data } = X;
  const scores = new Matrix(nRows, coef.nRows);
  for (let i = 0, s = 0; i < nRows; i++) {
    const end = starts[i + 1] as number;
    for (let k = 0, first = 0; k < coef.nRows; k++, first += coef.nColumns, s++) {
      let score = 0;
      for (let e = starts[i] as number; e < end; e++)
        score += (data[e] as number) * (coef.data[first + (indices[e] as number)] as number);
      scores.data[s] = score + (intercept[k] as number);
    }
  }
  return scores;
}

import { writeLinearScores } from '../../../learn/math/scores/linear-scores.js';
import type { Matrix } from '../../../learn/math/matrix.js';

/**
 * Makes the scores of all rows of `X`.
 *
 * @param into - Gets them in its first columns; all zeros, and as many rows as `X`.
 */
export type Scorer = (X: Matrix, into: Matrix) => void;

/** One term of a sum: `coefficient · Π xⱼ ^ exponents[j]`; an exponent 0 leaves its feature out. */
export interface PowerTerm {
  readonly coefficient: number;
  /** One for each feature. */
  readonly exponents: readonly number[];
}

/**
 * `X · coefᵀ + intercept`, each dot product added from the first feature to the last.
 *
 * @param coef - Shape `[nScores, nFeatures]`.
 * @param intercept - Shape `[nScores]`.
 */
export function linearScorer(coef: Matrix, intercept: readonly number[]): Scorer {
  const map = { coef, intercept: Float64Array.from(intercept) };
  return (X, into) => writeLinearScores(X, map, into);
}

/** The sum of `terms` for each row: polynomials in one or more features, and power laws. */
export function powerScorer(terms: readonly PowerTerm[]): Scorer {
  return (X, into) => {
    for (let row = 0, first = 0; row < X.nRows; row++, first += X.nColumns) {
      let score = 0;
      for (const { coefficient, exponents } of terms) {
        let power = 1;
        for (let j = 0; j < X.nColumns; j++) power *= (X.data[first + j] as number) ** (exponents[j] as number);
        score += coefficient * power;
      }
      into.data[row * into.nColumns] = score;
    }
  };
}

/** `scale · exp(rate · x)` of the one feature. */
export function exponentialScorer(scale: number, rate: number): Scorer {
  return (X, into) => {
    for (const [row, x] of X.data.entries()) into.data[row * into.nColumns] = scale * Math.exp(x * rate);
  };
}

/** The exponentials of another's scores, of which there are as many as `into` has columns. */
export function exponentialOf(score: Scorer): Scorer {
  return (X, into) => {
    score(X, into);
    for (let k = 0; k < into.data.length; k++) into.data[k] = Math.exp(into.data[k] as number);
  };
}

/** How alike two rows are, from their elements. */
export type Kernel = (a: Float64Array, b: Float64Array) => number;

/**
 * `Σ kernel(x, landmarkᵢ) · alphaᵢ` for each row `x`.
 *
 * @param landmarks - Rows of the training data; shape `[n, nFeatures]`.
 * @param alpha - Shape `[n, nScores]`.
 *
 * Time O(nRows · n · nFeatures): as slow as the training data is long.
 */
export function kernelScorer(kernel: Kernel, landmarks: Matrix, alpha: Matrix): Scorer {
  return (X, into) => {
    for (let row = 0; row < X.nRows; row++) {
      const x = X.row(row);
      const out = into.row(row);
      for (let i = 0; i < landmarks.nRows; i++) {
        const similarity = kernel(x, landmarks.row(i));
        for (let k = 0; k < alpha.nColumns; k++) out[k] = (out[k] as number) + similarity * alpha.at(i, k);
      }
    }
  };
}

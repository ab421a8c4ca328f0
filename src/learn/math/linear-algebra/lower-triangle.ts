import { makeReflection, reflectRows } from './reflect-rows.js';

/**
 * `A = L Q`, where L is a lower triangle and Q has orthonormal rows; A has at least as many columns as rows.
 *
 * Method: Householder reflections (Golub & Van Loan, Matrix Computations, 5.2), of rows, which lie in one piece. Time
 * O(nRows² · nColumns).
 */
export class LowerTriangle {
  /** L, row-major, `nRows × nRows`. */
  readonly lower: Float64Array;
  readonly #vectors: Float64Array;
  readonly #factors: Float64Array;
  readonly #nColumns: number;

  /** @param rows - A, row after row; they are used up. */
  constructor(rows: Float64Array, nRows: number) {
    const nColumns = rows.length / nRows;
    this.lower = new Float64Array(nRows * nRows);
    this.#vectors = rows;
    this.#factors = new Float64Array(nRows);
    this.#nColumns = nColumns;
    for (let i = 0; i < nRows; i++) {
      const row = i * nColumns;
      for (let j = 0; j < i; j++) this.lower[i * nRows + j] = rows[row + j] as number;
      const [start, end] = [row + i, row + nColumns];
      const [image, factor] = makeReflection(rows, start, end);
      this.lower[i * nRows + i] = image;
      this.#factors[i] = factor;
      const below = { from: start + nColumns, to: rows.length, stride: nColumns };
      reflectRows({ vector: rows, start, end, factor }, rows, below);
    }
  }

  /** `W Q` for the rows of a square W of as many rows as A. */
  timesQ(W: Float64Array): Float64Array {
    const nRows = this.#factors.length;
    const nColumns = this.#nColumns;
    const product = new Float64Array(nRows * nColumns);
    for (let i = 0; i < nRows; i++) product.set(W.subarray(i * nRows, (i + 1) * nRows), i * nColumns);
    for (let i = nRows - 1; i >= 0; i--) {
      const start = i * nColumns + i;
      const reflection = { vector: this.#vectors, start, end: (i + 1) * nColumns, factor: this.#factors[i] as number };
      reflectRows(reflection, product, { from: i, to: product.length, stride: nColumns });
    }
    return product;
  }
}

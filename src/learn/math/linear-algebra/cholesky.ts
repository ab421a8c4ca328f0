/**
 * A = L Lᵀ of a symmetric positive definite matrix, scaled to a unit diagonal first, so that the units of its
 * rows do not matter.
 *
 * Method: Cholesky–Banachiewicz (Golub & Van Loan, 4.2). Time O(size³).
 */
export class Cholesky {
  readonly #size: number;
  readonly #factor: Float64Array;
  readonly #scales: Float64Array;

  private constructor(factor: Float64Array, scales: Float64Array) {
    this.#size = scales.length;
    this.#factor = factor;
    this.#scales = scales;
  }

  /**
   * @param matrix - Row-major, of which only the lower triangle is read; not changed.
   * @param damping - Added to the diagonal after scaling.
   * @returns `undefined` where the matrix is not positive definite to working precision.
   */
  static of(matrix: Float64Array, size: number, damping = 0): Cholesky | undefined {
    const scales = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      const diagonal = matrix[i * size + i] as number;
      scales[i] = diagonal > 0 ? 1 / Math.sqrt(diagonal) : 1;
    }
    const factor = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) {
        let value = (matrix[i * size + j] as number) * (scales[i] as number) * (scales[j] as number);
        if (i === j) value += damping;
        for (let k = 0; k < j; k++) value -= (factor[i * size + k] as number) * (factor[j * size + k] as number);
        if (i !== j) factor[i * size + j] = value / (factor[j * size + j] as number);
        // The negation catches NaN too.
        else if (!(value > size * 2 ** -52)) return undefined;
        else factor[i * size + i] = Math.sqrt(value);
      }
    }
    return new Cholesky(factor, scales);
  }

  /** The x with A x = b. */
  solve(b: Float64Array): Float64Array {
    const size = this.#size;
    const x = b.map((value, i) => value * (this.#scales[i] as number));
    for (let i = 0; i < size; i++) {
      let value = x[i] as number;
      for (let k = 0; k < i; k++) value -= (this.#factor[i * size + k] as number) * (x[k] as number);
      x[i] = value / (this.#factor[i * size + i] as number);
    }
    for (let i = size - 1; i >= 0; i--) {
      let value = x[i] as number;
      for (let k = i + 1; k < size; k++) value -= (this.#factor[k * size + i] as number) * (x[k] as number);
      x[i] = value / (this.#factor[i * size + i] as number);
    }
    return x.map((value, i) => value * (this.#scales[i] as number));
  }

  /** The trace of the inverse of A scaled to a unit diagonal: the sum of the variance inflation factors. */
  inverseTrace(): number {
    const size = this.#size;
    let trace = 0;
    const column = new Float64Array(size);
    // The squares of the elements of L⁻¹, column by column.
    for (let j = 0; j < size; j++) {
      for (let i = j; i < size; i++) {
        let value = i === j ? 1 : 0;
        for (let k = j; k < i; k++) value -= (this.#factor[i * size + k] as number) * (column[k] as number);
        column[i] = value / (this.#factor[i * size + i] as number);
        trace += (column[i] as number) ** 2;
      }
    }
    return trace;
  }
}

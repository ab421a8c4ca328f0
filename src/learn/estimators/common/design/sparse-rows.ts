import type { SparseMatrix } from '../../../math/sparse-matrix.js';
import type { DesignColumns, DesignRows } from './design-rows.js';

/** Rows that keep only some elements; the intercept's column of ones is not kept but known. */
export class SparseRows implements DesignRows {
  readonly nRows: number;
  readonly width: number;
  readonly #matrix: SparseMatrix;
  readonly #hasOnes: boolean;
  #columns: DesignColumns | undefined;

  constructor(matrix: SparseMatrix, hasOnes: boolean) {
    this.nRows = matrix.nRows;
    this.width = matrix.nColumns + (hasOnes ? 1 : 0);
    this.#matrix = matrix;
    this.#hasOnes = hasOnes;
  }

  multiply(at: Float64Array, into: Float64Array): void {
    const { starts, indices, data, nColumns } = this.#matrix;
    const { nRows, width } = this;
    const nOutputs = at.length / width;
    for (let i = 0, s = 0; i < nRows; i++) {
      const start = starts[i] as number;
      const end = starts[i + 1] as number;
      for (let k = 0, first = 0; k < nOutputs; k++, first += width, s++) {
        let score = this.#hasOnes ? (at[first + nColumns] as number) : 0;
        for (let e = start; e < end; e++) score += (data[e] as number) * (at[first + (indices[e] as number)] as number);
        into[s] = score;
      }
    }
  }

  addTransposed(errors: Float64Array, into: Float64Array): void {
    const { starts, indices, data, nColumns } = this.#matrix;
    const { nRows, width } = this;
    const nOutputs = into.length / width;
    for (let i = 0, s = 0; i < nRows; i++) {
      const start = starts[i] as number;
      const end = starts[i + 1] as number;
      for (let k = 0, first = 0; k < nOutputs; k++, first += width, s++) {
        const error = errors[s] as number;
        for (let e = start; e < end; e++) {
          const place = first + (indices[e] as number);
          into[place] = (into[place] as number) + error * (data[e] as number);
        }
        if (this.#hasOnes) into[first + nColumns] = (into[first + nColumns] as number) + error;
      }
    }
  }

  addSquares(weights: Float64Array, into: Float64Array): void {
    const { starts, indices, data, nColumns } = this.#matrix;
    for (let i = 0; i < this.nRows; i++) {
      const weight = weights[i] as number;
      for (let e = starts[i] as number; e < (starts[i + 1] as number); e++) {
        const j = indices[e] as number;
        into[j] = (into[j] as number) + weight * (data[e] as number) ** 2;
      }
      if (this.#hasOnes) into[nColumns] = (into[nColumns] as number) + weight;
    }
  }

  gram(weights: Float64Array): Float64Array {
    const { starts, indices, data, nColumns } = this.#matrix;
    const { width } = this;
    const gram = new Float64Array(width * width);
    const last = nColumns * width;
    for (let i = 0; i < this.nRows; i++) {
      const weight = weights[i] as number;
      for (let e = starts[i] as number; e < (starts[i + 1] as number); e++) {
        const j = indices[e] as number;
        const factor = weight * (data[e] as number);
        for (let m = starts[i] as number; m <= e; m++) {
          const place = j * width + (indices[m] as number);
          gram[place] = (gram[place] as number) + factor * (data[m] as number);
        }
        if (this.#hasOnes) gram[last + j] = (gram[last + j] as number) + factor;
      }
      if (this.#hasOnes) gram[last + nColumns] = (gram[last + nColumns] as number) + weight;
    }
    return gram;
  }

  columns(): DesignColumns {
    return (this.#columns ??= this.#makeColumns());
  }

  #makeColumns(): DesignColumns {
    const { starts, indices, data, nColumns, nStored } = this.#matrix;
    const { nRows, width } = this;
    const firsts = new Int32Array(width + 1);
    for (let e = 0; e < nStored; e++) {
      const next = (indices[e] as number) + 1;
      firsts[next] = (firsts[next] as number) + 1;
    }
    if (this.#hasOnes) firsts[width] = nRows;
    for (let j = 0; j < width; j++) firsts[j + 1] = (firsts[j + 1] as number) + (firsts[j] as number);
    const filled = firsts.slice();
    const rows = new Int32Array(firsts[width] as number);
    const elements = new Float64Array(rows.length);
    const put = (j: number, i: number, value: number): void => {
      const place = filled[j] as number;
      rows[place] = i;
      elements[place] = value;
      filled[j] = place + 1;
    };
    for (let i = 0; i < nRows; i++) {
      for (let e = starts[i] as number; e < (starts[i + 1] as number); e++)
        put(indices[e] as number, i, data[e] as number);
      if (this.#hasOnes) put(nColumns, i, 1);
    }
    return { starts: firsts, indices: rows, data: elements };
  }
}

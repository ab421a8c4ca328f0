import { Matrix } from '../../../math/matrix.js';
import { addRows, multiplyRows } from '../../../math/linear-algebra/row-products.js';
import { weightedGram } from '../../../math/linear-algebra/weighted-gram.js';
import type { DesignColumns, DesignRows } from './design-rows.js';

/** Rows that keep every element, those of the intercept's column too. */
export class DenseRows implements DesignRows {
  readonly nRows: number;
  readonly width: number;
  readonly #matrix: Matrix;
  #columns: DesignColumns | undefined;

  constructor(matrix: Matrix) {
    this.nRows = matrix.nRows;
    this.width = matrix.nColumns;
    this.#matrix = matrix;
  }

  multiply(at: Float64Array, into: Float64Array): void {
    if (at.length === this.width) multiplyRows(this.#matrix, at, into);
    else this.#multiplyMany(at, into);
  }

  #multiplyMany(at: Float64Array, into: Float64Array): void {
    const { data } = this.#matrix;
    const { nRows, width } = this;
    const nOutputs = at.length / width;
    for (let i = 0, start = 0, s = 0; i < nRows; i++, start += width) {
      for (let k = 0, a = 0; k < nOutputs; k++, s++) {
        let score = 0;
        for (let j = start; j < start + width; j++, a++) score += (data[j] as number) * (at[a] as number);
        into[s] = score;
      }
    }
  }

  addTransposed(errors: Float64Array, into: Float64Array): void {
    if (into.length === this.width) addRows(this.#matrix, errors, into);
    else this.#addMany(errors, into);
  }

  #addMany(errors: Float64Array, into: Float64Array): void {
    const { data } = this.#matrix;
    const { nRows, width } = this;
    const nOutputs = into.length / width;
    for (let i = 0, start = 0, s = 0; i < nRows; i++, start += width) {
      for (let k = 0, a = 0; k < nOutputs; k++, s++) {
        const error = errors[s] as number;
        for (let j = start; j < start + width; j++, a++) into[a] = (into[a] as number) + error * (data[j] as number);
      }
    }
  }

  addSquares(weights: Float64Array, into: Float64Array): void {
    const { data } = this.#matrix;
    const { width } = this;
    for (let i = 0, place = 0; i < this.nRows; i++) {
      const weight = weights[i] as number;
      for (let j = 0; j < width; j++, place++) into[j] = (into[j] as number) + weight * (data[place] as number) ** 2;
    }
  }

  gram(weights: Float64Array): Float64Array {
    return weightedGram(this.#matrix, weights);
  }

  everyNth(step: number): DenseRows {
    const { data } = this.#matrix;
    const { width } = this;
    const part = new Matrix(Math.ceil(this.nRows / step), width);
    for (let i = 0, to = 0; i < part.nRows; i++) {
      for (let j = 0, from = i * step * width; j < width; j++, from++, to++) part.data[to] = data[from] as number;
    }
    return new DenseRows(part);
  }

  columns(): DesignColumns {
    return (this.#columns ??= this.#makeColumns());
  }

  #makeColumns(): DesignColumns {
    const { data } = this.#matrix;
    const { nRows, width } = this;
    const starts = Int32Array.from({ length: width + 1 }, (_, j) => j * nRows);
    const indices = new Int32Array(data.length);
    const columns = new Float64Array(data.length);
    for (let j = 0, place = 0; j < width; j++) {
      for (let i = 0, k = j; i < nRows; i++, k += width, place++) {
        indices[place] = i;
        columns[place] = data[k] as number;
      }
    }
    return { starts, indices, data: columns };
  }
}

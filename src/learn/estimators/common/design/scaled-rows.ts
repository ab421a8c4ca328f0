import { Matrix } from '../../../math/matrix.js';
import { addRows, multiplyRows } from '../../../math/linear-algebra/row-products.js';
import { weightedGram } from '../../../math/linear-algebra/weighted-gram.js';
import { DenseRows } from './dense-rows.js';
import type { DesignColumns, DesignRows } from './design-rows.js';

/**
 * Rows of features as they are: the scales are put on what they are multiplied with, and the column of ones is not
 * kept. For one output; a copy with both is made where there are more, or where single columns are asked for.
 */
export class ScaledRows implements DesignRows {
  readonly nRows: number;
  readonly width: number;
  readonly #X: Matrix;
  readonly #scales: Float64Array;
  readonly #hasIntercept: boolean;
  #copy: DenseRows | undefined;

  constructor(X: Matrix, scales: Float64Array, hasIntercept: boolean) {
    this.nRows = X.nRows;
    this.width = X.nColumns + (hasIntercept ? 1 : 0);
    this.#X = X;
    this.#scales = scales;
    this.#hasIntercept = hasIntercept;
  }

  multiply(at: Float64Array, into: Float64Array): void {
    if (at.length > this.width) {
      this.#dense().multiply(at, into);
      return;
    }
    multiplyRows(this.#X, this.#toScale(at), into);
    if (!this.#hasIntercept) return;
    const intercept = at[this.width - 1] as number;
    for (let i = 0; i < this.nRows; i++) into[i] = (into[i] as number) + intercept;
  }

  addTransposed(errors: Float64Array, into: Float64Array): void {
    if (into.length > this.width) {
      this.#dense().addTransposed(errors, into);
      return;
    }
    const product = this.#transposed(errors);
    for (let j = 0; j < this.width; j++) into[j] = (into[j] as number) + (product[j] as number);
  }

  addSquares(weights: Float64Array, into: Float64Array): void {
    this.#dense().addSquares(weights, into);
  }

  gram(weights: Float64Array): Float64Array {
    const { nColumns } = this.#X;
    const { width } = this;
    const plain = weightedGram(this.#X, weights);
    const gram = new Float64Array(width * width);
    for (let j = 0; j < nColumns; j++) {
      const scale = this.#scales[j] as number;
      for (let k = 0; k <= j; k++)
        gram[j * width + k] = scale * (this.#scales[k] as number) * (plain[j * nColumns + k] as number);
    }
    if (this.#hasIntercept) gram.set(this.#transposed(weights), nColumns * width);
    return gram;
  }

  everyNth(step: number): ScaledRows {
    const { data, nColumns } = this.#X;
    const part = new Matrix(Math.ceil(this.nRows / step), nColumns);
    for (let i = 0, to = 0; i < part.nRows; i++) {
      for (let j = 0, from = i * step * nColumns; j < nColumns; j++, from++, to++) part.data[to] = data[from] as number;
    }
    return new ScaledRows(part, this.#scales, this.#hasIntercept);
  }

  columns(): DesignColumns {
    return this.#dense().columns();
  }

  /** The scaled columns and that of ones, times the errors of the rows. */
  #transposed(errors: Float64Array): Float64Array {
    const sums = new Float64Array(this.#X.nColumns);
    addRows(this.#X, errors, sums);
    const product = new Float64Array(this.width);
    product.set(this.#toScale(sums));
    if (this.#hasIntercept) {
      let total = 0;
      for (let i = 0; i < this.nRows; i++) total += errors[i] as number;
      product[this.width - 1] = total;
    }
    return product;
  }

  #toScale(values: Float64Array): Float64Array {
    return this.#scales.map((scale, j) => scale * (values[j] as number));
  }

  #dense(): DenseRows {
    return (this.#copy ??= this.#makeCopy());
  }

  #makeCopy(): DenseRows {
    const { data, nColumns } = this.#X;
    const copy = new Matrix(this.nRows, this.width);
    for (let i = 0, from = 0, to = 0; i < this.nRows; i++) {
      for (let j = 0; j < nColumns; j++, from++, to++)
        copy.data[to] = (data[from] as number) * (this.#scales[j] as number);
      if (this.#hasIntercept) copy.data[to++] = 1;
    }
    return new DenseRows(copy);
  }
}

import { SparseMatrix } from '../../../math/sparse-matrix.js';
import type { Matrix } from '../../../math/matrix.js';

/** Below this scale the weights are written out: products with it would lose digits. */
const SMALLEST_SCALE = 1e-9;

/**
 * Coefficients that rows are added to, kept as a scale times a vector: to shrink all of them costs one
 * multiplication. With an average, of the coefficients after every step, that costs no more than the step.
 *
 * Rows are those of a matrix; of a sparse one only what it keeps is read.
 *
 * Source: Bottou 2012, "Stochastic gradient descent tricks", 5.1 (scale) and 6.1 (average).
 */
export class WeightVector {
  readonly #values: Float64Array;
  readonly #average: Float64Array | undefined;
  readonly #data: Float64Array;
  readonly #indices: Int32Array;
  readonly #starts: Int32Array | undefined;
  /** What the L1 penalty has taken from each weight so far, by sign. */
  readonly #taken: Float64Array;
  readonly #width: number;
  #scale = 1;
  #squaredNorm: number;
  #l1Norm: number;
  #averageA = 0;
  #averageB = 1;

  /** Takes over `values` and `average`, and writes to them. */
  constructor(rows: Matrix | SparseMatrix, values: Float64Array, average: Float64Array | undefined) {
    const isSparse = rows instanceof SparseMatrix;
    this.#values = values;
    this.#average = average;
    this.#data = rows.data;
    this.#width = rows.nColumns;
    this.#starts = isSparse ? rows.starts : undefined;
    this.#indices = isSparse ? rows.indices : Int32Array.from({ length: rows.nColumns }, (_, j) => j);
    this.#taken = new Float64Array(values.length);
    this.#squaredNorm = values.reduce((total, value) => total + value * value, 0);
    this.#l1Norm = values.reduce((total, value) => total + Math.abs(value), 0);
  }

  /**
   * Squared length. After a sparse row was added only its own features count, as in scikit-learn: all of them would
   * cost as much as a dense row. It is read for the stopping test alone.
   */
  get squaredNorm(): number {
    return this.#squaredNorm;
  }

  /** Sum of the absolute values, with the same exception. */
  get l1Norm(): number {
    return this.#l1Norm;
  }

  get isFinite(): boolean {
    return this.#values.every(Number.isFinite);
  }

  /** Product with row `i`. */
  dot(i: number): number {
    const values = this.#values;
    const data = this.#data;
    const starts = this.#starts;
    let total = 0;
    if (starts === undefined) {
      for (let j = 0, k = i * values.length; j < values.length; j++, k++) {
        total += (values[j] as number) * (data[k] as number);
      }
    } else {
      const indices = this.#indices;
      for (let k = starts[i] as number, end = starts[i + 1] as number; k < end; k++) {
        total += (values[indices[k] as number] as number) * (data[k] as number);
      }
    }
    return total * this.#scale;
  }

  /** Adds row `i` times `factor`. */
  add(i: number, factor: number): void {
    const values = this.#values;
    const data = this.#data;
    const starts = this.#starts;
    const scale = this.#scale;
    const step = factor / scale;
    let squares = 0;
    let sizes = 0;
    if (starts === undefined) {
      for (let j = 0, k = i * values.length; j < values.length; j++, k++) {
        const value = (values[j] as number) + (data[k] as number) * step;
        values[j] = value;
        squares += value * value;
        sizes += Math.abs(value);
      }
    } else {
      const indices = this.#indices;
      for (let k = starts[i] as number, end = starts[i + 1] as number; k < end; k++) {
        const j = indices[k] as number;
        const value = (values[j] as number) + (data[k] as number) * step;
        values[j] = value;
        squares += value * value;
        sizes += Math.abs(value);
      }
    }
    this.#squaredNorm = squares * (scale * scale);
    this.#l1Norm = sizes * scale;
  }

  /** Takes the weights as they are, after row `i` times `factor` was added, as number `n` into the average. */
  addToAverage(i: number, factor: number, n: number): void {
    const average = this.#average;
    const data = this.#data;
    const indices = this.#indices;
    if (average === undefined) return;
    const step = (this.#averageA * -factor) / this.#scale;
    const start = this.#startOf(i);
    const end = this.#startOf(i + 1);
    // A dense row has its columns in the same places each time, a sparse one beside its elements.
    for (let k = start, at = this.#starts === undefined ? 0 : start; k < end; k++, at++) {
      const j = indices[at] as number;
      average[j] = (average[j] as number) + (data[k] as number) * step;
    }
    if (n > 1) this.#averageB /= 1 - 1 / n;
    this.#averageA += (1 / n) * this.#averageB * this.#scale;
  }

  /** Multiplies all weights. */
  multiply(factor: number): void {
    this.#scale *= factor;
    this.#squaredNorm *= factor * factor;
    this.#l1Norm *= Math.abs(factor);
    if (this.#scale < SMALLEST_SCALE) this.settle();
  }

  /**
   * Brings the weights of row `i`'s features nearer to 0, to as much as `total` of L1 penalty in all, and not beyond 0.
   *
   * Source: Tsuruoka, Tsujii & Ananiadou 2009, "Stochastic gradient descent training for L1-regularized log-linear
   * models with cumulative penalty".
   */
  shrink(i: number, total: number): void {
    const values = this.#values;
    const taken = this.#taken;
    const indices = this.#indices;
    const scale = this.#scale;
    const start = this.#startOf(i);
    const end = this.#startOf(i + 1);
    for (let k = start, at = this.#starts === undefined ? 0 : start; k < end; k++, at++) {
      const j = indices[at] as number;
      const before = values[j] as number;
      const penalty = taken[j] as number;
      let after = before;
      if (before > 0) after = Math.max(0, before - (total + penalty) / scale);
      else if (before < 0) after = Math.min(0, before + (total - penalty) / scale);
      values[j] = after;
      taken[j] = penalty + scale * (after - before);
    }
  }

  /** Writes out scale and average into the arrays that the vector was made of. */
  settle(): void {
    const values = this.#values;
    const average = this.#average;
    const scale = this.#scale;
    for (let j = 0; j < values.length; j++) {
      const value = values[j] as number;
      if (average !== undefined) average[j] = ((average[j] as number) + this.#averageA * value) * (1 / this.#averageB);
      values[j] = value * scale;
    }
    this.#averageA = 0;
    this.#averageB = 1;
    this.#scale = 1;
  }

  #startOf(i: number): number {
    return this.#starts === undefined ? i * this.#width : (this.#starts[i] as number);
  }
}

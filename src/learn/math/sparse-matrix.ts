import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';
import { Matrix } from './matrix.js';

/** Elements of a dense matrix that `toMatrix` makes at most: 4 GiB. */
const MAX_DENSE = 2 ** 29;

/** The arrays of a matrix in compressed sparse rows. */
export interface SparseRows {
  /** Where each row begins in `indices` and `data`, and where the last one ends; `nRows + 1` ascending from 0. */
  readonly starts: Int32Array;
  /** The column of each element that is kept, ascending within a row. */
  readonly indices: Int32Array;
  /** The elements that are kept. */
  readonly data: Float64Array;
}

/**
 * A matrix of float64 that keeps only some elements, row after row (CSR); all others are 0.
 *
 * Keeps the arrays it is given and copies nothing; treat all as immutable. What scipy's `csr_matrix` is, with
 * `starts` for `indptr`.
 *
 * @example
 * ```ts
 * const X = SparseMatrix.fromMatrix(Matrix.from([[0, 2], [0, 0], [3, 0]]));
 * X.nStored; // 2
 * X.toMatrix().toRows(); // [[0, 2], [0, 0], [3, 0]]
 * ```
 */
export class SparseMatrix implements SparseRows {
  readonly nRows: number;
  readonly nColumns: number;
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly data: Float64Array;

  /**
   * @throws {ModelMountError} `INVALID_ARGUMENT` if the arrays do not fit each other and the size, or the columns of a
   *   row are not ascending.
   */
  constructor(nRows: number, nColumns: number, { starts, indices, data }: SparseRows) {
    this.nRows = nRows;
    this.nColumns = nColumns;
    this.starts = starts;
    this.indices = indices;
    this.data = data;
    checkArrays(this);
  }

  /** The same matrix, keeping what is not 0. */
  static fromMatrix(matrix: Matrix): SparseMatrix {
    const { nRows, nColumns } = matrix;
    const starts = new Int32Array(nRows + 1);
    let nStored = 0;
    for (const value of matrix.data) if (value !== 0) nStored++;
    const indices = new Int32Array(nStored);
    const data = new Float64Array(nStored);
    let k = 0;
    for (let i = 0; i < nRows; i++) {
      for (let j = 0; j < nColumns; j++) {
        const value = matrix.data[i * nColumns + j] as number;
        if (value === 0) continue;
        indices[k] = j;
        data[k++] = value;
      }
      starts[i + 1] = k;
    }
    return new SparseMatrix(nRows, nColumns, { starts, indices, data });
  }

  /** How many elements are kept. */
  get nStored(): number {
    return this.data.length;
  }

  /** The element in row `i`, column `j`, both from 0; NaN outside. */
  at(i: number, j: number): number {
    if (!(i >= 0 && i < this.nRows && j >= 0 && j < this.nColumns)) return NaN;
    let low = this.starts[i] as number;
    let high = this.starts[i + 1] as number;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.indices[middle] as number) < j) low = middle + 1;
      else high = middle;
    }
    return low < (this.starts[i + 1] as number) && this.indices[low] === j ? (this.data[low] as number) : 0;
  }

  /** The rows at `positions`, in that order. */
  takeRows(positions: ArrayLike<number>): SparseMatrix {
    const starts = new Int32Array(positions.length + 1);
    for (let i = 0; i < positions.length; i++) {
      const row = positions[i] as number;
      starts[i + 1] = (starts[i] as number) + (this.starts[row + 1] as number) - (this.starts[row] as number);
    }
    const nStored = starts[positions.length] as number;
    const indices = new Int32Array(nStored);
    const data = new Float64Array(nStored);
    for (let i = 0; i < positions.length; i++) {
      const row = positions[i] as number;
      const [start, end] = [this.starts[row] as number, this.starts[row + 1] as number];
      indices.set(this.indices.subarray(start, end), starts[i]);
      data.set(this.data.subarray(start, end), starts[i]);
    }
    return new SparseMatrix(positions.length, this.nColumns, { starts, indices, data });
  }

  /** The columns at `positions`, all different, in that order. */
  takeColumns(positions: readonly number[]): SparseMatrix {
    const { nRows, nColumns } = this;
    const places = new Int32Array(nColumns).fill(-1);
    positions.forEach((position, place) => (places[position] = place));
    // Column after column first: then each row gets its elements in ascending order, whatever the order was.
    const ends = new Int32Array(positions.length + 1);
    for (const j of this.indices) {
      const place = places[j] as number;
      if (place !== -1) ends[place + 1] = (ends[place + 1] as number) + 1;
    }
    for (let j = 0; j < positions.length; j++) ends[j + 1] = (ends[j + 1] as number) + (ends[j] as number);
    const nStored = ends[positions.length] as number;
    const next = ends.slice();
    const [rows, values, starts] = [new Int32Array(nStored), new Float64Array(nStored), new Int32Array(nRows + 1)];
    for (let i = 0; i < nRows; i++) {
      for (let k = this.starts[i] as number; k < (this.starts[i + 1] as number); k++) {
        const place = places[this.indices[k] as number] as number;
        if (place === -1) continue;
        const at = next[place] as number;
        next[place] = at + 1;
        rows[at] = i;
        values[at] = this.data[k] as number;
        starts[i + 1] = (starts[i + 1] as number) + 1;
      }
    }
    for (let i = 0; i < nRows; i++) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number);
    const [indices, data, free] = [new Int32Array(nStored), new Float64Array(nStored), starts.slice()];
    for (let j = 0, k = 0; j < positions.length; j++) {
      for (; k < (ends[j + 1] as number); k++) {
        const at = free[rows[k] as number] as number;
        free[rows[k] as number] = at + 1;
        indices[at] = j;
        data[at] = values[k] as number;
      }
    }
    return new SparseMatrix(nRows, positions.length, { starts, indices, data });
  }

  /** The same places with other elements: what a transformer gives that leaves 0 at 0. */
  withData(data: Float64Array): SparseMatrix {
    return new SparseMatrix(this.nRows, this.nColumns, { starts: this.starts, indices: this.indices, data });
  }

  /**
   * The same matrix with every element.
   *
   * @throws {ModelMountError} `INVALID_ARGUMENT` if it would have more than 2²⁹ elements (4 GiB).
   */
  toMatrix(): Matrix {
    const { nRows, nColumns, starts, indices, data } = this;
    if (nRows * nColumns > MAX_DENSE) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `a dense matrix of ${nRows} × ${nColumns} would take ${Math.ceil((nRows * nColumns) / 2 ** 27)} GiB; give it to something that takes a SparseMatrix, or fewer rows at a time`,
      );
    }
    const matrix = new Matrix(nRows, nColumns);
    for (let i = 0; i < nRows; i++) {
      for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) {
        matrix.data[i * nColumns + (indices[k] as number)] = data[k] as number;
      }
    }
    return matrix;
  }
}

function checkArrays({ nRows, nColumns, starts, indices, data }: SparseMatrix): void {
  const fail = (message: string): never => {
    throw new ModelMountError('INVALID_ARGUMENT', `a sparse ${nRows} × ${nColumns} matrix ${message}`);
  };
  if (starts.length !== nRows + 1 || starts[0] !== 0 || starts[nRows] !== data.length) {
    fail(`needs ${nRows + 1} starts from 0 to the number of elements, ${data.length}`);
  }
  if (indices.length !== data.length) fail(`has ${data.length} elements, but ${indices.length} columns for them`);
  for (let i = 0; i < nRows; i++) {
    const [start, end] = [starts[i] as number, starts[i + 1] as number];
    if (end < start) fail(`must have ascending starts; row ${i} begins at ${start} and ends at ${end}`);
    let last = -1;
    for (let k = start; k < end; k++) {
      const j = indices[k] as number;
      if (j <= last || j >= nColumns) {
        fail(`must have ascending columns from 0 in row ${i}; ${show(j)} comes after ${show(last)}`);
      }
      last = j;
    }
  }
}

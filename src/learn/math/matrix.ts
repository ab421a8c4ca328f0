import { ModelMountError } from '../../core/errors.js';

/**
 * A dense matrix of float64 in row-major order.
 *
 * Keeps the array it is given and copies nothing; treat both as immutable.
 *
 * @example
 * ```ts
 * const X = Matrix.from([[1, 2], [3, 4]]);
 * X.at(1, 0); // 3
 * ```
 */
export class Matrix {
  readonly nRows: number;
  readonly nColumns: number;
  /** `nRows × nColumns` elements, row after row. */
  readonly data: Float64Array;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` if `data` does not have `nRows * nColumns` elements. */
  constructor(nRows: number, nColumns: number, data: Float64Array = new Float64Array(nRows * nColumns)) {
    if (data.length !== nRows * nColumns) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `a ${nRows} × ${nColumns} matrix has ${nRows * nColumns} elements, got ${data.length}`,
      );
    }
    this.nRows = nRows;
    this.nColumns = nColumns;
    this.data = data;
  }

  /**
   * A matrix from rows of numbers; NaN and infinities are kept.
   *
   * @throws {ModelMountError} `INVALID_ARGUMENT` if the rows differ in length.
   */
  static from(rows: readonly ArrayLike<number>[]): Matrix {
    const nColumns = rows[0]?.length ?? 0;
    const matrix = new Matrix(rows.length, nColumns);
    rows.forEach((row, i) => {
      if (row.length !== nColumns) {
        throw new ModelMountError('INVALID_ARGUMENT', `row ${i} has ${row.length} columns, row 0 has ${nColumns}`);
      }
      matrix.data.set(row, i * nColumns);
    });
    return matrix;
  }

  /** The element in row `i`, column `j`, both from 0; NaN outside. */
  at(i: number, j: number): number {
    return this.data[i * this.nColumns + j] ?? NaN;
  }

  /** A view of row `i`. */
  row(i: number): Float64Array {
    return this.data.subarray(i * this.nColumns, (i + 1) * this.nColumns);
  }

  /** A copy of column `j`. */
  column(j: number): Float64Array {
    const column = new Float64Array(this.nRows);
    for (let i = 0, k = j; i < this.nRows; i++, k += this.nColumns) column[i] = this.data[k] as number;
    return column;
  }

  /** The rows as arrays of numbers. */
  toRows(): number[][] {
    return Array.from({ length: this.nRows }, (_, i) => Array.from(this.row(i)));
  }
}

/**
 * The rows that an iterative solver works on, whatever keeps them. Arguments are class after class (`[nOutputs,
 * width]`), scores and errors row after row (`[nRows, nOutputs]`).
 */
export interface DesignRows {
  readonly nRows: number;
  /** Number of features, and one more where there is a column of ones for the intercept, the last. */
  readonly width: number;
  /** into ← the scores of the rows. */
  multiply(at: Float64Array, into: Float64Array): void;
  /** into ← into + the rows summed up, each times its errors. */
  addTransposed(errors: Float64Array, into: Float64Array): void;
  /** into[j] ← into[j] + Σ weights[i] · element(i, j)². */
  addSquares(weights: Float64Array, into: Float64Array): void;
  /** `Zᵀ diag(weights) Z`, row-major; only the lower triangle is filled. */
  gram(weights: Float64Array): Float64Array;
  /** Rows 0, step, 2 · step …; where there may be so many that an approximate start pays. */
  everyNth?(step: number): DesignRows;
  /** The same elements column after column; made at the first call. */
  columns(): DesignColumns;
}

/** Compressed columns: the elements of column j are those from `starts[j]` to before `starts[j + 1]`. */
export interface DesignColumns {
  readonly starts: Int32Array;
  /** The row of each element, ascending within a column. */
  readonly indices: Int32Array;
  readonly data: Float64Array;
}

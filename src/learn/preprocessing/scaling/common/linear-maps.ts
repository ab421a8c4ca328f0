import type { SparseMatrix } from '../../../math/sparse-matrix.js';

/** A shift and a factor for each column. */
export interface ColumnMap {
  readonly shift: Float64Array;
  readonly factor: Float64Array;
}

/** `ColumnMap` of what a scaler knows; what it does not use is a shift by 0 or a factor of 1. */
export function columnMap(
  nColumns: number,
  { shift, factor }: { shift: Float64Array | undefined; factor: Float64Array | undefined },
): ColumnMap {
  return { shift: shift ?? new Float64Array(nColumns), factor: factor ?? new Float64Array(nColumns).fill(1) };
}

/**
 * `(value - shift) / factor` of rows of numbers, in this order of operations, into `target`, which may be `source`.
 *
 * @returns `false` where it meets an infinity: `target` is then of no use.
 */
export function shiftAndDivide(source: Float64Array, target: Float64Array, { shift, factor }: ColumnMap): boolean {
  const nColumns = shift.length;
  const { length } = source;
  for (let k = 0; k < length;) {
    for (let j = 0; j < nColumns; j++, k++) {
      const value = source[k] as number;
      if (value === Infinity || value === -Infinity) return false;
      target[k] = (value - (shift[j] as number)) / (factor[j] as number);
    }
  }
  return true;
}

/** `value * factor + shift`, otherwise as `shiftAndDivide`. */
export function multiplyAndShift(source: Float64Array, target: Float64Array, { shift, factor }: ColumnMap): boolean {
  const nColumns = shift.length;
  const { length } = source;
  for (let k = 0; k < length;) {
    for (let j = 0; j < nColumns; j++, k++) {
      const value = source[k] as number;
      if (value === Infinity || value === -Infinity) return false;
      target[k] = value * (factor[j] as number) + (shift[j] as number);
    }
  }
  return true;
}

/** Every number cut to the bounds; NaN stays. */
export function clipTo(data: Float64Array, [low, high]: readonly [number, number]): void {
  for (let k = 0; k < data.length; k++) {
    const value = data[k] as number;
    if (value < low) data[k] = low;
    else if (value > high) data[k] = high;
  }
}

/** The elements of `X`, each divided by the factor of its column. */
export function divideSparse(X: SparseMatrix, factor: Float64Array): SparseMatrix {
  return X.withData(X.data.map((value, k) => value / (factor[X.indices[k] as number] as number)));
}

/** The elements of `X`, each multiplied by the factor of its column. */
export function multiplySparse(X: SparseMatrix, factor: Float64Array): SparseMatrix {
  return X.withData(X.data.map((value, k) => value * (factor[X.indices[k] as number] as number)));
}

/** Whether a scale is too small to divide by; scikit-learn's bound for float64, absolute. */
export function isNegligible(scale: number): boolean {
  return scale < 10 * Number.EPSILON;
}

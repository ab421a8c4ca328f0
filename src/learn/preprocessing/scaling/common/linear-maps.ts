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

/** How many rows are gone through before the next columns: few enough to stay in the nearest cache. */
const ROWS = 16;

/**
 * `(value - shift) / factor` of rows of numbers, in this order of operations, into `target`, which may be `source`.
 *
 * Four columns are gone through side by side, which a processor does at once, and all four are read before one is
 * written: at the end of a row the last column may be among them more than once.
 *
 * @returns `false` where it meets an infinity: `target` is then of no use.
 */
export function shiftAndDivide(source: Float64Array, target: Float64Array, map: ColumnMap): boolean {
  return (isSmall(source, map) ? shiftAndDivideFew : shiftAndDivideMany)(source, target, map);
}

function shiftAndDivideMany(source: Float64Array, target: Float64Array, { shift, factor }: ColumnMap): boolean {
  const nColumns = shift.length;
  const step = ROWS * nColumns;
  for (let top = 0; top < source.length; top += step) {
    const end = Math.min(top + step, source.length);
    for (let j = 0; j < nColumns; j += 4) {
      const [k, l, m] = [neighbor(j, 1, nColumns), neighbor(j, 2, nColumns), neighbor(j, 3, nColumns)];
      const [shiftJ, shiftK, shiftL, shiftM] = [at(shift, j), at(shift, k), at(shift, l), at(shift, m)];
      const [factorJ, factorK, factorL, factorM] = [at(factor, j), at(factor, k), at(factor, l), at(factor, m)];
      for (let row = top; row < end; row += nColumns) {
        const a = source[row + j] as number;
        const b = source[row + k] as number;
        const c = source[row + l] as number;
        const d = source[row + m] as number;
        // A finite number less itself is 0, anything else NaN.
        if (a - a + (b - b) + (c - c) + (d - d) !== 0 && isAnyInfinite(a, b, c, d)) return false;
        target[row + j] = (a - shiftJ) / factorJ;
        target[row + k] = (b - shiftK) / factorK;
        target[row + l] = (c - shiftL) / factorL;
        target[row + m] = (d - shiftM) / factorM;
      }
    }
  }
  return true;
}

/** `value * factor + shift`, otherwise as `shiftAndDivide`. */
export function multiplyAndShift(source: Float64Array, target: Float64Array, map: ColumnMap): boolean {
  return (isSmall(source, map) ? multiplyAndShiftFew : multiplyAndShiftMany)(source, target, map);
}

function multiplyAndShiftMany(source: Float64Array, target: Float64Array, { shift, factor }: ColumnMap): boolean {
  const nColumns = shift.length;
  const step = ROWS * nColumns;
  for (let top = 0; top < source.length; top += step) {
    const end = Math.min(top + step, source.length);
    for (let j = 0; j < nColumns; j += 4) {
      const [k, l, m] = [neighbor(j, 1, nColumns), neighbor(j, 2, nColumns), neighbor(j, 3, nColumns)];
      const [shiftJ, shiftK, shiftL, shiftM] = [at(shift, j), at(shift, k), at(shift, l), at(shift, m)];
      const [factorJ, factorK, factorL, factorM] = [at(factor, j), at(factor, k), at(factor, l), at(factor, m)];
      for (let row = top; row < end; row += nColumns) {
        const a = source[row + j] as number;
        const b = source[row + k] as number;
        const c = source[row + l] as number;
        const d = source[row + m] as number;
        // A finite number less itself is 0, anything else NaN.
        if (a - a + (b - b) + (c - c) + (d - d) !== 0 && isAnyInfinite(a, b, c, d)) return false;
        target[row + j] = a * factorJ + shiftJ;
        target[row + k] = b * factorK + shiftK;
        target[row + l] = c * factorL + shiftL;
        target[row + m] = d * factorM + shiftM;
      }
    }
  }
  return true;
}

/** Whether there is less to do than it would take to prepare for it: a row or two, as they are served, or few columns. */
function isSmall(source: Float64Array, { shift }: ColumnMap): boolean {
  return shift.length < 4 || source.length < ROWS * shift.length;
}

function shiftAndDivideFew(source: Float64Array, target: Float64Array, { shift, factor }: ColumnMap): boolean {
  const nColumns = shift.length;
  for (let k = 0; k < source.length;) {
    for (let j = 0; j < nColumns; j++, k++) {
      const value = source[k] as number;
      if (value === Infinity || value === -Infinity) return false;
      target[k] = (value - (shift[j] as number)) / (factor[j] as number);
    }
  }
  return true;
}

function multiplyAndShiftFew(source: Float64Array, target: Float64Array, { shift, factor }: ColumnMap): boolean {
  const nColumns = shift.length;
  for (let k = 0; k < source.length;) {
    for (let j = 0; j < nColumns; j++, k++) {
      const value = source[k] as number;
      if (value === Infinity || value === -Infinity) return false;
      target[k] = value * (factor[j] as number) + (shift[j] as number);
    }
  }
  return true;
}

function neighbor(column: number, distance: number, nColumns: number): number {
  return Math.min(column + distance, nColumns - 1);
}

function at(values: Float64Array, column: number): number {
  return values[column] as number;
}

function isAnyInfinite(...values: readonly [number, number, number, number]): boolean {
  return values.some((value) => Math.abs(value) === Infinity);
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

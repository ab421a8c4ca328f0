import { Matrix } from '../../math/matrix.js';
import { orthogonalizeRows } from '../../math/linear-algebra/jacobi-svd.js';
import { LowerTriangle } from '../../math/linear-algebra/lower-triangle.js';
import { rightSvd } from '../../math/linear-algebra/right-svd.js';
import { weightedGram } from '../../math/linear-algebra/weighted-gram.js';
import { powerOfTwoScale } from '../../math/power-of-two.js';

/**
 * Up to so many columns (or rows, if they are fewer) rotations take no longer than what is used for more, and give small
 * singular values to their own digits.
 */
const FEW = 64;

/** The axes along which rows vary, the most first. */
export interface PrincipalAxes {
  /** Unit vectors, one per row; shape `[min(nRows, nColumns), nColumns]`. */
  readonly axes: Matrix;
  /** Singular values of the centred rows, descending. */
  readonly singularValues: Float64Array;
}

/**
 * The singular value decomposition of rows whose columns have the mean 0; `centered` is used up.
 *
 * Where there are ten times as many rows as columns, from their covariance, as scikit-learn does there: singular values
 * below 1e-8 of the largest then have no digits. Each axis points to where its largest element is positive.
 */
export function principalAxes(centered: Matrix): PrincipalAxes {
  const { nRows, nColumns, data } = centered;
  // By a power of two, which is exact, so that no square overflows or underflows.
  const scale = powerOfTwoScale(data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0));
  for (let k = 0; k < data.length; k++) data[k] = (data[k] as number) * scale;
  const { axes, singularValues } =
    nRows >= 10 * nColumns ? fromGram(centered) : nRows >= nColumns ? fromColumns(centered) : fromRows(centered);
  for (let i = 0; i < axes.nRows; i++) pointUp(axes.row(i));
  return { axes, singularValues: singularValues.map((value) => value / scale) };
}

/** By the eigenvectors of AᵀA. */
function fromGram(centered: Matrix): PrincipalAxes {
  const n = centered.nColumns;
  const gram = weightedGram(centered, new Float64Array(centered.nRows).fill(1));
  for (let a = 0; a < n; a++) for (let b = 0; b < a; b++) gram[b * n + a] = gram[a * n + b] as number;
  const { singularValues: squares, axes } = n > FEW ? rightSvd(gram, n) : rightJacobi(gram, n);
  return { axes: new Matrix(n, n, axes), singularValues: squares.map(Math.sqrt) };
}

/** Where rows are at least as many as columns: what makes the columns orthogonal are the axes. */
function fromColumns({ data, nRows, nColumns }: Matrix): PrincipalAxes {
  const columns = new Float64Array(data.length);
  for (let i = 0, k = 0; i < nRows; i++)
    for (let j = 0; j < nColumns; j++) columns[j * nRows + i] = data[k++] as number;
  if (nColumns <= FEW) {
    const { singularValues, axes } = rightJacobi(columns, nColumns);
    return { singularValues, axes: new Matrix(nColumns, nColumns, axes) };
  }
  const { lower } = new LowerTriangle(columns, nColumns);
  const { singularValues, axes } = rightSvd(transposed(lower, nColumns), nColumns);
  return { singularValues, axes: new Matrix(nColumns, nColumns, axes) };
}

/** Where columns are more: the rows, made orthogonal, are the axes but for their lengths. */
function fromRows({ data, nRows, nColumns }: Matrix): PrincipalAxes {
  if (nRows > FEW) {
    const triangle = new LowerTriangle(data, nRows);
    const { singularValues, axes } = rightSvd(triangle.lower, nRows);
    return { singularValues, axes: new Matrix(nRows, nColumns, triangle.timesQ(axes)) };
  }
  const singularValues = orthogonalizeRows(data, nRows);
  const axes = new Matrix(nRows, nColumns, data);
  for (let i = 0; i < nRows; i++) normalize(axes, i, singularValues);
  return { axes, singularValues };
}

/** Row `i` as a unit vector; where rounding is all that is left of it, any that is orthogonal to those before. */
function normalize(axes: Matrix, i: number, lengths: Float64Array): void {
  const row = axes.row(i);
  const length = lengths[i] as number;
  if (length > (lengths[0] as number) * axes.nColumns * Number.EPSILON) {
    for (let j = 0; j < row.length; j++) row[j] = (row[j] as number) / length;
    return;
  }
  for (let candidate = 0; candidate < row.length; candidate++) {
    row.fill(0);
    row[candidate] = 1;
    // Twice, since once leaves rounding errors that are not small beside a short rest.
    for (let pass = 0; pass < 2; pass++) for (let k = 0; k < i; k++) subtractProjection(row, axes.row(k));
    const rest = Math.hypot(...row);
    if (rest * rest * row.length < 0.5) continue;
    for (let j = 0; j < row.length; j++) row[j] = (row[j] as number) / rest;
    return;
  }
}

function subtractProjection(row: Float64Array, unit: Float64Array): void {
  let product = 0;
  for (let j = 0; j < row.length; j++) product += (row[j] as number) * (unit[j] as number);
  for (let j = 0; j < row.length; j++) row[j] = (row[j] as number) - product * (unit[j] as number);
}

function pointUp(axis: Float64Array): void {
  let largest = 0;
  for (let j = 1; j < axis.length; j++) {
    if (Math.abs(axis[j] as number) > Math.abs(axis[largest] as number)) largest = j;
  }
  if ((axis[largest] as number) < 0) for (let j = 0; j < axis.length; j++) axis[j] = -(axis[j] as number);
}

/** The rows, made orthogonal by rotations, and what the rotations make of the unit vectors; the rows are used up. */
function rightJacobi(rows: Float64Array, n: number): { singularValues: Float64Array; axes: Float64Array } {
  const axes = new Float64Array(n * n);
  for (let i = 0; i < n; i++) axes[i * n + i] = 1;
  return { singularValues: orthogonalizeRows(rows, n, axes), axes };
}

function transposed(square: Float64Array, n: number): Float64Array {
  return square.map((_, k) => square[(k % n) * n + Math.floor(k / n)] as number);
}

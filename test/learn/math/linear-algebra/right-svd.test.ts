import { describe, expect, it } from 'vitest';
import { orthogonalizeRows } from '../../../../src/learn/math/linear-algebra/jacobi-svd.js';
import { LowerTriangle } from '../../../../src/learn/math/linear-algebra/lower-triangle.js';
import { rightSvd } from '../../../../src/learn/math/linear-algebra/right-svd.js';
import { RandomState } from '../../../../src/learn/math/random-state.js';

const random = new RandomState(0);
const normals = (size: number): Float64Array => Float64Array.from({ length: size }, () => random.normal());

/** `A B` of square matrices. */
function product(A: Float64Array, B: Float64Array, n: number): Float64Array {
  return Float64Array.from(A, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let total = 0;
    for (let k = 0; k < n; k++) total += A[i * n + k]! * B[k * n + j]!;
    return total;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((total, value, k) => total + value * b[k]!, 0);
}

/** Largest error of `|A v| = σ` and `(A v) · (A w) = 0` beside the largest singular value, and of `v · w`. */
function faults(A: Float64Array, n: number): { singular: number; orthogonal: number } {
  const { singularValues, axes } = rightSvd(A.slice(), n);
  const rows = (data: Float64Array): Float64Array[] =>
    Array.from({ length: n }, (_, i) => data.subarray(i * n, (i + 1) * n));
  const vectors = rows(axes);
  const images = vectors.map((vector) => Float64Array.from(rows(A), (row) => dot(row, vector)));
  const largest = singularValues[0]! || 1;
  let [singular, orthogonal] = [0, 0];
  for (let i = 0; i < n; i++) {
    expect(singularValues[i]).toBeGreaterThanOrEqual(i + 1 < n ? singularValues[i + 1]! : 0);
    singular = Math.max(singular, Math.abs(Math.sqrt(dot(images[i]!, images[i]!)) - singularValues[i]!) / largest);
    for (let j = 0; j < n; j++) {
      orthogonal = Math.max(orthogonal, Math.abs(dot(vectors[i]!, vectors[j]!) - Number(i === j)));
      if (i !== j) singular = Math.max(singular, Math.abs(dot(images[i]!, images[j]!)) / largest ** 2);
    }
  }
  return { singular, orthogonal };
}

const squares: readonly [name: string, n: number, make: (n: number) => Float64Array][] = [
  ['of one element', 1, () => Float64Array.of(-3)],
  ['of two rows', 2, () => Float64Array.of(1, 2, 3, 4)],
  ['of random numbers', 70, (n) => normals(n * n)],
  ['of rank one', 30, (n) => Float64Array.from({ length: n * n }, (_, k) => Math.floor(k / n) + 1)],
  ['of zeros', 5, (n) => new Float64Array(n * n)],
  ['with rows and columns of zeros', 30, (n) => normals(n * n).map((v, k) => (k % 3 === 0 || k < 2 * n ? 0 : v))],
  ['that is the identity', 20, (n) => Float64Array.from({ length: n * n }, (_, k) => Number(k % (n + 1) === 0))],
  [
    'that is orthogonal already but for order',
    20,
    (n) => Float64Array.from({ length: n * n }, (_, k) => Number((k + n) % (n - 1) === 0)),
  ],
  ['over many powers of ten', 40, (n) => normals(n * n).map((v, k) => v * 10 ** (-(k % n) / 2))],
  [
    'of an upper triangle with a zero on its diagonal',
    25,
    (n) => normals(n * n).map((v, k) => (k % n < Math.floor(k / n) || k === 12 * n + 12 ? 0 : v)),
  ],
  [
    'of two diagonals with zeros',
    25,
    (n) => Float64Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? k % 4 : k % (n + 1) === 1 ? 1 : 0)),
  ],
  ['of tiny numbers', 20, (n) => normals(n * n).map((v) => v * 1e-120)],
];

describe('rightSvd', () => {
  it.each(squares)('takes a matrix %s apart', (_, n, make) => {
    const { singular, orthogonal } = faults(make(n), n);
    expect(singular).toBeLessThan(n * 2e-15);
    expect(orthogonal).toBeLessThan(n * 2e-15);
  });

  it('has the singular values that rotations find', () => {
    for (const n of [3, 17, 66]) {
      const A = normals(n * n);
      const rotated = orthogonalizeRows(
        Float64Array.from(A, (_, k) => A[(k % n) * n + Math.floor(k / n)]!),
        n,
      );
      const { singularValues } = rightSvd(A, n);
      singularValues.forEach((value, k) => expect(Math.abs(value - rotated[k]!)).toBeLessThan(1e-13 * rotated[0]!));
    }
  });
});

describe('LowerTriangle', () => {
  it.each([
    [1, 1],
    [1, 4],
    [3, 3],
    [7, 20],
  ])('makes %i rows of %i a triangle, and rows again', (nRows, nColumns) => {
    const A = normals(nRows * nColumns);
    const triangle = new LowerTriangle(A.slice(), nRows);
    const { lower } = triangle;
    lower.forEach((value, k) => k % nRows > Math.floor(k / nRows) && expect(value).toBe(0));
    const back = triangle.timesQ(lower);
    back.forEach((value, k) => expect(Math.abs(value - A[k]!)).toBeLessThan(1e-13));
    const W = normals(nRows * nRows);
    const both = triangle.timesQ(product(W, lower, nRows));
    both.forEach((value, k) => {
      const [i, j] = [Math.floor(k / nColumns), k % nColumns];
      let expected = 0;
      for (let l = 0; l < nRows; l++) expected += W[i * nRows + l]! * A[l * nColumns + j]!;
      expect(Math.abs(value - expected)).toBeLessThan(1e-12);
    });
  });
});

import { makeReflection, reflectRows } from './reflect-rows.js';

/** A square matrix as `U B Vᵀ`, where B has only a diagonal and the elements beside it. */
export interface Bidiagonal {
  readonly diagonal: Float64Array;
  /** `beside[k]` stands in row k, column k + 1; the last is 0. */
  readonly beside: Float64Array;
  /** Vᵀ: the columns of V, row after row. */
  readonly axes: Float64Array;
}

/**
 * Makes a square matrix bidiagonal by reflections from both sides; it is used up. Only what was done from the right is
 * kept.
 *
 * Method: Golub & Kahan 1965. Time O(n³).
 *
 * @param data - Row-major, `n × n`.
 */
export function bidiagonalize(data: Float64Array, n: number): Bidiagonal {
  const diagonal = new Float64Array(n);
  const beside = new Float64Array(n);
  const factors = new Float64Array(n);
  const column = new Float64Array(n);
  const product = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    for (let i = k; i < n; i++) column[i] = data[i * n + k] as number;
    const [image, leftFactor] = makeReflection(column, k, n);
    diagonal[k] = image;
    if (leftFactor !== 0) reflectColumns({ data, n, column, product }, k, leftFactor);
    if (k === n - 1) break;
    const [start, end] = [k * n + k + 1, (k + 1) * n];
    const [next, factor] = makeReflection(data, start, end);
    beside[k] = next;
    factors[k] = factor;
    reflectRows({ vector: data, start, end, factor }, data, { from: start + n, to: data.length, stride: n });
  }
  const axes = new Float64Array(n * n);
  for (let k = 0; k < n; k++) axes[k * n + k] = 1;
  for (let k = n - 2; k >= 0; k--) {
    const [start, end] = [k * n + k + 1, (k + 1) * n];
    const reflection = { vector: data, start, end, factor: factors[k] as number };
    reflectRows(reflection, axes, { from: start + n, to: axes.length, stride: n });
  }
  return { diagonal, beside, axes };
}

/** A reflection from the left of what is right of column `k`: rows lose multiples of one row, `factor · vᵀ data`. */
function reflectColumns(
  { data, n, column, product }: { data: Float64Array; n: number; column: Float64Array; product: Float64Array },
  k: number,
  factor: number,
): void {
  product.fill(0, k + 1);
  let i = k;
  for (; i + 1 < n; i += 2) {
    const a = i * n;
    const b = a + n;
    const [u, v] = [column[i] as number, column[i + 1] as number];
    for (let j = k + 1; j < n; j++) {
      product[j] = (product[j] as number) + (u * (data[a + j] as number) + v * (data[b + j] as number));
    }
  }
  if (i < n) {
    const u = column[i] as number;
    for (let j = k + 1; j < n; j++) product[j] = (product[j] as number) + u * (data[i * n + j] as number);
  }
  for (i = k; i < n; i++) {
    const u = factor * (column[i] as number);
    const a = i * n;
    for (let j = k + 1; j < n; j++) data[a + j] = (data[a + j] as number) - u * (product[j] as number);
  }
}

import type { Matrix } from '../matrix.js';

/**
 * into ← X v. Four rows are taken at a time, so that each element of v is read a fourth as often.
 *
 * @param v - One element per column.
 * @param into - One element per row.
 */
export function multiplyRows({ data, nRows, nColumns: width }: Matrix, v: Float64Array, into: Float64Array): void {
  let i = 0;
  let a = 0;
  for (; i + 3 < nRows; i += 4) {
    let b = a + width;
    let c = b + width;
    let d = c + width;
    let scoreA = 0;
    let scoreB = 0;
    let scoreC = 0;
    let scoreD = 0;
    for (let j = 0; j < width; j++, a++, b++, c++, d++) {
      const factor = v[j] as number;
      scoreA += factor * (data[a] as number);
      scoreB += factor * (data[b] as number);
      scoreC += factor * (data[c] as number);
      scoreD += factor * (data[d] as number);
    }
    into[i] = scoreA;
    into[i + 1] = scoreB;
    into[i + 2] = scoreC;
    into[i + 3] = scoreD;
    a = d;
  }
  for (; i < nRows; i++) {
    let score = 0;
    for (let j = 0; j < width; j++, a++) score += (v[j] as number) * (data[a] as number);
    into[i] = score;
  }
}

/**
 * into ← into + Xᵀ factors, four rows at a time.
 *
 * @param factors - One element per row.
 * @param into - One element per column.
 */
export function addRows({ data, nRows, nColumns: width }: Matrix, factors: Float64Array, into: Float64Array): void {
  let i = 0;
  let a = 0;
  for (; i + 3 < nRows; i += 4) {
    const fa = factors[i] as number;
    const fb = factors[i + 1] as number;
    const fc = factors[i + 2] as number;
    const fd = factors[i + 3] as number;
    let b = a + width;
    let c = b + width;
    let d = c + width;
    for (let j = 0; j < width; j++, a++, b++, c++, d++) {
      into[j] =
        (into[j] as number) +
        (fa * (data[a] as number) + fb * (data[b] as number) + (fc * (data[c] as number) + fd * (data[d] as number)));
    }
    a = d;
  }
  for (; i < nRows; i++) {
    const factor = factors[i] as number;
    for (let j = 0; j < width; j++, a++) into[j] = (into[j] as number) + factor * (data[a] as number);
  }
}

/** As `addRows`, of the squares of the elements. */
export function addSquaredRows(
  { data, nRows, nColumns: width }: Matrix,
  factors: Float64Array,
  into: Float64Array,
): void {
  let i = 0;
  let a = 0;
  for (; i + 1 < nRows; i += 2) {
    const fa = factors[i] as number;
    const fb = factors[i + 1] as number;
    let b = a + width;
    for (let j = 0; j < width; j++, a++, b++) {
      const x = data[a] as number;
      const y = data[b] as number;
      into[j] = (into[j] as number) + (fa * x * x + fb * y * y);
    }
    a = b;
  }
  if (i === nRows) return;
  const factor = factors[i] as number;
  for (let j = 0; j < width; j++, a++) into[j] = (into[j] as number) + factor * (data[a] as number) ** 2;
}

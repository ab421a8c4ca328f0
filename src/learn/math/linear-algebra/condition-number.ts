import { dot } from './dot.js';

/**
 * The largest singular value over the smallest; `Infinity` where that is 0. How much relative errors can grow between
 * the data and the solution of a least-squares problem.
 *
 * Method: one-sided Jacobi rotations (Hestenes 1958), which keep the digits of small singular values.
 * Time O(length · n²) a sweep, of which about six are usual.
 *
 * @param columns - n columns of one length; they are not changed.
 */
export function conditionNumber(columns: readonly Float64Array[]): number {
  const work: Float64Array[] = columns.map((column) => Float64Array.from(column));
  for (let sweep = 0, isDone = false; sweep < 60 && !isDone; sweep++) {
    isDone = true;
    for (let p = 0; p < work.length; p++) {
      for (let q = p + 1; q < work.length; q++) {
        if (rotate(work[p] as Float64Array, work[q] as Float64Array)) isDone = false;
      }
    }
  }
  const norms = work.map((column) => Math.sqrt(dot(column, column)));
  return Math.max(...norms) / Math.min(...norms);
}

/** Makes two columns orthogonal by a rotation; `false` where they were. */
function rotate(a: Float64Array, b: Float64Array): boolean {
  const [aa, bb, ab] = [dot(a, a), dot(b, b), dot(a, b)];
  if (Math.abs(ab) <= 2 ** -51 * Math.sqrt(aa * bb)) return false;
  const zeta = (bb - aa) / (2 * ab);
  const tangent = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = cosine * tangent;
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    a[i] = cosine * x - sine * y;
    b[i] = sine * x + cosine * y;
  }
  return true;
}

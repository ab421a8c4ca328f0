import { bidiagonalize, type Bidiagonal } from './bidiagonal.js';

/** A step of the iteration sets one singular value free after about two; so many it never takes. */
const MOST_STEPS = 60;

/**
 * Singular values, descending, and the right singular vectors of a square matrix, which is used up.
 *
 * Singular values come out to the digits of the largest, as those of LAPACK do.
 * Method: bidiagonal by reflections, then implicit QR steps with shifts (Golub & Reinsch 1970; Golub & Van Loan, Matrix
 * Computations, 8.6). Time O(n³).
 *
 * @param data - Row-major, `n × n`.
 * @returns The vectors as rows.
 */
export function rightSvd(data: Float64Array, n: number): { singularValues: Float64Array; axes: Float64Array } {
  const matrix = bidiagonalize(data, n);
  diagonalize(matrix);
  const { diagonal, axes } = matrix;
  const order = Array.from(diagonal.keys()).sort(
    (a, b) => Math.abs(diagonal[b] as number) - Math.abs(diagonal[a] as number),
  );
  const sorted = new Float64Array(axes.length);
  for (const [k, from] of order.entries()) sorted.set(axes.subarray(from * n, (from + 1) * n), k * n);
  return { singularValues: Float64Array.from(order, (k) => Math.abs(diagonal[k] as number)), axes: sorted };
}

function diagonalize(matrix: Bidiagonal): void {
  const { diagonal, beside } = matrix;
  const n = diagonal.length;
  // What is lost in rounding anyway beside the largest element.
  let largest = 0;
  for (let k = 0; k < n; k++) {
    largest = Math.max(largest, Math.abs(diagonal[k] as number) + Math.abs(beside[k] as number));
  }
  const tiny = largest * 2 ** -1000;
  const isNegligible = (value: number, neighbors: number): boolean =>
    Math.abs(value) <= tiny + Number.EPSILON * neighbors;
  let steps = 0;
  for (let last = n - 1; last > 0;) {
    let first = last;
    while (first > 0) {
      const neighbors = Math.abs(diagonal[first - 1] as number) + Math.abs(diagonal[first] as number);
      if (isNegligible(beside[first - 1] as number, neighbors)) break;
      first--;
    }
    if (first > 0) beside[first - 1] = 0;
    if (first === last || steps++ > MOST_STEPS * n) {
      last--;
      continue;
    }
    const zero = findZero(matrix, [first, last], (k) => {
      const before = k > first ? Math.abs(beside[k - 1] as number) : 0;
      return isNegligible(diagonal[k] as number, before + Math.abs(beside[k] as number) * Number(k < last));
    });
    if (zero === last) clearColumn(matrix, first, last);
    else if (zero !== undefined) clearRow(matrix, zero, last);
    else step(matrix, first, last);
  }
}

/** The last place of a block whose diagonal element is nothing, which is set to 0. */
function findZero(
  { diagonal }: Bidiagonal,
  [first, last]: readonly [number, number],
  isZero: (k: number) => boolean,
): number | undefined {
  for (let k = last; k >= first; k--) {
    if (!isZero(k)) continue;
    diagonal[k] = 0;
    return k;
  }
  return undefined;
}

/** With a 0 at the end of the diagonal, turns the columns before into the last one until nothing stands above it. */
function clearColumn({ diagonal, beside, axes }: Bidiagonal, first: number, last: number): void {
  let rest = beside[last - 1] as number;
  beside[last - 1] = 0;
  for (let k = last - 1; k >= first && rest !== 0; k--) {
    const length = Math.hypot(diagonal[k] as number, rest);
    const cosine = (diagonal[k] as number) / length;
    const sine = rest / length;
    diagonal[k] = length;
    if (k > first) {
      rest = -sine * (beside[k - 1] as number);
      beside[k - 1] = cosine * (beside[k - 1] as number);
    }
    rotateRows(axes, [k, last], [diagonal.length, cosine, sine]);
  }
}

/** With a 0 on the diagonal at `zero`, turns the rows behind into that one until nothing stands beside it. */
function clearRow({ diagonal, beside }: Bidiagonal, zero: number, last: number): void {
  let rest = beside[zero] as number;
  beside[zero] = 0;
  for (let k = zero + 1; k <= last && rest !== 0; k++) {
    const length = Math.hypot(diagonal[k] as number, rest);
    const cosine = (diagonal[k] as number) / length;
    const sine = rest / length;
    diagonal[k] = length;
    rest = -sine * (beside[k] as number);
    beside[k] = cosine * (beside[k] as number);
  }
}

/** One step of QR on BᵀB, without forming it: the element that the shift brings in is chased down the diagonals. */
function step({ diagonal, beside, axes }: Bidiagonal, first: number, last: number): void {
  const n = diagonal.length;
  let [f, g] = startOf({ diagonal, beside }, first, last);
  for (let k = first; k < last; k++) {
    let length = Math.hypot(f, g);
    let [cosine, sine] = length === 0 ? [1, 0] : [f / length, g / length];
    if (k > first) beside[k - 1] = length;
    const own = diagonal[k] as number;
    const above = beside[k] as number;
    f = cosine * own + sine * above;
    const side = cosine * above - sine * own;
    g = sine * (diagonal[k + 1] as number);
    const next = cosine * (diagonal[k + 1] as number);
    rotateRows(axes, [k, k + 1], [n, cosine, sine]);
    length = Math.hypot(f, g);
    [cosine, sine] = length === 0 ? [1, 0] : [f / length, g / length];
    diagonal[k] = length;
    f = cosine * side + sine * next;
    diagonal[k + 1] = cosine * next - sine * side;
    g = sine * (beside[k + 1] as number);
    if (k + 1 < last) beside[k + 1] = cosine * (beside[k + 1] as number);
  }
  beside[last - 1] = f;
}

/** The first column of BᵀB less the shift, the eigenvalue of its last two by two that is nearer to its last element. */
function startOf(
  { diagonal, beside }: { diagonal: Float64Array; beside: Float64Array },
  first: number,
  last: number,
): [number, number] {
  const [a, b] = [diagonal[last - 1] as number, diagonal[last] as number];
  const above = last - 1 > first ? (beside[last - 2] as number) : 0;
  const side = beside[last - 1] as number;
  const [own, next] = [diagonal[first] as number, beside[first] as number];
  // All by the largest, so that no square is nothing.
  const scale = Math.max(Math.abs(a), Math.abs(b), Math.abs(side), Math.abs(own), Math.abs(next), Math.abs(above));
  const [sa, sb, se, su] = [a / scale, b / scale, side / scale, above / scale];
  const [top, bottom, off] = [sa * sa + su * su, sb * sb + se * se, sa * se];
  const half = (top - bottom) / 2;
  const root = Math.hypot(half, off) * (half < 0 ? -1 : 1);
  const shift = off === 0 ? bottom : bottom - (off * off) / (half + root);
  const head = own / scale;
  return [head * head - shift, head * (next / scale)];
}

/** Row i becomes cosine · i + sine · j, row j cosine · j − sine · i. */
function rotateRows(
  rows: Float64Array,
  [i, j]: readonly [number, number],
  [length, cosine, sine]: readonly [number, number, number],
): void {
  for (let k = i * length, l = j * length, end = k + length; k < end; k++, l++) {
    const a = rows[k] as number;
    const b = rows[l] as number;
    rows[k] = cosine * a + sine * b;
    rows[l] = cosine * b - sine * a;
  }
}

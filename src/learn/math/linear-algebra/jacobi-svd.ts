const MAX_SWEEPS = 60;

/**
 * Makes the rows of a matrix orthogonal by rotating pairs of them, and puts them in the order of their lengths, the
 * longest first: its singular values are then the lengths, and its right singular vectors the directions of the rows.
 *
 * Small singular values come out to their own digits, not only to those of the largest. Both arrays are changed.
 *
 * @param rows - Row-major, `nRows` rows of one length.
 * @param rotations - Where the same rotations are applied, `nRows` rows of one length, such as those of the identity:
 *   its rows become the left singular vectors.
 * @returns The singular values, descending.
 *
 * Method: one-sided Jacobi (Hestenes 1958; Demmel & Veselić 1992), with the longest row first (de Rijk 1989). Time
 * O(nRows² · length) for each of about ten sweeps.
 */
export function orthogonalizeRows(rows: Float64Array, nRows: number, rotations?: Float64Array): Float64Array {
  const length = rows.length / nRows;
  const width = rotations === undefined ? 0 : rotations.length / nRows;
  const squares = Float64Array.from({ length: nRows }, (_, i) => dot(rows, [i, i], length));
  const exchange = (i: number, j: number): void => {
    rotate(rows, [i, j, length], [0, 1]);
    if (rotations !== undefined) rotate(rotations, [i, j, width], [0, 1]);
    const square = squares[i] as number;
    squares[i] = squares[j] as number;
    squares[j] = square;
  };
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let isDone = true;
    for (let i = 0; i < nRows - 1; i++) {
      let longest = i;
      for (let j = i + 1; j < nRows; j++) if ((squares[j] as number) > (squares[longest] as number)) longest = j;
      if (longest !== i) exchange(i, longest);
      for (let j = i + 1; j < nRows; j++) {
        const [a, b] = [squares[i] as number, squares[j] as number];
        const product = dot(rows, [i, j], length);
        if (!(Math.abs(product) > 2 ** -52 * Math.sqrt(a) * Math.sqrt(b))) continue;
        isDone = false;
        const zeta = (b - a) / (2 * product);
        const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        const cosine = 1 / Math.sqrt(1 + tangent * tangent);
        const turn = [cosine, cosine * tangent] as const;
        rotate(rows, [i, j, length], turn);
        if (rotations !== undefined) rotate(rotations, [i, j, width], turn);
        squares[i] = dot(rows, [i, i], length);
        squares[j] = dot(rows, [j, j], length);
      }
    }
    if (isDone) break;
  }
  for (let i = 0; i < nRows - 1; i++) {
    let longest = i;
    for (let j = i + 1; j < nRows; j++) if ((squares[j] as number) > (squares[longest] as number)) longest = j;
    if (longest !== i) exchange(i, longest);
  }
  return squares.map(Math.sqrt);
}

function dot(rows: Float64Array, [i, j]: readonly [number, number], length: number): number {
  let total = 0;
  for (let k = i * length, l = j * length, end = k + length; k < end; k++, l++) {
    total += (rows[k] as number) * (rows[l] as number);
  }
  return total;
}

/** Row i becomes cosine · i − sine · j, row j sine · i + cosine · j. */
function rotate(
  rows: Float64Array,
  [i, j, length]: readonly [number, number, number],
  [cosine, sine]: readonly [number, number],
): void {
  for (let k = i * length, l = j * length, end = k + length; k < end; k++, l++) {
    const a = rows[k] as number;
    const b = rows[l] as number;
    rows[k] = cosine * a - sine * b;
    rows[l] = sine * a + cosine * b;
  }
}

/**
 * A stretch `[start, end)` of an array made the vector v of the reflection `I − factor · v vᵀ` that turns the stretch
 * into a multiple of the first unit vector.
 *
 * @returns The multiple, and the factor: 0 where there is nothing to turn.
 *
 * Method: Golub & Van Loan, Matrix Computations, 5.1.
 */
export function makeReflection(data: Float64Array, start: number, end: number): [image: number, factor: number] {
  let square = 0;
  for (let k = start + 1; k < end; k++) square += (data[k] as number) ** 2;
  const first = data[start] as number;
  if (square === 0) return [first, 0];
  const norm = Math.sqrt(first * first + square);
  // Away from the first element, so that nothing cancels.
  const image = first > 0 ? -norm : norm;
  const head = first - image;
  data[start] = head;
  return [image, 2 / (head * head + square)];
}

/** The reflection of a vector that lies in an array. */
export interface Reflection {
  readonly vector: Float64Array;
  readonly start: number;
  readonly end: number;
  readonly factor: number;
}

/** Stretches of rows that begin at `from`, then `stride` further on each, to before `to`. */
export interface RowStretches {
  readonly from: number;
  readonly to: number;
  readonly stride: number;
}

/**
 * Rows times a reflection: each loses `factor · (row · v) v`. Two rows are taken at a time, so that each element of v
 * is read half as often.
 */
export function reflectRows(
  { vector, start, end, factor }: Reflection,
  data: Float64Array,
  { from, to, stride }: RowStretches,
): void {
  if (factor === 0) return;
  const size = end - start;
  let at = from;
  for (; at + stride < to; at += 2 * stride) {
    const next = at + stride;
    let dot = 0;
    let nextDot = 0;
    for (let k = 0; k < size; k++) {
      const value = vector[start + k] as number;
      dot += value * (data[at + k] as number);
      nextDot += value * (data[next + k] as number);
    }
    dot *= factor;
    nextDot *= factor;
    for (let k = 0; k < size; k++) {
      const value = vector[start + k] as number;
      data[at + k] = (data[at + k] as number) - dot * value;
      data[next + k] = (data[next + k] as number) - nextDot * value;
    }
  }
  if (at >= to) return;
  let dot = 0;
  for (let k = 0; k < size; k++) dot += (vector[start + k] as number) * (data[at + k] as number);
  dot *= factor;
  for (let k = 0; k < size; k++) data[at + k] = (data[at + k] as number) - dot * (vector[start + k] as number);
}

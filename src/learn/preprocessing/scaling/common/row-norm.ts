/** Which length of a row. */
export type Norm = 'l1' | 'l2' | 'max';

export const NORMS: readonly Norm[] = ['l1', 'l2', 'max'];

/** The length of `data[start] … data[end - 1]`; no element is NaN or infinite. */
export function rowNorm(data: Float64Array, [start, end]: readonly [number, number], norm: Norm): number {
  let largest = 0;
  let sum = 0;
  let squares = 0;
  for (let k = start; k < end; k++) {
    const size = Math.abs(data[k] as number);
    if (size > largest) largest = size;
    sum += size;
    squares += size * size;
  }
  if (norm === 'max') return largest;
  if (norm === 'l1') return sum;
  if (squares < Infinity) return Math.sqrt(squares);
  // Squares overflow from 1e154 on, the length they belong to hardly ever does.
  let relative = 0;
  for (let k = start; k < end; k++) relative += ((data[k] as number) / largest) ** 2;
  return largest * Math.sqrt(relative);
}

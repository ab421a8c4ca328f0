/**
 * exp(−x² / divisor), to the last digits at any `x`: the rounding of x² alone would cost four of them at x = 30.
 *
 * @param divisor - 1 or 2.
 */
export function expMinusSquare(x: number, divisor: 1 | 2): number {
  // Of few bits, so that its square is exact.
  const head = Math.round(x * 16) / 16;
  const rest = (x - head) * (x + head);
  return Math.exp((-head * head) / divisor) * Math.exp(-rest / divisor);
}

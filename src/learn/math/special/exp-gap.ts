/** `exp(z) − 1 − z`, about z²/2, with all digits also where z is small. */
export function expGap(z: number): number {
  if (Math.abs(z) > 0.1) return Math.expm1(z) - z;
  let term = (z * z) / 2;
  let total = term;
  for (let k = 3; k <= 12; k++) {
    term *= z / k;
    total += term;
  }
  return total;
}

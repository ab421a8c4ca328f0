/** `Σ a[j] · b[j]`; of equal length. */
export function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let j = 0; j < a.length; j++) total += (a[j] as number) * (b[j] as number);
  return total;
}

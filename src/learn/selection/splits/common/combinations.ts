/** Every choice of `size` of the numbers 0 to `n - 1`, in order; the array is the same each time. */
export function* combinations(n: number, size: number): Generator<Int32Array, void> {
  const chosen = new Int32Array(size);
  for (let k = 0; k < size; k++) chosen[k] = k;
  for (;;) {
    yield chosen;
    let k = size - 1;
    while (k >= 0 && chosen[k] === n - size + k) k--;
    if (k < 0) return;
    chosen[k] = (chosen[k] as number) + 1;
    for (let next = k + 1; next < size; next++) chosen[next] = (chosen[next - 1] as number) + 1;
  }
}

/** How many choices there are. Exact up to 2⁵³. */
export function countCombinations(n: number, size: number): number {
  let count = 1;
  for (let k = 1; k <= Math.min(size, n - size); k++) count = (count * (n - Math.min(size, n - size) + k)) / k;
  return Math.round(count);
}

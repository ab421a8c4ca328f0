/**
 * Brings the `k`-th smallest value (from 0) to place `k`, smaller ones before it and larger ones behind, in time
 * linear in the length on average. Changes the order of `values`, which must hold no NaN.
 *
 * Method: Floyd & Rivest 1975.
 */
export function selectInPlace(values: Float64Array, k: number): number {
  selectBetween(values, k, [0, values.length - 1]);
  return values[k] as number;
}

function selectBetween(values: Float64Array, k: number, [from, to]: readonly [number, number]): void {
  let left = from;
  let right = to;
  while (right > left) {
    // Of many values, a sample tells first where the k-th one is likely to be.
    if (right - left > 600) {
      const n = right - left + 1;
      const m = k - left + 1;
      const z = Math.log(n);
      const s = 0.5 * Math.exp((2 * z) / 3);
      const spread = 0.5 * Math.sqrt((z * s * (n - s)) / n) * Math.sign(m - n / 2);
      const low = Math.max(left, Math.floor(k - (m * s) / n + spread));
      const high = Math.min(right, Math.floor(k + ((n - m) * s) / n + spread));
      selectBetween(values, k, [low, high]);
    }
    const pivot = values[k] as number;
    let i = left;
    let j = right;
    while (i <= j) {
      while ((values[i] as number) < pivot) i++;
      while ((values[j] as number) > pivot) j--;
      if (i > j) break;
      const value = values[i] as number;
      values[i++] = values[j] as number;
      values[j--] = value;
    }
    if (j < k) left = i;
    if (k < i) right = j;
  }
}

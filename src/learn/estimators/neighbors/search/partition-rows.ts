/**
 * Brings the rows with the smallest keys from `start` to before `middle`, all others from there to before `end`; the
 * keys move with their rows. Time linear in their number on average.
 *
 * Method: Hoare 1961, with the middle of three keys to compare with.
 *
 * @param middle - From `start` to before `end`.
 */
export function partitionRows(
  { keys, rows }: { readonly keys: Float64Array; readonly rows: Int32Array },
  middle: number,
  [start, end]: readonly [start: number, end: number],
): void {
  let left = start;
  let right = end - 1;
  while (left < right) {
    const pivot = middleOf(keys[left] as number, keys[(left + right) >> 1] as number, keys[right] as number);
    let i = left;
    let j = right;
    while (i <= j) {
      while ((keys[i] as number) < pivot) i++;
      while ((keys[j] as number) > pivot) j--;
      if (i > j) break;
      const key = keys[i] as number;
      const row = rows[i] as number;
      keys[i] = keys[j] as number;
      rows[i++] = rows[j] as number;
      keys[j] = key;
      rows[j--] = row;
    }
    if (j < middle) left = i;
    if (middle < i) right = j;
  }
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

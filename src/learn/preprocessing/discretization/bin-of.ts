/** The bin of a value, from 0: how many inner edges are at most the value. Beyond the ends, the first or last bin. */
export function binOf(value: number, edges: Float64Array): number {
  let low = 1;
  let high = edges.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

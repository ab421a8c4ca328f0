/**
 * The values that never fall (or never rise) and are nearest to `y` in weighted squares; `y` is not changed.
 *
 * @param weights - All above 0.
 *
 * Method: pool adjacent violators, one pass with a stack of blocks (Busing 2022). Time O(n).
 */
export function poolAdjacentViolators(y: Float64Array, weights: Float64Array, isIncreasing: boolean): Float64Array {
  const n = y.length;
  const levels = new Float64Array(n);
  const totals = new Float64Array(n);
  const ends = new Int32Array(n);
  let nBlocks = 0;
  for (let step = 0; step < n; step++) {
    const i = isIncreasing ? step : n - 1 - step;
    let level = y[i] as number;
    let total = weights[i] as number;
    // Whatever is not above the block before it becomes one with it.
    while (nBlocks > 0 && (levels[nBlocks - 1] as number) >= level) {
      nBlocks--;
      const before = totals[nBlocks] as number;
      const together = before + total;
      level = (before * (levels[nBlocks] as number) + total * level) / together;
      total = together;
    }
    levels[nBlocks] = level;
    totals[nBlocks] = total;
    ends[nBlocks++] = step + 1;
  }
  const fitted = new Float64Array(n);
  for (let block = 0, step = 0; block < nBlocks; block++) {
    for (; step < (ends[block] as number); step++) fitted[isIncreasing ? step : n - 1 - step] = levels[block] as number;
  }
  return fitted;
}

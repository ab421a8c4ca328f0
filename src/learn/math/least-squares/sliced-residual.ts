import type { TallProblem } from './tall-problem.js';

const BLOCK_ROWS = 32;

/**
 * `Aᵀ (b − A x)` to about twice the precision, for the columns A of a tall problem.
 *
 * Numbers are cut into a head of t bits and the rest, each column at one place, so that sums of products of heads are
 * exact: a product of two float64 needs no terms for its rounding then, which would take twice the time. What is left
 * is smaller by 2⁻ᵗ (t is 24 for up to 32 columns), and so are its rounding errors.
 *
 * Method: Ozaki, Ogita, Oishi & Rump 2012. Time O(nRows · nColumns).
 *
 * @param norms - An upper bound of the elements of each column, such as its length.
 */
export function slicedResidual(problem: TallProblem, x: Float64Array, norms: Float64Array): Float64Array {
  const { X, y, roots, hasIntercept } = problem;
  const { data, nRows, nColumns } = X;
  const width = x.length;
  const nBits = Math.floor((53 - Math.ceil(Math.log2(Math.max(width, BLOCK_ROWS)))) / 2);
  const { cuts, heads, tails } = sliceSolution(x, norms, nBits);

  // One block of rows: heads and tails of its elements, and of what is left of b.
  const blockHeads = new Float64Array(BLOCK_ROWS * width);
  const blockTails = new Float64Array(BLOCK_ROWS * width);
  const residual = new Float64Array(BLOCK_ROWS);
  const residualLow = new Float64Array(BLOCK_ROWS);
  const exact = new Float64Array(width);
  const rest = new Float64Array(width);
  const high = new Float64Array(width);
  const low = new Float64Array(width);

  for (let first = 0; first < nRows; first += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, nRows - first);
    let largest = 0;
    for (let i = 0, place = 0; i < count; i++) {
      const root = roots[first + i] as number;
      let from = (first + i) * nColumns;
      let sum = 0;
      let sumOfRest = 0;
      for (let j = 0; j < width; j++, place++) {
        const value = hasIntercept && j === nColumns ? root : root * (data[from++] as number);
        const cut = cuts[j] as number;
        const head = value + cut - cut;
        const tail = value - head;
        blockHeads[place] = head;
        blockTails[place] = tail;
        sum += head * (heads[j] as number);
        sumOfRest += head * (tails[j] as number) + tail * (x[j] as number);
      }
      const target = root * (y[first + i] as number);
      const difference = target - sum;
      const part = target - difference;
      const lost = target - (difference + part) + (part - sum);
      const small = lost - sumOfRest;
      const value = difference + small;
      residual[i] = value;
      residualLow[i] = difference - value + small;
      if (Math.abs(value) > largest) largest = Math.abs(value);
    }
    if (largest === 0) continue;

    const cut = cutFor(largest, nBits);
    exact.fill(0);
    rest.fill(0);
    for (let i = 0, place = 0; i < count; i++) {
      const value = residual[i] as number;
      const head = value + cut - cut;
      const tail = value - head + (residualLow[i] as number);
      for (let j = 0; j < width; j++, place++) {
        const a = blockHeads[place] as number;
        exact[j] = (exact[j] as number) + a * head;
        rest[j] = (rest[j] as number) + (a * tail + (blockTails[place] as number) * value);
      }
    }
    for (let j = 0; j < width; j++) {
      const before = high[j] as number;
      const term = exact[j] as number;
      const sum = before + term;
      const part = sum - before;
      low[j] = (low[j] as number) + (before - (sum - part) + (term - part)) + (rest[j] as number);
      high[j] = sum;
    }
  }
  return high.map((value, j) => value + (low[j] as number));
}

/** Where to cut the columns, and the solution in two: heads whose products with those of the columns add up exactly. */
function sliceSolution(
  x: Float64Array,
  norms: Float64Array,
  nBits: number,
): { readonly cuts: Float64Array; readonly heads: Float64Array; readonly tails: Float64Array } {
  const bounds = norms.map(powerAbove);
  let largest = 0;
  for (let j = 0; j < x.length; j++) largest = Math.max(largest, Math.abs(x[j] as number) * (bounds[j] as number));
  const heads = x.map((value, j) => {
    const cut = cutFor(largest, nBits) / (bounds[j] as number);
    return largest === 0 ? 0 : value + cut - cut;
  });
  return {
    cuts: bounds.map((bound) => cutFor(bound, nBits)),
    heads,
    tails: x.map((value, j) => value - (heads[j] as number)),
  };
}

/** What leaves `nBits` bits of a number up to `bound` when it is added and taken off again. */
function cutFor(bound: number, nBits: number): number {
  return 1.5 * powerAbove(bound) * 2 ** (52 - nBits);
}

/** A power of two that is not below `value`. */
function powerAbove(value: number): number {
  return 2 ** Math.ceil(Math.log2(value) + 2 ** -20);
}

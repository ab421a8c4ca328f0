/** Cells of the grid at most: their table should stay in the processor's cache. */
const MOST_CELLS = 2 ** 14;

/**
 * The values of lines that join points; beyond the outer ones their values.
 *
 * Between the outer points lies a grid of equal cells, each of which knows the first point to look at: with points that
 * are not all crowded together a value takes constant time.
 */
export class JoinedLines {
  readonly #xs: Float64Array;
  readonly #ys: Float64Array;
  readonly #factor: number;
  /** For each cell the first point that is in it or comes after it. */
  readonly #points: Uint32Array;

  /** @param xs - Ascending, at least one. */
  constructor(xs: Float64Array, ys: Float64Array) {
    const last = xs.length - 1;
    const nCells = Math.min(MOST_CELLS, 4 * xs.length);
    const factor = (nCells - 0.5) / ((xs[last] as number) - (xs[0] as number));
    this.#xs = xs;
    this.#ys = ys;
    // Where the distance overflows or is nothing, one cell.
    this.#factor = factor > 0 && factor < Infinity ? factor : 0;
    this.#points = new Uint32Array(nCells + 1).fill(last);
    for (let i = last; i >= 0; i--) this.#points[this.#cellOf(xs[i] as number)] = i;
    for (let cell = nCells - 1; cell >= 0; cell--) {
      this.#points[cell] = Math.min(this.#points[cell] as number, this.#points[cell + 1] as number);
    }
  }

  /** Time O(log n) at most. */
  at(x: number): number {
    const xs = this.#xs;
    const ys = this.#ys;
    const last = xs.length - 1;
    if (x <= (xs[0] as number)) return ys[0] as number;
    if (x >= (xs[last] as number)) return ys[last] as number;
    const cell = this.#cellOf(x);
    let low = Math.max(0, (this.#points[cell] as number) - 1);
    let high = Math.min(last, this.#points[cell + 1] as number);
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((xs[middle] as number) < x) low = middle;
      else high = middle;
    }
    const [x0, x1, y0, y1] = [xs[low], xs[high], ys[low], ys[high]] as [number, number, number, number];
    return ((y1 - y0) / (x1 - x0)) * (x - x0) + y0;
  }

  #cellOf(x: number): number {
    return ((x - (this.#xs[0] as number)) * this.#factor) | 0;
  }
}

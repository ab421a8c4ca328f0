// A slice is at most so many times as long as one that was measured.
const GROWTH = 4;
const N_REMEMBERED = 4;

/**
 * Learns how many rows a slice may have: a power of two, so that few lengths occur, for each of which a runtime plans
 * its memory. It starts with the fewest, since nothing is known of a row that was never run.
 */
export class SliceSize {
  readonly #maxSliceMs: number;
  /** Milliseconds a row, of the last slices. */
  readonly #costs: number[] = [];
  readonly #minRows: number;
  #nRows: number;

  constructor(maxSliceMs: number, minRows = 1) {
    this.#maxSliceMs = maxSliceMs;
    this.#minRows = minRows;
    this.#nRows = minRows;
  }

  /** Most rows of a slice. */
  get nRows(): number {
    return this.#nRows;
  }

  /** Learns from a slice; from one that is shorter than it may be, as the last of a run is, nothing. */
  observe(nRows: number, elapsedMs: number): void {
    if (nRows < this.#nRows) return;
    this.#costs.push(elapsedMs / nRows);
    if (this.#costs.length > N_REMEMBERED) this.#costs.shift();
    // The least: what else the thread did meanwhile is in the time as well, and never makes it shorter.
    const mostRows = Math.min(GROWTH * nRows, this.#maxSliceMs / Math.min(...this.#costs));
    this.#nRows = mostRows < 1 ? this.#minRows : Math.max(this.#minRows, 2 ** Math.floor(Math.log2(mostRows)));
  }
}

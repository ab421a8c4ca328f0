/** What a run has been learned to cost: `overheadMs + perRowMs · rows`. */
export interface BatchCost {
  readonly overheadMs: number;
  readonly perRowMs: number;
  /** How far runs are from that on average. */
  readonly deviationMs: number;
}

// Half of what is known comes from the last 14 runs.
const DECAY = 0.95;
// The first runs of a runtime allocate and compile: nothing is decided on them alone.
const MIN_RUNS = 4;
// Below it the numbers of rows are so alike that a slope would be noise.
const MIN_RELATIVE_VARIANCE = 0.01;

/**
 * Learns the cost of a run from the runs that were made.
 *
 * Method: least squares with exponentially fading weights; neither overhead nor cost of a row is ever negative.
 * While all runs had about the same number of rows, the whole time is put down to the rows: that is too little for
 * smaller runs and too much for larger ones, so nothing is refused wrongly and no batch grows too large.
 */
export class BatchCostModel {
  #nRuns = 0;
  #weight = 0;
  #rows = 0;
  #time = 0;
  #rowsSquared = 0;
  #rowsTime = 0;
  #deviation = 0;
  #cost: BatchCost | undefined;

  /** Learns from one run. */
  observe(nRows: number, elapsedMs: number): void {
    if (this.#cost !== undefined) {
      const error = Math.abs(elapsedMs - this.#cost.overheadMs - this.#cost.perRowMs * nRows);
      this.#deviation = DECAY * this.#deviation + (1 - DECAY) * error;
    }
    this.#nRuns += 1;
    this.#weight = DECAY * this.#weight + 1;
    this.#rows = DECAY * this.#rows + nRows;
    this.#time = DECAY * this.#time + elapsedMs;
    this.#rowsSquared = DECAY * this.#rowsSquared + nRows * nRows;
    this.#rowsTime = DECAY * this.#rowsTime + nRows * elapsedMs;
    // Once a run, not at each of the many questions between two runs.
    if (this.#nRuns >= MIN_RUNS) this.#cost = { ...this.#fit(), deviationMs: this.#deviation };
  }

  /** `undefined` until there were enough runs to decide something on it. */
  get cost(): BatchCost | undefined {
    return this.#cost;
  }

  #fit(): Pick<BatchCost, 'overheadMs' | 'perRowMs'> {
    const meanRows = this.#rows / this.#weight;
    const meanTime = this.#time / this.#weight;
    const variance = this.#rowsSquared / this.#weight - meanRows ** 2;
    const throughOrigin = { overheadMs: 0, perRowMs: this.#rowsSquared > 0 ? this.#rowsTime / this.#rowsSquared : 0 };
    if (!(variance > MIN_RELATIVE_VARIANCE * meanRows ** 2)) return throughOrigin;
    const perRowMs = (this.#rowsTime / this.#weight - meanRows * meanTime) / variance;
    if (perRowMs <= 0) return { overheadMs: meanTime, perRowMs: 0 };
    const overheadMs = meanTime - perRowMs * meanRows;
    return overheadMs >= 0 ? { overheadMs, perRowMs } : throughOrigin;
  }
}

/** Runs that have begun and not ended: what a close waits for. */
export class RunsInFlight {
  readonly #runs = new Set<Promise<unknown>>();

  /** Counts `run` in until it ends, and gives its answer. */
  async track<T>(run: Promise<T>): Promise<T> {
    this.#runs.add(run);
    try {
      return await run;
    } finally {
      this.#runs.delete(run);
    }
  }

  /** When those have ended, well or not, that are under way now. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#runs);
  }
}

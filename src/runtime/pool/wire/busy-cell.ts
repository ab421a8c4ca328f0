const RUNS = 0;
const STOPPED = 1;

/**
 * Memory that a worker thread shares with whoever may end it: whether it is inside the model's runtime, and whether
 * it may enter. Ending a thread inside a native call aborts the whole process, and a main thread on its way out
 * receives no messages; this it can still read, and wait for.
 */
export class BusyCell {
  readonly memory: SharedArrayBuffer;
  readonly #cells: Int32Array;

  /** @param memory - That of the other side's cell. */
  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(8)) {
    this.memory = memory;
    this.#cells = new Int32Array(memory);
  }

  /** For the worker, before a call into the runtime. `false`: it is being ended and must not make the call. */
  enter(): boolean {
    // Busy first, then the look at the other cell; stop() does it the other way round, so that one sees the other.
    Atomics.add(this.#cells, RUNS, 1);
    if (Atomics.load(this.#cells, STOPPED) === 0) return true;
    this.leave();
    return false;
  }

  /** For the worker, after the call. */
  leave(): void {
    if (Atomics.sub(this.#cells, RUNS, 1) === 1) Atomics.notify(this.#cells, RUNS);
  }

  /** For a worker that ends between the steps of a call: it is in none from now on. */
  clear(): void {
    this.stop();
    Atomics.store(this.#cells, RUNS, 0);
    Atomics.notify(this.#cells, RUNS);
  }

  /** From now on `enter` is refused. */
  stop(): void {
    Atomics.store(this.#cells, STOPPED, 1);
  }

  get isBusy(): boolean {
    return Atomics.load(this.#cells, RUNS) !== 0;
  }

  /** Blocks this thread until the worker is outside, at most `timeoutMs`; whether it is. */
  waitUntilIdle(timeoutMs: number): boolean {
    const end = performance.now() + timeoutMs;
    for (;;) {
      const runs = Atomics.load(this.#cells, RUNS);
      const leftMs = end - performance.now();
      if (runs === 0 || leftMs <= 0) return runs === 0;
      Atomics.wait(this.#cells, RUNS, runs, leftMs);
    }
  }
}

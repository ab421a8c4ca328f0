import type { PoolRun } from './pool-run.js';

/** Runs that wait for a worker: the higher priority first, then the earlier. Short, so a list will do. */
export class RunQueue {
  readonly #runs: PoolRun[] = [];

  get size(): number {
    return this.#runs.length;
  }

  add(run: PoolRun): void {
    const { priority } = run;
    const after = this.#runs.findLastIndex((other) => other.priority >= priority);
    this.#runs.splice(after + 1, 0, run);
  }

  /** The next run, which leaves the queue. */
  take(): PoolRun | undefined {
    return this.#runs.shift();
  }

  remove(run: PoolRun): void {
    const index = this.#runs.indexOf(run);
    if (index !== -1) this.#runs.splice(index, 1);
  }
}

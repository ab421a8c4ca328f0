import type { BatchClock } from '../../../src/runtime/batching/timing/batch-clock.js';

/** Time and turns of the event loop that pass when a test says so. */
export class FakeClock implements BatchClock {
  #now = 0;
  #soon: (() => void)[] = [];
  readonly #timers = new Set<{ readonly atMs: number; readonly callback: () => void }>();

  now(): number {
    return this.#now;
  }

  soon(callback: () => void): void {
    this.#soon.push(callback);
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { atMs: this.#now + delayMs, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  get nTimers(): number {
    return this.#timers.size;
  }

  get hasTurn(): boolean {
    return this.#soon.length > 0;
  }

  /** Ends the turn of the event loop: what waits for it is called, what that adds is not. */
  turn(): void {
    const due = this.#soon;
    this.#soon = [];
    for (const callback of due) callback();
  }

  /**
   * Passes time; timers that become due are called in their order, each at its own time. As in an event loop, the turn
   * ends before time passes, and before the next timer is called.
   */
  advance(elapsedMs: number): void {
    const endMs = this.#now + elapsedMs;
    for (;;) {
      this.turn();
      let next: { readonly atMs: number; readonly callback: () => void } | undefined;
      for (const timer of this.#timers) if (timer.atMs <= endMs && timer.atMs < (next?.atMs ?? Infinity)) next = timer;
      if (next === undefined) break;
      this.#now = Math.max(this.#now, next.atMs);
      this.#timers.delete(next);
      next.callback();
    }
    this.#now = endMs;
  }

  /** Passes time in which the thread is blocked: no timer is called, although it may be due. */
  block(elapsedMs: number): void {
    this.#now += elapsedMs;
  }
}

/** Lets every promise that can settle do so. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Lets promises settle, far faster than a turn of the event loop; more rounds than a run's chain of promises is long. */
export async function microtasks(): Promise<void> {
  for (let round = 0; round < 16; round++) await Promise.resolve();
}

import type { BatchClock } from './batch-clock.js';

/** One timer for all that must happen at some time. */
export class Alarm {
  readonly #clock: BatchClock;
  readonly #ring: () => void;
  #atMs = Infinity;
  #cancel: (() => void) | undefined;

  constructor(clock: BatchClock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /**
   * Rings at `timeMs` at the latest, or not at all for `Infinity`. It may ring before, when there is nothing to do: a
   * timer that was set is kept, since what it was set for is mostly gone by then, and so is its successor.
   */
  by(timeMs: number, now: number): void {
    if (timeMs === Infinity ? this.#atMs === Infinity : timeMs >= this.#atMs) return;
    this.#cancel?.();
    this.#cancel = undefined;
    this.#atMs = timeMs;
    if (timeMs === Infinity) return;
    this.#cancel = this.#clock.after(Math.max(0, timeMs - now), () => {
      this.#cancel = undefined;
      this.#atMs = Infinity;
      this.#ring();
    });
  }
}

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

  /** Nothing is due before this time. */
  get atMs(): number {
    return this.#atMs;
  }

  /** Rings at `timeMs` at the latest. It may ring when there is nothing to do: what was due can have gone. */
  by(timeMs: number): void {
    if (timeMs < this.#atMs) this.set(timeMs);
  }

  /** Rings at `timeMs`, `Infinity` for never, and at no other time. */
  set(timeMs: number): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#atMs = timeMs;
    if (timeMs === Infinity) return;
    this.#cancel = this.#clock.after(Math.max(0, timeMs - this.#clock.now()), () => {
      this.#cancel = undefined;
      this.#atMs = -Infinity; // due, whatever the clock says: timers may fire a little early
      this.#ring();
    });
  }
}

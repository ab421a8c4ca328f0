/** Time and turns, so that a test can hold both. */
export interface BatchClock {
  /** Milliseconds on a clock that only goes forward; deadlines are times on it. */
  now(): number;
  /** Calls back once what arrives in this turn of the event loop has arrived. */
  soon(callback: () => void): void;
  /** Calls back after `delayMs`, unless the function that it returns is called before. */
  after(delayMs: number, callback: () => void): () => void;
}

// What setTimeout can count to; beyond it, it would fire at once.
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** `performance.now`, `setImmediate`, `setTimeout`. */
export const SYSTEM_CLOCK: BatchClock = {
  now: () => performance.now(),
  soon: (callback) => {
    setImmediate(callback);
  },
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, Math.min(Math.ceil(delayMs), LONGEST_TIMEOUT_MS));
    return () => clearTimeout(timer);
  },
};

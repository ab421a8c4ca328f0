import type { CancelSignal } from '../../../core/abort.js';

/**
 * Listens to signals on behalf of many: one listener a signal, however many runs were given it. An application may
 * hand one signal to thousands of runs, and Node warns of a leak at the eleventh listener.
 */
export class AbortWatch<T> {
  readonly #watched = new Map<CancelSignal, { readonly waiting: Set<T>; readonly listener: () => void }>();
  readonly #onAbort: (who: T, reason: unknown) => void;

  /** @param onAbort - Called once for each that still waits when its signal fires. */
  constructor(onAbort: (who: T, reason: unknown) => void) {
    this.#onAbort = onAbort;
  }

  add(signal: CancelSignal | undefined, who: T): void {
    if (signal === undefined) return;
    const known = this.#watched.get(signal);
    if (known !== undefined) {
      known.waiting.add(who);
      return;
    }
    const waiting = new Set([who]);
    const listener = (): void => {
      for (const each of [...waiting]) this.#onAbort(each, signal.reason);
    };
    signal.addEventListener('abort', listener);
    this.#watched.set(signal, { waiting, listener });
  }

  delete(signal: CancelSignal | undefined, who: T): void {
    if (signal === undefined) return;
    const known = this.#watched.get(signal);
    if (known === undefined || !known.waiting.delete(who) || known.waiting.size > 0) return;
    signal.removeEventListener('abort', known.listener);
    this.#watched.delete(signal);
  }
}

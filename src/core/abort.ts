import { ModelMountError } from './errors.js';

/**
 * What tells a run that its caller has given up: the members of an `AbortSignal` that are used here. Every
 * `AbortSignal` is one. A web server has a cheaper one for each request, since making a real one takes as long as a
 * small model's run.
 */
export interface CancelSignal {
  readonly aborted: boolean;
  /** Why, once it has fired. */
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** A `CancelSignal` and what fires it. */
export class Cancellation implements CancelSignal {
  #isAborted = false;
  #reason: unknown;
  #listeners: (() => void)[] | undefined;

  get aborted(): boolean {
    return this.#isAborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  /** Fires, once; later calls do nothing. */
  cancel(reason: unknown): void {
    if (this.#isAborted) return;
    this.#isAborted = true;
    this.#reason = reason;
    const listeners = this.#listeners ?? [];
    this.#listeners = undefined;
    for (const listener of listeners) listener();
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    if (this.#isAborted) return;
    this.#listeners ??= [];
    // As with an EventTarget: the same listener counts once.
    if (!this.#listeners.includes(listener)) this.#listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    const index = this.#listeners?.indexOf(listener) ?? -1;
    if (index !== -1) this.#listeners?.splice(index, 1);
  }
}

/** Throws `ABORTED` if `signal` has fired; `step` names what was about to begin. */
export function throwIfAborted(signal: CancelSignal | undefined, step: string): void {
  if (signal?.aborted) {
    throw new ModelMountError('ABORTED', `aborted before ${step}`, { cause: signal.reason });
  }
}

import { ModelMountError } from '../core/errors.js';
import type { Model } from '../model/model.js';
import type { HandlerState } from './handler-contract.js';

/** How long a client is told to stay away from a handler that closes, ms: others answer at once. */
const RETRY_AFTER_MS = 1000;

/** What a handler is at: serving, draining, closed; and how many requests it is answering. */
export class Lifetime {
  readonly #models: ReadonlyMap<string, Model>;
  #state: HandlerState = 'serving';
  #nInFlight = 0;
  #onIdle: (() => void) | undefined;
  #closed: Promise<void> | undefined;

  /** @param models - Closed in the end. */
  constructor(models: ReadonlyMap<string, Model>) {
    this.#models = models;
  }

  get state(): HandlerState {
    return this.#state;
  }

  get nInFlight(): number {
    return this.#nInFlight;
  }

  begin(): void {
    this.#nInFlight += 1;
  }

  end(): void {
    this.#nInFlight -= 1;
    if (this.#nInFlight === 0) this.#onIdle?.();
  }

  drain(): void {
    if (this.#state === 'serving') this.#state = 'draining';
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  /** @throws {ModelMountError} `SESSION_CLOSED` once predictions are not taken any more. */
  throwIfClosed(): void {
    if (this.#state !== 'closed') return;
    throw new ModelMountError('SESSION_CLOSED', 'the server is stopping and takes no more predictions', {
      details: { retryAfterMs: RETRY_AFTER_MS },
    });
  }

  async #close(): Promise<void> {
    this.#state = 'closed';
    if (this.#nInFlight > 0) await new Promise<void>((resolve) => (this.#onIdle = resolve));
    await Promise.all([...this.#models.values()].map((model) => model.close()));
  }
}

import type { BatchRequest } from './batch-request.js';
import { outcomeOf, type BatchOutcome } from './batch-stats.js';
import type { Tensors } from './join-rows.js';

/** A request on its way; it settles once, whoever comes first: the run, its deadline, its signal. */
export class BatchItem {
  readonly request: BatchRequest;
  readonly answered: Promise<Tensors>;
  /** What the run that it is in wants to know; called when the item settles. */
  onSettled: (() => void) | undefined;
  #isSettled = false;
  readonly #onSettled: (item: BatchItem, outcome: BatchOutcome) => void;
  // The promise's executor sets both before the constructor returns.
  #resolve!: (outputs: Tensors) => void;
  #reject!: (error: unknown) => void;

  /** @param onSettled - Called once, before the caller hears of it. */
  constructor(request: BatchRequest, onSettled: (item: BatchItem, outcome: BatchOutcome) => void) {
    this.request = request;
    this.#onSettled = onSettled;
    this.answered = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  get isSettled(): boolean {
    return this.#isSettled;
  }

  /** Does nothing if it has settled already. */
  answer(outputs: Tensors): void {
    if (this.#settle('answered')) this.#resolve(outputs);
  }

  /** Does nothing if it has settled already. */
  fail(error: unknown): void {
    if (this.#settle(outcomeOf(error))) this.#reject(error);
  }

  #settle(outcome: BatchOutcome): boolean {
    if (this.#isSettled) return false;
    this.#isSettled = true;
    this.#onSettled(this, outcome);
    this.onSettled?.();
    return true;
  }
}

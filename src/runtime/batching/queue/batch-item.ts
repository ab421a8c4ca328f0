import type { BatchRequest } from '../rows/batch-request.js';
import { outcomeOf, type BatchOutcome } from '../timing/batch-stats.js';
import type { Tensors } from '../rows/join-rows.js';
import type { StagedRows } from '../rows/row-stage.js';

/** Told of each item once, before its caller hears of it. */
export interface ItemOwner {
  onSettled(item: BatchItem, outcome: BatchOutcome): void;
}

/** Items of one priority that may be joined, in the order of their arrival. */
export interface Lane {
  readonly priority: number;
  first: BatchItem | undefined;
  last: BatchItem | undefined;
  nRows: number;
}

/** A request on its way; it settles once, whoever comes first: the run, its deadline, its signal. */
export class BatchItem {
  readonly request: BatchRequest;
  readonly rows: StagedRows;
  /** Let in although it looks late, to see. */
  readonly isTrial: boolean;
  readonly answered: Promise<Tensors>;
  /** What the run that it is in wants to know; called when the item settles. */
  onSettled: (() => void) | undefined;
  /** Its place in the queue, which keeps it: the lane where it waits, and its neighbours there. */
  lane: Lane | undefined;
  previous: BatchItem | undefined;
  next: BatchItem | undefined;
  /** How many came to the queue before it. */
  order = 0;
  /** Its place among the deadlines, which keep it; −1 for none. */
  deadlineIndex = -1;
  #isSettled = false;
  readonly #owner: ItemOwner;
  // The promise's executor sets both before the constructor returns.
  #resolve!: (outputs: Tensors) => void;
  #reject!: (error: unknown) => void;

  constructor({ request, rows, isTrial }: Pick<BatchItem, 'request' | 'rows' | 'isTrial'>, owner: ItemOwner) {
    this.request = request;
    this.rows = rows;
    this.isTrial = isTrial;
    this.#owner = owner;
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
    this.#owner.onSettled(this, outcome);
    this.onSettled?.();
    return true;
  }
}

import { ModelMountError } from '../../core/errors.js';
import type { Tensor } from '../../core/tensor.js';

/** Named tensors, as a session takes and gives them. */
export type Tensors = ReadonlyMap<string, Tensor>;

/** One caller's run, checked, with nothing left to default. */
export interface BatchRequest {
  /** A copy of the caller's, or memory that nobody will change. */
  readonly inputs: Tensors;
  readonly nRows: number;
  /** Requests of one key may be joined; `undefined` where none may. */
  readonly key: string | undefined;
  readonly outputs: readonly string[] | undefined;
  readonly priority: number;
  readonly arrivedMs: number;
  /** When it must have started, and when it must be answered; `Infinity` for no such time. */
  readonly startByMs: number;
  readonly deadlineMs: number;
  readonly signal: AbortSignal | undefined;
}

/** A request on its way; it settles once, whoever comes first: the run, its deadline, its signal. */
export class BatchItem {
  readonly request: BatchRequest;
  readonly answered: Promise<Tensors>;
  /** What the run that it is in wants to know; called when the item settles. */
  onSettled: (() => void) | undefined;
  #isSettled = false;
  #finish: (outcome: Tensors | Error) => void = () => undefined;

  /** @param onSettled - Called once, before the caller hears of it; with the error if it failed. */
  constructor(request: BatchRequest, onSettled: (item: BatchItem, error: unknown) => void) {
    this.request = request;
    const { signal } = request;
    const abort = (): void => {
      this.fail(
        new ModelMountError('ABORTED', 'aborted while the run waited or was under way', { cause: signal?.reason }),
      );
    };
    this.answered = new Promise((resolve, reject) => {
      this.#finish = (outcome) => {
        signal?.removeEventListener('abort', abort);
        const error = outcome instanceof Map ? undefined : outcome;
        onSettled(this, error);
        this.onSettled?.();
        if (error === undefined) resolve(outcome as Tensors);
        else reject(error as Error);
      };
    });
    signal?.addEventListener('abort', abort, { once: true });
  }

  get isSettled(): boolean {
    return this.#isSettled;
  }

  /** Does nothing if it has settled already. */
  answer(outputs: Tensors): void {
    this.#settle(outputs);
  }

  /** Does nothing if it has settled already. */
  fail(error: unknown): void {
    this.#settle(error as Error);
  }

  #settle(outcome: Tensors | Error): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#finish(outcome);
  }
}

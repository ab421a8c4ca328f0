import type { CancelSignal } from '../../core/abort.js';
import { ModelMountError } from '../../core/errors.js';
import type { RunOptions } from '../../core/session.js';
import type { Tensor } from '../../core/tensor/tensor.js';
import { packCopy, type PackedTensors } from './wire/tensors.js';

/** Named tensors. */
export type Tensors = ReadonlyMap<string, Tensor>;

interface Settle {
  readonly resolve: (answer: Tensors) => void;
  readonly reject: (error: ModelMountError) => void;
}

/** One run on its way through a pool. It is settled once; whatever comes later is dropped. */
export class PoolRun {
  readonly inputs: PackedTensors;
  readonly outputs: readonly string[] | undefined;
  readonly priority: number;
  readonly answer: Promise<Tensors>;
  #settle: Settle | undefined;
  readonly #signal: CancelSignal | undefined;
  readonly #onAbort: () => void;
  readonly #timer: NodeJS.Timeout | undefined;

  /**
   * @param inputs - Copied here.
   * @param onDropped - Called where the caller gave up or its time was over, before an answer came.
   */
  constructor(inputs: Tensors, options: RunOptions, onDropped: (run: PoolRun) => void) {
    this.inputs = packCopy(inputs);
    this.outputs = options.outputs;
    this.priority = options.priority ?? 0;
    this.answer = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    this.#signal = options.signal;
    this.#onAbort = () => {
      this.reject(new ModelMountError('ABORTED', 'aborted before the answer', { cause: this.#signal?.reason }));
      onDropped(this);
    };
    this.#signal?.addEventListener('abort', this.#onAbort, { once: true });
    if (options.deadlineMs !== undefined && Number.isFinite(options.deadlineMs)) {
      const leftMs = Math.max(0, options.deadlineMs - performance.now());
      // A longer wait than Node's timers know would be none.
      this.#timer = setTimeout(
        () => {
          this.reject(new ModelMountError('DEADLINE_EXCEEDED', 'the deadline passed before the model had answered'));
          onDropped(this);
        },
        Math.min(leftMs, 2 ** 31 - 1),
      );
    }
  }

  get isSettled(): boolean {
    return this.#settle === undefined;
  }

  resolve(answer: Tensors): void {
    this.#finish()?.resolve(answer);
  }

  reject(error: ModelMountError): void {
    this.#finish()?.reject(error);
  }

  #finish(): Settle | undefined {
    const settle = this.#settle;
    this.#settle = undefined;
    this.#signal?.removeEventListener('abort', this.#onAbort);
    clearTimeout(this.#timer);
    return settle;
  }
}

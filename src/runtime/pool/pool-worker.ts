import { ModelMountError } from '../../core/errors.js';
import { lostError } from './lost-error.js';
import type { PoolRun } from './pool-run.js';
import type { LossReason, StartTransport, Transport, TransportSettings } from './transport/transport.js';
import { unpackError } from './wire/errors.js';
import type { FromWorker, LoadMessage } from './wire/messages.js';
import { unpack } from './wire/tensors.js';

/** A worker's life. Only a `ready` one takes runs. */
export type WorkerState = 'loading' | 'ready' | 'closing' | 'gone';

/** What a worker loaded. */
export type Loaded = Omit<Extract<FromWorker, { kind: 'ready' }>, 'kind'>;

/** How a worker is started. */
export interface PoolWorkerSettings extends TransportSettings {
  readonly startTransport: StartTransport;
  readonly load: LoadMessage;
  readonly label: string;
  /** After this long without the model it is given up, ms. */
  readonly loadTimeoutMs: number;
}

/** What a worker tells its pool. */
export interface PoolWorkerEvents {
  /** A run came to its end, by whichever outcome. */
  onRunEnd(): void;
  /** It is gone, or given up; once. `error` where it had not been told to go. */
  onGone(worker: PoolWorker, error: ModelMountError | undefined): void;
  /** Its thread or process has come to its end; once and last. */
  onEnd(): void;
}

/** One thread or process with the model in it. */
export class PoolWorker {
  /** Settles when the model is loaded; rejects with what the backend threw, or with `WORKER_LOST`. */
  readonly ready: Promise<Loaded>;
  readonly #settings: PoolWorkerSettings;
  readonly #events: PoolWorkerEvents;
  readonly #transport: Transport;
  readonly #loadTimer: NodeJS.Timeout;
  readonly #held = new Map<number, { readonly run: PoolRun; readonly timer: NodeJS.Timeout | undefined }>();
  #state: WorkerState = 'loading';
  #loading:
    { readonly resolve: (loaded: Loaded) => void; readonly reject: (error: ModelMountError) => void } | undefined;
  #onClosed: (() => void) | undefined;
  #loadError: ModelMountError | undefined;
  #nextId = 0;
  #hasWorked = false;
  #isHeld: boolean | undefined;

  constructor(settings: PoolWorkerSettings, events: PoolWorkerEvents) {
    this.#settings = settings;
    this.#events = events;
    this.ready = new Promise((resolve, reject) => {
      this.#loading = { resolve, reject };
    });
    // Who does not wait for it hears of its loss as an event.
    this.ready.catch(() => undefined);
    this.#transport = this.#startTransport();
    this.#transport.post(settings.load, []);
    const { loadTimeoutMs, label } = settings;
    // What waits for the model holds the program by the transport.
    this.#loadTimer = setTimeout(
      () => this.#abandon(lostError(label, 'load', { reason: 'loadTimeout', loadTimeoutMs })),
      loadTimeoutMs,
    ).unref();
  }

  get state(): WorkerState {
    return this.#state;
  }

  /** How many runs it holds. */
  get nRuns(): number {
    return this.#held.size;
  }

  /** Whether it has completed a run. */
  get hasWorked(): boolean {
    return this.#hasWorked;
  }

  /** Whether the program waits for it though nobody waits for one of its runs. */
  hold(isWaitedFor: boolean): void {
    const isHeld = isWaitedFor || this.#state === 'closing' || this.#hasAwaitedRun();
    if (isHeld === this.#isHeld) return;
    this.#isHeld = isHeld;
    this.#transport.hold(isHeld);
  }

  start(run: PoolRun): void {
    const id = this.#nextId++;
    const { hardDeadlineMs } = this.#settings;
    // Whoever waits for the run holds the program by the transport.
    const timer =
      hardDeadlineMs === undefined ? undefined : setTimeout(() => this.#onHardDeadline(run), hardDeadlineMs).unref();
    this.#held.set(id, { run, timer });
    this.hold(true);
    const { tensors, transfer } = run.inputs;
    this.#transport.post({ kind: 'run', id, inputs: tensors, outputs: run.outputs }, transfer);
  }

  /** Frees the model after the runs that it holds, and ends the worker. */
  close(): Promise<void> {
    if (this.#state === 'gone') return Promise.resolve();
    return new Promise((resolve) => {
      const before = this.#onClosed;
      this.#onClosed = () => {
        before?.();
        resolve();
      };
      if (this.#state === 'closing') return;
      this.#state = 'closing';
      this.hold(true);
      this.#transport.post({ kind: 'close' }, []);
    });
  }

  /** Gives up a worker that may be loading, for `error`. It counts as gone, even if its thread has yet to come to its end. */
  cancel(error: ModelMountError): void {
    this.#loading?.reject(error);
    if (this.#state !== 'gone') this.#state = 'closing';
    this.#abandon(error);
  }

  #hasAwaitedRun(): boolean {
    for (const { run } of this.#held.values()) if (!run.isSettled) return true;
    return false;
  }

  #startTransport(): Transport {
    try {
      return this.#settings.startTransport(this.#settings, {
        onMessage: (message) => this.#onMessage(message),
        onGone: (reason) => this.#onGone(reason),
      });
    } catch (cause) {
      // A system without threads or processes to spare: a loss as any other, told as one.
      queueMicrotask(() => this.#onGone({ reason: 'exception', cause }));
      return { post: () => undefined, hold: () => undefined, end: () => undefined, abandon: () => undefined };
    }
  }

  #onMessage(message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        clearTimeout(this.#loadTimer);
        if (this.#state === 'loading') this.#state = 'ready';
        this.#loading?.resolve(message);
        break;
      case 'loadFailed':
        this.#loadError = unpackError(message.error);
        this.#loading?.reject(this.#loadError);
        this.#transport.end();
        break;
      case 'answer':
        this.#settle(message.id, (run) => run.resolve(unpack(message.outputs)));
        break;
      case 'failure':
        this.#settle(message.id, (run) => run.reject(unpackError(message.error)));
        break;
      case 'closed':
        this.#transport.end();
    }
  }

  #settle(id: number, settle: (run: PoolRun) => void): void {
    const held = this.#held.get(id);
    if (held === undefined) return;
    this.#held.delete(id);
    clearTimeout(held.timer);
    this.#hasWorked = true;
    try {
      if (!held.run.isSettled) settle(held.run);
    } catch (cause) {
      // A backend of another package may answer what is no tensor.
      const message = `model "${this.#settings.label}" answered what is no tensor: ${(cause as Error).message}`;
      held.run.reject(new ModelMountError('RUN_FAILED', message, { cause }));
    }
    // A thread's last answers are read when it has ended, which is told next: it must not be given another run.
    queueMicrotask(() => this.#events.onRunEnd());
  }

  #onHardDeadline(run: PoolRun): void {
    const { label, hardDeadlineMs } = this.#settings;
    run.reject(
      new ModelMountError(
        'DEADLINE_EXCEEDED',
        `a run of model "${label}" took longer than hardDeadlineMs (${hardDeadlineMs ?? 0} ms), and its process was killed`,
      ),
    );
    this.#transport.abandon();
  }

  #abandon(error: ModelMountError): void {
    if (this.#state === 'gone') return;
    this.#transport.abandon();
    this.#transport.hold(false);
    this.#gone(error);
  }

  #onGone(reason: LossReason): void {
    if (this.#state !== 'gone') this.#lost(reason);
    this.#events.onEnd();
  }

  #lost(reason: LossReason): void {
    const step = this.#state === 'loading' ? 'load' : this.#held.size > 0 ? 'run' : 'idle';
    for (const { run, timer } of this.#held.values()) {
      clearTimeout(timer);
      run.reject(lostError(this.#settings.label, 'run', reason));
    }
    this.#held.clear();
    this.#gone(this.#loadError ?? lostError(this.#settings.label, step, reason));
  }

  #gone(error: ModelMountError): void {
    const wasClosing = this.#state === 'closing';
    this.#state = 'gone';
    clearTimeout(this.#loadTimer);
    this.#loading?.reject(error);
    this.#events.onGone(this, wasClosing ? undefined : error);
    this.#onClosed?.();
  }
}

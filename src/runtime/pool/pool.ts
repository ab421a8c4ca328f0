import { throwIfAborted } from '../../core/abort.js';
import { errorFromIssues, ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';
import type { RunOptions, Session, SessionInfo } from '../../core/session.js';
import { checkInputs, type Signature } from '../../core/signature.js';
import { CrashBreaker } from './crash-breaker.js';
import { crashLoopError } from './lost-error.js';
import type { ResolvedPoolOptions } from './pool-options.js';
import { PoolRun, type Tensors } from './pool-run.js';
import { PoolWorker, type Loaded, type PoolWorkerSettings, type WorkerState } from './pool-worker.js';
import { RunQueue } from './run-queue.js';

/** How many threads that hang in the loading of the model may be left behind; no more are started until one ends. */
const MAX_LEFT_BEHIND = 16;

/** When a run is worth sending again while that is so, ms. */
const LEFT_BEHIND_RETRY_MS = 60_000;

/** How a pool is doing. */
export interface PoolStatus {
  /** The state of each worker that there is; fewer than `workers` while lost ones are replaced. */
  readonly workers: readonly WorkerState[];
  /** Runs that workers hold. */
  readonly nRunning: number;
  /** Runs that wait for a worker. */
  readonly nWaiting: number;
  /** Workers started since the pool was, the first ones included. */
  readonly nStarted: number;
  /** Whether there is no worker, and none is started for a while, because replacements were lost in a row. */
  readonly isBroken: boolean;
}

/** Sessions in workers, as one session. */
export class Pool implements Session {
  readonly #options: ResolvedPoolOptions;
  readonly #settings: PoolWorkerSettings;
  readonly #breaker: CrashBreaker;
  readonly #workers = new Set<PoolWorker>();
  readonly #queue = new RunQueue();
  readonly #unsettled = new Set<PoolRun>();
  #state: 'opening' | 'open' | 'closing' = 'opening';
  #loaded: Loaded | undefined;
  #nStarted = 0;
  #nEnded = 0;
  #lastLoss: ModelMountError | undefined;
  #restart: { readonly timer: NodeJS.Timeout; readonly atMs: number } | undefined;
  #closed: Promise<void> | undefined;

  constructor(settings: PoolWorkerSettings, options: ResolvedPoolOptions) {
    this.#settings = settings;
    this.#options = options;
    this.#breaker = new CrashBreaker(options.crashCooldownMs);
  }

  get signature(): Signature {
    return this.#model.signature;
  }

  get info(): SessionInfo {
    return this.#model.info;
  }

  /** What the first worker measured: how long loading took, ms, and a run of one row. */
  get trial(): Pick<Loaded, 'loadMs' | 'warmUp'> {
    return this.#model;
  }

  /** `false` while there is no worker, because replacements were lost in a row. */
  get isReady(): boolean {
    return !this.#isDown();
  }

  /** How it is doing now. */
  get status(): PoolStatus {
    const workers = [...this.#workers];
    return {
      workers: workers.map(({ state }) => state),
      nRunning: workers.reduce((sum, { nRuns }) => sum + nRuns, 0),
      nWaiting: this.#queue.size,
      nStarted: this.#nStarted,
      isBroken: this.#isDown(),
    };
  }

  /** Starts the workers: one, and the others with the files that it read. */
  async open(): Promise<void> {
    const { signal, workers } = this.#options;
    const cancel = (error: ModelMountError): void => {
      for (const worker of this.#workers) worker.cancel(error);
    };
    const onAbort = (): void =>
      cancel(new ModelMountError('ABORTED', 'aborted before the model was loaded', { cause: signal?.reason }));
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      this.#loaded = await this.#start().ready;
      await Promise.all(Array.from({ length: workers - 1 }, () => this.#start().ready));
      this.#state = 'open';
    } catch (error) {
      cancel(error as ModelMountError);
      throw error;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      this.#hold();
    }
  }

  /** Reads (and copies) the inputs before it returns. */
  async run(inputs: Tensors, options: RunOptions = {}): Promise<Tensors> {
    this.#check(inputs, options);
    const worker = this.#queue.size === 0 ? this.#leastBusy() : undefined;
    if (worker === undefined && this.#queue.size >= this.#options.maxQueueSize) throw this.#queueFull();
    const run = new PoolRun(inputs, options, this.#onDropped);
    this.#unsettled.add(run);
    if (worker !== undefined) worker.start(run);
    else {
      this.#queue.add(run);
      this.#hold();
    }
    try {
      return await run.answer;
    } finally {
      this.#unsettled.delete(run);
    }
  }

  /** Ends the workers after all runs that were taken. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#state = 'closing';
    this.#hold();
    await Promise.allSettled([...this.#unsettled].map(({ answer }) => answer));
    clearTimeout(this.#restart?.timer);
    await Promise.all([...this.#workers].map((worker) => worker.close()));
  }

  get #model(): Loaded {
    if (this.#loaded === undefined) throw new ModelMountError('INTERNAL', 'the pool is not open');
    return this.#loaded;
  }

  #check(inputs: Tensors, { signal, outputs, deadlineMs }: RunOptions): void {
    const { label } = this.#settings;
    if (this.#state !== 'open') {
      throw new ModelMountError('SESSION_CLOSED', `model "${label}" was closed before this run`);
    }
    throwIfAborted(signal, 'the run');
    if (outputs !== undefined) this.#checkOutputs(outputs);
    const issues = checkInputs(this.signature, inputs);
    if (issues.length > 0) throw errorFromIssues('INVALID_INPUT', `input of model "${label}"`, issues);
    if (deadlineMs !== undefined && deadlineMs <= performance.now()) {
      throw new ModelMountError(
        'DEADLINE_EXCEEDED',
        'the deadline had passed before the run could be given to a worker',
      );
    }
    if (this.#isDown()) throw this.#downError();
  }

  #checkOutputs(outputs: readonly string[]): void {
    const known = this.signature.outputs.map(({ name }) => name);
    const unknown = outputs.find((name) => !known.includes(name));
    if (unknown === undefined) return;
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `model "${this.#settings.label}" has no output ${show(unknown)}; it has ${known.join(', ')}`,
    );
  }

  readonly #onDropped = (run: PoolRun): void => {
    this.#queue.remove(run);
    this.#hold();
  };

  #dispatch(): void {
    if (this.#queue.size === 0) return;
    for (let worker = this.#leastBusy(); worker !== undefined; worker = this.#leastBusy()) {
      const run = this.#queue.take();
      if (run === undefined) return;
      worker.start(run);
    }
  }

  #leastBusy(): PoolWorker | undefined {
    let found: PoolWorker | undefined;
    for (const worker of this.#workers) {
      if (worker.state !== 'ready' || worker.nRuns >= this.#options.maxRunsPerWorker) continue;
      if (found === undefined || worker.nRuns < found.nRuns) found = worker;
    }
    return found;
  }

  #start(): PoolWorker {
    const isReplacement = this.#nStarted >= this.#options.workers;
    const load = { ...this.#settings.load, files: this.#loaded?.files };
    const worker = new PoolWorker(
      { ...this.#settings, load },
      {
        onRunEnd: () => {
          if (this.#breaker.worked()) this.#refill();
          this.#dispatch();
          this.#hold();
        },
        onGone: (gone, error) => {
          this.#workers.delete(gone);
          if (error !== undefined && this.#state !== 'opening') this.#onLost(error, isReplacement && !gone.hasWorked);
        },
        onEnd: () => {
          this.#nEnded += 1;
          if (this.#state === 'open' && this.#restart === undefined) this.#refill();
        },
      },
    );
    this.#nStarted += 1;
    this.#workers.add(worker);
    void worker.ready.then(
      () => {
        this.#dispatch();
        this.#hold();
      },
      () => undefined,
    );
    return worker;
  }

  #onLost(error: ModelMountError, isCrash: boolean): void {
    this.#lastLoss = error;
    const delayMs = this.#breaker.lost(isCrash);
    if (delayMs !== undefined) this.#refillIn(delayMs);
    if (this.#isDown()) {
      for (let run = this.#queue.take(); run !== undefined; run = this.#queue.take()) run.reject(this.#downError());
    }
    this.#options.onWorkerLost?.(error);
  }

  #refillIn(delayMs: number): void {
    clearTimeout(this.#restart?.timer);
    const timer = setTimeout(() => {
      this.#restart = undefined;
      this.#refill();
    }, delayMs);
    this.#restart = { timer, atMs: performance.now() + delayMs };
    this.#hold();
  }

  #refill(): void {
    if (this.#state === 'closing' && this.#unsettled.size === 0) return;
    if (this.#isCrowded()) return;
    this.#breaker.retry();
    const wanted = this.#breaker.state === 'trying' ? 1 : this.#options.workers;
    while (this.#workers.size < wanted) this.#start();
    this.#hold();
  }

  /** The program waits for what somebody waits for, and for nothing else. */
  #hold(): void {
    const isWaitedFor = this.#queue.size > 0;
    for (const worker of this.#workers) worker.hold(isWaitedFor);
    if (isWaitedFor) this.#restart?.timer.ref();
    else this.#restart?.timer.unref();
  }

  #isDown(): boolean {
    return this.#workers.size === 0 && (this.#breaker.state === 'open' || this.#isCrowded());
  }

  #isCrowded(): boolean {
    return this.#nStarted - this.#nEnded - this.#workers.size >= MAX_LEFT_BEHIND;
  }

  #downError(): ModelMountError {
    const atMs = this.#restart?.atMs ?? performance.now() + LEFT_BEHIND_RETRY_MS;
    const leftMs = Math.max(1, atMs - performance.now());
    return crashLoopError(this.#settings.label, leftMs, this.#lastLoss);
  }

  #queueFull(): ModelMountError {
    const { maxQueueSize } = this.#options;
    return new ModelMountError(
      'QUEUE_FULL',
      `${maxQueueSize} runs are waiting for model "${this.#settings.label}", as many as may; try again later, or raise maxQueueSize or workers`,
      { details: { maxQueueSize, retryAfterMs: 1000 } },
    );
  }
}

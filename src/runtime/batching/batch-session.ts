import { ModelMountError } from '../../core/errors.js';
import type { RunOptions, Session, SessionInfo } from '../../core/session.js';
import type { Signature } from '../../core/signature.js';
import { AbortWatch } from './abort-watch.js';
import { Alarm } from './alarm.js';
import { batchAxisOf, withDynamicRows, type BatchAxis } from './batch-axis.js';
import { BatchItem } from './batch-item.js';
import { resolveBatchOptions, type BatchOptions, type ResolvedBatchOptions } from './batch-options.js';
import { BatchQueue, type BatchGroup } from './batch-queue.js';
import { readRequest, type BatchRequest } from './batch-request.js';
import { BatchRunner } from './batch-runner.js';
import { countOutcomes, outcomeOf, type BatchStats } from './batch-stats.js';
import { chooseBatch } from './choose-batch.js';
import { Forecast } from './forecast.js';
import { copyTensors, type Tensors } from './join-rows.js';
import { deadlineError, queueDeadlineError, queueFullError } from './overload-errors.js';

/** A session whose runs wait, are joined, and are bounded. */
export interface BatchedSession extends Session {
  /** What waits, runs, has ended and has been learned, now. */
  stats(): BatchStats;
}

/**
 * Puts a queue in front of a session and joins what waits in it.
 *
 * Runs of one turn of the event loop, and those that arrive while the session is busy, become one run of the inner
 * session, if their rows have the same dtypes and shapes and the same outputs are wanted; nothing waits for others
 * to come unless `maxDelayMs` says so. A model that was exported for a fixed number of rows takes any number here.
 * Where the signature has no batch axis nothing is joined, and the bounds hold all the same.
 *
 * - A run reads its inputs before it returns, and answers in memory of its own.
 * - A batch that fails is split, so that a bad row fails its own caller alone.
 * - What is aborted or too late leaves the queue and costs nothing; in a batch under way its answer is dropped, and
 *   the inner run is aborted once nobody waits for it. A run that is bound to be late is refused at once, by what
 *   runs have been learned to cost; every sixteenth of those is tried, so that one slow run is forgotten.
 * - `runSync` does not wait in line: it runs at once, by itself.
 *
 * It does not check that the model answers a row alone as it does in a batch: see `checkBatchSafety`. With
 * `maxBatchSize: 1` only the bounds remain.
 *
 * @param inner - Closed when the batcher is closed.
 * @throws {ModelMountError} `INVALID_ARGUMENT` for an option that it does not allow. A run rejects as one of `inner`,
 *   and with `QUEUE_FULL`, `OVERLOADED` (both with `details.retryAfterMs`), `DEADLINE_EXCEEDED`, or
 *   `INVALID_ARGUMENT` for a deadline or priority that is no number.
 *
 * @example
 * ```ts
 * const batched = batchSession(session, { maxBatchSize: 32 });
 * const deadlineMs = performance.now() + 200;
 * const answers = await Promise.all([inputs, inputs].map((each) => batched.run(each, { deadlineMs })));
 * batched.stats().innerRuns; // 1: they were joined
 * await batched.close(); // takes no more, answers what waits, closes the session
 * ```
 */
export function batchSession(inner: Session, options: BatchOptions = {}): BatchedSession {
  return new Batcher(inner, resolveBatchOptions(options));
}

class Batcher implements BatchedSession {
  readonly signature: Signature;
  readonly info: SessionInfo;
  readonly runSync?: NonNullable<Session['runSync']>;
  readonly #inner: Session;
  readonly #options: ResolvedBatchOptions;
  readonly #axis: BatchAxis;
  readonly #forecast: Forecast;
  readonly #runner: BatchRunner;
  readonly #queue = new BatchQueue();
  readonly #alarm: Alarm;
  /** Neither answered nor failed. */
  readonly #live = new Set<BatchItem>();
  readonly #aborts = new AbortWatch<BatchItem>((item, cause) => {
    item.fail(new ModelMountError('ABORTED', 'aborted while the run waited or was under way', { cause }));
  });
  readonly #outcomes = countOutcomes();
  #turns = 0;
  #isPumpDue = false;
  #closed: Promise<void> | undefined;
  #onDrained: (() => void) | undefined;

  constructor(inner: Session, options: ResolvedBatchOptions) {
    this.#inner = inner;
    this.#options = options;
    this.#axis = batchAxisOf(inner.signature);
    this.signature = this.#axis.kind === 'fixed' ? withDynamicRows(inner.signature) : inner.signature;
    this.info = inner.info;
    this.#alarm = new Alarm(options.clock, () => this.#pump());
    this.#forecast = new Forecast(this.#axis, options);
    this.#runner = new BatchRunner({
      inner,
      axis: this.#axis,
      clock: options.clock,
      forecast: this.#forecast,
      expire: () => this.#expire(),
    });
    // A fixed batch cannot be filled up there; no synchronous backend has one.
    if (inner.runSync !== undefined && this.#axis.kind !== 'fixed') {
      this.runSync = (inputs, runOptions) => this.#runSync(inputs, runOptions);
    }
  }

  async run(inputs: Tensors, options: RunOptions = {}): Promise<Tensors> {
    let item: BatchItem;
    try {
      this.#throwIfClosed();
      const request = readRequest(inputs, options, {
        signature: this.signature,
        isFixedBatch: this.#axis.kind === 'fixed',
        queueDeadlineMs: this.#options.queueDeadlineMs,
        now: this.#options.clock.now(),
      });
      const isTrial = this.#admit(request);
      item = new BatchItem({ ...request, isTrial, inputs: copyTensors(inputs) }, (settled, outcome) => {
        this.#outcomes[outcome] += 1;
        this.#queue.remove(settled);
        this.#live.delete(settled);
        this.#aborts.delete(request.signal, settled);
        if (this.#live.size === 0) this.#alarm.set(Infinity);
      });
    } catch (error) {
      this.#outcomes[outcomeOf(error)] += 1;
      throw error;
    }
    this.#live.add(item);
    this.#aborts.add(options.signal, item);
    this.#queue.add(item);
    this.#alarm.by(this.#dueAt(item));
    this.#pumpSoon();
    return item.answered;
  }

  stats(): BatchStats {
    const { nRuns, nRows, nSplits, aloneReason } = this.#runner;
    return {
      queued: this.#queue.size,
      queuedRows: this.#queue.nRows,
      running: this.#live.size - this.#queue.size,
      turns: this.#turns,
      outcomes: { ...this.#outcomes },
      innerRuns: nRuns,
      innerRows: nRows,
      splits: nSplits,
      cost: this.#forecast.cost,
      aloneReason: this.#options.maxBatchSize === 1 ? 'maxBatchSize is 1' : aloneReason,
    };
  }

  close(): Promise<void> {
    this.#closed ??= new Promise<void>((resolve) => {
      this.#onDrained = resolve;
      this.#pumpSoon(); // what waits for others to join it need not wait any longer
    }).then(() => this.#inner.close());
    return this.#closed;
  }

  #runSync(inputs: Tensors, options?: RunOptions): Tensors {
    try {
      this.#throwIfClosed();
      const outputs = (this.#inner.runSync as NonNullable<Session['runSync']>)(inputs, options);
      this.#outcomes.answered += 1;
      return outputs;
    } catch (error) {
      this.#outcomes[outcomeOf(error)] += 1;
      throw error;
    }
  }

  #throwIfClosed(): void {
    if (this.#closed !== undefined) {
      throw new ModelMountError('SESSION_CLOSED', 'the model was closed before this run');
    }
  }

  /** Throws where the run finds no place, or would be late; says whether it is let in although it looks late. */
  #admit(request: BatchRequest): boolean {
    this.#expire();
    const { maxQueueSize } = this.#options;
    const { deadlineMs, arrivedMs, priority } = request;
    if (deadlineMs <= arrivedMs) throw deadlineError(arrivedMs - deadlineMs);
    if (this.#queue.size >= maxQueueSize) {
      throw queueFullError(maxQueueSize, this.#forecast.backlogMs(this.#queue.nRows));
    }
    return deadlineMs < Infinity && this.#forecast.admit(request, this.#queue.rowsBefore(priority));
  }

  #pumpSoon(): void {
    if (this.#isPumpDue) return;
    this.#isPumpDue = true;
    // Also after a batch: a chain of runs that all end in microtasks would keep everything else from running.
    this.#options.clock.soon(() => {
      this.#isPumpDue = false;
      this.#pump();
    });
  }

  #pump(): void {
    this.#expire();
    const { concurrency, gate } = this.#options;
    while (this.#turns < concurrency && this.#nextGroup() !== undefined) {
      this.#turns += 1;
      gate.ask((end) => void this.#takeTurn(end));
    }
    this.#resetAlarm();
    if (this.#queue.size === 0 && this.#turns === 0) this.#onDrained?.();
  }

  /** The batch is put together when the turn comes: until then more can join it. */
  async #takeTurn(end: () => void): Promise<void> {
    this.#expire();
    const batch = this.#takeBatch();
    if (batch.length > 0) {
      const done = this.#forecast.begin(batch.reduce((sum, { request }) => sum + request.nRows, 0));
      await this.#runner.run(batch);
      done();
    }
    this.#turns -= 1;
    end();
    if (this.#queue.size > 0 || this.#onDrained !== undefined) this.#pumpSoon();
  }

  #nextGroup(): BatchGroup | undefined {
    const { maxDelayMs, clock } = this.#options;
    if (maxDelayMs === 0 || this.#closed !== undefined) return this.#queue.next(() => true);
    const latest = clock.now() - maxDelayMs;
    const isReady = ({ items, nRows }: BatchGroup): boolean =>
      nRows >= this.#mostRows || items.some(({ request }) => request.arrivedMs <= latest);
    return this.#queue.next(isReady);
  }

  get #mostRows(): number {
    const { maxBatchSize } = this.#options;
    if (this.#runner.aloneReason !== undefined) return 1;
    return this.#axis.kind === 'fixed' ? Math.min(maxBatchSize, this.#axis.size) : maxBatchSize;
  }

  #takeBatch(): readonly BatchItem[] {
    const mostRows = this.#mostRows;
    let waiting: readonly BatchItem[];
    do waiting = this.#nextGroup()?.items.slice(0, mostRows) ?? [];
    while (
      // Whose first item is refused is not next any more: another group may be.
      waiting[0] !== undefined &&
      this.#refuses(waiting[0])
    );
    const possible = waiting.filter((item, i) => i === 0 || !this.#refuses(item));
    const batch = chooseBatch(possible, { now: this.#options.clock.now(), mostRows, forecast: this.#forecast });
    for (const item of batch) this.#queue.remove(item);
    return batch;
  }

  #refuses(item: BatchItem): boolean {
    const error = this.#forecast.hopeless(item.request);
    if (error !== undefined) item.fail(error);
    return error !== undefined;
  }

  /** Settles what is too late. */
  #expire(): void {
    const now = this.#options.clock.now();
    if (now < this.#alarm.atMs) return;
    for (const item of this.#live) {
      const { deadlineMs, startByMs, arrivedMs } = item.request;
      if (deadlineMs <= now) item.fail(deadlineError(now - deadlineMs));
      else if (startByMs <= now && this.#queue.has(item)) {
        item.fail(queueDeadlineError(startByMs - arrivedMs, this.#forecast.backlogMs(this.#queue.nRows)));
      }
    }
  }

  /** The next time at which something must be done about this item, later than now. */
  #dueAt(item: BatchItem): number {
    const { deadlineMs, startByMs, arrivedMs } = item.request;
    if (!this.#queue.has(item)) return deadlineMs;
    const { maxDelayMs, clock } = this.#options;
    const isDelayOver = maxDelayMs === 0 || arrivedMs + maxDelayMs <= clock.now();
    return Math.min(deadlineMs, startByMs, isDelayOver ? Infinity : arrivedMs + maxDelayMs);
  }

  #resetAlarm(): void {
    if (this.#options.clock.now() < this.#alarm.atMs) return;
    let next = Infinity;
    for (const item of this.#live) next = Math.min(next, this.#dueAt(item));
    this.#alarm.set(next);
  }
}

import { ModelMountError } from '../../core/errors.js';
import type { RunOptions, Session, SessionInfo } from '../../core/session.js';
import type { Signature } from '../../core/signature.js';
import { AbortWatch } from './queue/abort-watch.js';
import { Alarm } from './timing/alarm.js';
import { batchAxisOf, withDynamicRows, type BatchAxis } from './rows/batch-axis.js';
import type { BatchGroup } from './queue/batch-group.js';
import { BatchItem, type ItemOwner } from './queue/batch-item.js';
import { resolveBatchOptions, type BatchOptions, type ResolvedBatchOptions } from './batch-options.js';
import { BatchQueue } from './queue/batch-queue.js';
import type { BatchRequest } from './rows/batch-request.js';
import { BatchRunner } from './batch-runner.js';
import { countOutcomes, outcomeOf, type BatchOutcome, type BatchStats } from './timing/batch-stats.js';
import { chooseBatch } from './queue/choose-batch.js';
import { DeadlineHeap } from './queue/deadline-heap.js';
import { Forecast } from './timing/forecast.js';
import type { Tensors } from './rows/join-rows.js';
import { deadlineError, queueDeadlineError, queueFullError } from './overload-errors.js';
import { RequestReader } from './rows/request-reader.js';

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
 *   runs have been learned to cost; every sixteenth of those is tried, so that one slow run is forgotten. Under load
 *   the most urgent are given up, with `OVERLOADED`, where small batches for their sake would make all others late.
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

class Batcher implements BatchedSession, ItemOwner {
  readonly signature: Signature;
  readonly info: SessionInfo;
  readonly runSync?: NonNullable<Session['runSync']>;
  readonly #inner: Session;
  readonly #options: ResolvedBatchOptions;
  readonly #axis: BatchAxis;
  readonly #reader: RequestReader;
  readonly #forecast: Forecast;
  readonly #runner: BatchRunner;
  readonly #queue = new BatchQueue();
  readonly #alarm: Alarm;
  /** Of all that have one and have not settled, in the queue or on the way. */
  readonly #deadlines = new DeadlineHeap();
  /** How many have neither been answered nor failed. */
  #nLive = 0;
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
    this.#reader = new RequestReader({
      signature: this.signature,
      isFixedBatch: this.#axis.kind === 'fixed',
      queueDeadlineMs: options.queueDeadlineMs,
    });
    this.#forecast = new Forecast(this.#axis, options, () => this.#mostRows);
    this.#runner = new BatchRunner({
      inner,
      axis: this.#axis,
      clock: options.clock,
      forecast: this.#forecast,
      expire: (now) => this.#expire(now),
    });
    // A fixed batch cannot be filled up there; no synchronous backend has one.
    if (inner.runSync !== undefined && this.#axis.kind !== 'fixed') {
      this.runSync = (inputs, runOptions) => this.#runSync(inputs, runOptions);
    }
  }

  run(inputs: Tensors, options: RunOptions = {}): Promise<Tensors> {
    try {
      this.#throwIfClosed();
      const now = this.#options.clock.now();
      const request = this.#reader.read(inputs, options, now);
      const isTrial = this.#admit(request, now);
      const item = new BatchItem({ request, rows: this.#queue.stage(request, inputs), isTrial }, this);
      this.#aborts.add(request.signal, item);
      this.#nLive += 1;
      this.#deadlines.add(item);
      this.#queue.add(item);
      this.#pumpSoon();
      return item.answered;
    } catch (thrown) {
      const error = thrown as Error;
      this.#outcomes[outcomeOf(error)] += 1;
      return Promise.reject(error);
    }
  }

  onSettled(item: BatchItem, outcome: BatchOutcome): void {
    this.#outcomes[outcome] += 1;
    this.#nLive -= 1;
    this.#queue.remove(item);
    this.#deadlines.remove(item);
    this.#aborts.delete(item.request.signal, item);
    if (this.#nLive === 0) this.#alarm.by(Infinity, 0);
  }

  get isReady(): boolean {
    return this.#inner.isReady ?? true;
  }

  stats(): BatchStats {
    const { nRuns, nRows, nSplits, aloneReason } = this.#runner;
    return {
      queued: this.#queue.size,
      queuedRows: this.#queue.nRows,
      running: this.#nLive - this.#queue.size,
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
  #admit(request: BatchRequest, now: number): boolean {
    this.#expire(now);
    const { maxQueueSize } = this.#options;
    const { deadlineMs, priority } = request;
    if (deadlineMs <= now) throw deadlineError(now - deadlineMs);
    if (this.#queue.size >= maxQueueSize) {
      throw queueFullError(maxQueueSize, this.#forecast.backlogMs(this.#queue.nRows, now));
    }
    return deadlineMs < Infinity && this.#forecast.admit(request, this.#queue.rowsBefore(priority), now);
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
    const { concurrency, gate, clock } = this.#options;
    this.#expire(clock.now());
    while (this.#turns < concurrency && this.#nextGroup(clock.now()) !== undefined) {
      this.#turns += 1;
      gate.ask((end) => void this.#takeTurn(end));
    }
    this.#setAlarm();
    if (this.#queue.size === 0 && this.#turns === 0) this.#onDrained?.();
  }

  /** The batch is put together when the turn comes: until then more can join it. */
  async #takeTurn(end: () => void): Promise<void> {
    const now = this.#options.clock.now();
    this.#expire(now);
    const batch = this.#takeBatch(now);
    if (batch.length > 0) {
      const nRows = batch.reduce((sum, { request }) => sum + request.nRows, 0);
      const underWay = this.#forecast.begin(nRows, now);
      await this.#runner.run(batch, now);
      this.#forecast.end(underWay);
    }
    this.#turns -= 1;
    end();
    if (this.#queue.size > 0 || this.#onDrained !== undefined) this.#pumpSoon();
  }

  #nextGroup(now: number): BatchGroup | undefined {
    const { maxDelayMs } = this.#options;
    if (maxDelayMs === 0 || this.#closed !== undefined) return this.#queue.next(() => true);
    const isReady = ({ nRows, oldestMs, isJoined }: BatchGroup): boolean =>
      !isJoined || nRows >= this.#mostRows || oldestMs + maxDelayMs <= now;
    return this.#queue.next(isReady);
  }

  get #mostRows(): number {
    const { maxBatchSize } = this.#options;
    if (this.#runner.aloneReason !== undefined) return 1;
    return this.#axis.kind === 'fixed' ? Math.min(maxBatchSize, this.#axis.size) : maxBatchSize;
  }

  #takeBatch(now: number): readonly BatchItem[] {
    for (;;) {
      const group = this.#nextGroup(now);
      if (group === undefined) return [];
      const nFree = this.#options.concurrency - this.#turns;
      // Who has rows wait for others wants full batches.
      const nTurns = this.#options.maxDelayMs === 0 ? nFree + 1 : 1;
      const mostRows = group.isJoined ? Math.min(this.#mostRows, this.#forecast.share(group.nRows, nTurns)) : 1;
      const hasOtherTurn = nFree > 0;
      const batch = chooseBatch(group, { mostRows, now, hasOtherTurn, forecast: this.#forecast });
      if (batch.length === 0) continue;
      this.#queue.take(batch);
      return batch;
    }
  }

  /** Settles what is too late. */
  #expire(now: number): void {
    for (let item = this.#deadlines.first; item !== undefined; item = this.#deadlines.first) {
      const { deadlineMs } = item.request;
      if (deadlineMs > now) break;
      item.fail(deadlineError(now - deadlineMs));
    }
    const { queueDeadlineMs } = this.#options;
    if (this.#queue.oldestMs + queueDeadlineMs > now) return;
    for (let item = this.#queue.overdue(now); item !== undefined; item = this.#queue.overdue(now)) {
      item.fail(queueDeadlineError(queueDeadlineMs, this.#forecast.backlogMs(this.#queue.nRows, now)));
    }
  }

  /** For the next time at which something must be done although nothing arrives or ends. */
  #setAlarm(): void {
    const { maxDelayMs, queueDeadlineMs, clock } = this.#options;
    const now = clock.now();
    const { oldestMs } = this.#queue;
    const delayOverMs = oldestMs + maxDelayMs;
    const dueMs = Math.min(this.#deadlines.first?.request.deadlineMs ?? Infinity, oldestMs + queueDeadlineMs);
    this.#alarm.by(delayOverMs > now ? Math.min(dueMs, delayOverMs) : dueMs, now);
  }
}

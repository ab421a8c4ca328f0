import { getEventListeners } from 'node:events';
import type { CancelSignal } from '../../../src/core/abort.js';
import { ModelMountError } from '../../../src/core/errors.js';
import type { Session } from '../../../src/core/session.js';
import { Tensor } from '../../../src/core/tensor/tensor.js';
import type { BatchOptions } from '../../../src/runtime/batching/batch-options.js';
import type { BatchedSession } from '../../../src/runtime/batching/batch-session.js';
import { fairGate, type FairGate } from '../../../src/runtime/batching/timing/fair-gate.js';
import { FakeClock, microtasks, settled } from './fake-clock.js';
import { randomFrom } from './random-from.js';
import { Rival } from './rival.js';
import { answerTo, isBefore, POISON, tensorOf, type Request } from './tagged-request.js';

type Tensors = ReadonlyMap<string, Tensor>;

/** What makes the batcher under test. */
export type MakeBatcher = (inner: Session, options: BatchOptions) => BatchedSession;

const WIDTHS = [2, 3];

/**
 * One random schedule of arrivals, turns, time, ends and failures of runs, aborts, deadlines, turns of others at the
 * gate and close, on a fake clock; then everything is let come to its end.
 *
 * @returns What was wrong, or `undefined`.
 */
export async function interleave(seed: number, makeBatcher: MakeBatcher): Promise<string | undefined> {
  return new Interleaving(seed, makeBatcher).play();
}

class Interleaving {
  readonly #random: () => number;
  readonly #clock = new FakeClock();
  readonly #batcher: BatchedSession;
  readonly #maxBatchSize: number;
  readonly #maxQueueSize: number;
  readonly #queueDeadlineMs: number;
  readonly #maxDelayMs: number;
  readonly #concurrency: number;
  /** How many rows the model takes; `undefined` for any number. */
  readonly #fixedSize: number | undefined;
  readonly #gate: FairGate | undefined;
  readonly #rival: Rival;
  readonly #requests: Request[] = [];
  readonly #runs = new Set<() => void>();
  readonly #faults: string[] = [];
  #nInnerRuns = 0;
  #isClosing = false;
  #isInnerClosed = false;
  #nCloses = 0;

  constructor(seed: number, makeBatcher: MakeBatcher) {
    this.#random = randomFrom(seed);
    this.#maxBatchSize = this.#pick([1, 3, 4, 8]);
    this.#maxQueueSize = this.#pick([3, 6, 1000]);
    this.#queueDeadlineMs = this.#pick([15, Infinity]);
    this.#concurrency = this.#pick([1, 1, 2]);
    this.#maxDelayMs = this.#pick([0, 0, 4]);
    this.#fixedSize = this.#pick([undefined, undefined, 2, 4]);
    this.#gate = this.#random() < 0.3 ? fairGate({ maxTurns: this.#concurrency, clock: this.#clock }) : undefined;
    this.#rival = new Rival(this.#gate, this.#random);
    this.#batcher = makeBatcher(this.#innerSession(), {
      maxBatchSize: this.#maxBatchSize,
      maxQueueSize: this.#maxQueueSize,
      queueDeadlineMs: this.#queueDeadlineMs,
      concurrency: this.#concurrency,
      maxDelayMs: this.#maxDelayMs,
      clock: this.#clock,
      ...(this.#gate && { gate: this.#gate.join() }),
    });
  }

  async play(): Promise<string | undefined> {
    const nSteps = 6 + this.#below(8);
    for (let step = 0; step < nSteps; step++) {
      await this.#step();
      if (this.#batcher.stats().queued > this.#maxQueueSize) this.#fault('the queue is too long');
      // Not at every step, so that several things happen before any promise settles.
      if (this.#random() < 0.6) await microtasks();
    }
    await this.#finish();
    this.#checkEnd();
    return this.#faults[0];
  }

  async #step(): Promise<void> {
    this.#rival.act();
    const choice = this.#random();
    if (choice < 0.42) for (let n = 1 + this.#below(3); n > 0; n--) this.#enqueue();
    else if (choice < 0.62) this.#clock.turn();
    else if (choice < 0.72) {
      this.#clock.advance(1 + this.#below(8));
      await microtasks();
      this.#checkPromptness();
    } else if (choice < 0.77) this.#clock.block(1 + this.#below(8));
    else if (choice < 0.88) this.#endRun();
    else if (choice < 0.97)
      this.#anyOf(this.#requests.filter(({ controller }) => controller))?.controller?.abort('late');
    else this.#close();
  }

  async #finish(): Promise<void> {
    this.#close();
    await microtasks();
    for (let round = 0; round < 400 && !this.#isInnerClosed; round++) {
      this.#clock.turn();
      this.#endRun();
      this.#rival.endTurn();
      await microtasks();
    }
    while (this.#rival.nTurns > 0) this.#rival.endTurn();
    await settled();
  }

  #enqueue(): void {
    // Not all have one: signals are what costs most here.
    const controller = this.#random() < 0.3 ? new AbortController() : undefined;
    if (this.#random() < 0.1) controller?.abort('at once');
    const request: Request = {
      id: this.#requests.length,
      width: this.#pick(WIDTHS),
      nRows: this.#random() < 0.05 ? 0 : 1 + this.#below(3),
      isPoison: this.#random() < 0.08,
      priority: this.#pick([0, 0, 0, 1]),
      deadlineMs: this.#random() < 0.3 ? this.#clock.now() - 1 + this.#below(20) : Infinity,
      arrivedMs: this.#clock.now(),
      controller,
      wasClosed: this.#isClosing,
      wasFull: this.#batcher.stats().queued >= this.#maxQueueSize,
      nSettled: 0,
      outcome: undefined,
      failedAlone: false,
      wasRun: false,
    };
    this.#requests.push(request);
    const X = tensorOf(request);
    const { deadlineMs, priority } = request;
    const options = { deadlineMs, priority, ...(controller && { signal: controller.signal }) };
    const settle = (outcome: unknown): void => {
      request.nSettled += 1;
      request.outcome = outcome;
    };
    void this.#batcher.run(new Map([['X', X]]), options).then(settle, settle);
    (X.data as Float64Array).fill(NaN); // whoever reads it later than now is found out
  }

  #close(): void {
    this.#isClosing = true;
    void this.#batcher.close().then(() => (this.#nCloses += 1));
  }

  /** Ends one of the runs under way, not always the first. */
  #endRun(): void {
    this.#anyOf([...this.#runs])?.();
  }

  #innerSession(): Session {
    return {
      signature: {
        inputs: [{ name: 'X', dtype: 'FP64', shape: [this.#fixedSize ?? -1, -1] }],
        outputs: [{ name: 'Y', dtype: 'FP64', shape: [this.#fixedSize ?? -1, 2] }],
      },
      info: { format: 'fake', runtime: 'fake', metadata: {}, classifiers: [] },
      run: (inputs, options) =>
        new Promise((resolve) => {
          this.#nInnerRuns += 1;
          const { data, shape } = inputs.get('X') as Tensor;
          const copy = Float64Array.from(data as Float64Array);
          const ids = this.#checkRun(copy, shape);
          const end = (): void => {
            this.#runs.delete(end);
            // In a promise of its own, so that what it throws rejects.
            resolve(new Promise((answer) => answer(this.#answer(copy, shape, { ids, signal: options?.signal }))));
          };
          this.#runs.add(end);
          const nTurns = this.#runs.size + this.#rival.nTurns;
          if (nTurns > this.#concurrency) this.#fault(`${nTurns} turns at once`);
        }),
      close: () => {
        if (this.#runs.size > 0) this.#fault('closed while a run was under way');
        if (this.#isInnerClosed) this.#fault('closed twice');
        this.#isInnerClosed = true;
        return Promise.resolve();
      },
    };
  }

  /** What must hold when a run starts; the ids of the requests in it. */
  #checkRun(data: Float64Array, [nRows = 0, width = 0]: readonly number[]): number[] {
    if (this.#isInnerClosed) this.#fault('a run after close');
    // A row that only fills up a fixed batch is the one before it again.
    const tags = new Set(Array.from({ length: nRows }, (_, row) => data[row * width] as number));
    const ids = new Set([...tags].map((each) => Math.floor(each / 10)));
    const requests = [...ids].map((id) => this.#requests[id]);
    if (tags.size > this.#maxBatchSize && ids.size > 1) this.#fault(`a batch of ${tags.size} rows`);
    if (this.#fixedSize !== undefined && nRows !== this.#fixedSize) this.#fault(`a run of ${nRows} rows`);
    for (const request of requests) {
      if (request === undefined) {
        this.#fault('a row of nobody');
        continue;
      }
      const { id, controller, deadlineMs, width: wanted } = request;
      if (wanted !== width) this.#fault(`request ${id} was run with another width`);
      if (controller?.signal.aborted) this.#fault(`request ${id} was started after its abort`);
      if (deadlineMs <= this.#clock.now()) this.#fault(`request ${id} was started after its deadline`);
      if (!request.wasRun && request.arrivedMs + this.#queueDeadlineMs <= this.#clock.now()) {
        this.#fault(`request ${id} was started after its queue deadline`);
      }
    }
    const started = requests.filter((request) => request?.wasRun === false) as Request[];
    this.#checkOrder(started);
    return [...ids];
  }

  /** Nobody waits who should have gone before. */
  #checkOrder(started: readonly Request[]): void {
    for (const request of started) request.wasRun = true;
    const [first] = [...started].sort((a, b) => (isBefore(a, b) ? -1 : 1));
    for (const other of this.#requests) {
      const isLate = Math.min(other.deadlineMs, other.arrivedMs + this.#queueDeadlineMs) <= this.#clock.now();
      const hasLeft = other.nSettled > 0 || other.wasRun || other.controller?.signal.aborted === true || isLate;
      // Whose promise has failed already, but the microtask that tells it may not have run.
      const mayBeRefused = other.wasFull || other.wasClosed || other.deadlineMs < Infinity;
      if (hasLeft || other.nRows === 0 || mayBeRefused) continue;
      for (const request of started) {
        // Among rows of other shapes only who is next of all is bound to the order, and only if nobody waits for company.
        const isComparable = other.width === request.width || (request === first && this.#maxDelayMs === 0);
        if (isComparable && isBefore(other, request)) this.#fault(`request ${request.id} overtook ${other.id}`);
      }
    }
  }

  /** Whoever is too late has been told. Of requests without rows it is not known whether they have started. */
  #checkPromptness(): void {
    const now = this.#clock.now();
    for (const { id, nRows, nSettled, deadlineMs, arrivedMs, wasRun } of this.#requests) {
      const isLate = deadlineMs <= now || (!wasRun && nRows > 0 && arrivedMs + this.#queueDeadlineMs <= now);
      if (isLate && nSettled === 0) this.#fault(`request ${id} was not told that it is too late`);
    }
  }

  #answer(
    data: Float64Array,
    [nRows = 0, width = 0]: readonly number[],
    { ids, signal }: { ids: number[]; signal: CancelSignal | undefined },
  ): Tensors {
    if (this.#random() < 0.03) throw new ModelMountError('RUNTIME_MISSING', 'for everybody');
    if (signal?.aborted && this.#random() < 0.5) throw new ModelMountError('ABORTED', 'nobody waits');
    const hasPoison = data.some((value) => value === POISON);
    if (hasPoison || this.#random() < 0.05) {
      if (ids.length === 1) (this.#requests[ids[0] as number] as Request).failedAlone = true;
      throw new ModelMountError('RUN_FAILED', hasPoison ? 'poison' : 'by chance');
    }
    const answer = new Float64Array(nRows * 2);
    for (let row = 0; row < nRows; row++) {
      answer[2 * row] = data[row * width] as number;
      answer[2 * row + 1] = width;
    }
    return new Map([['Y', new Tensor('FP64', [nRows, 2], answer)]]);
  }

  #checkEnd(): void {
    for (const request of this.#requests) this.#checkRequest(request);
    const { queued, queuedRows, running, turns, outcomes } = this.#batcher.stats();
    if (queued + queuedRows + running + turns > 0) this.#fault('a counter is not back at zero');
    const nCounted = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
    if (nCounted !== this.#requests.length) this.#fault(`${nCounted} outcomes of ${this.#requests.length} requests`);
    if (this.#clock.nTimers > 0) this.#fault('a timer is left');
    if (this.#runs.size > 0) this.#fault('a run is left');
    if (!this.#isInnerClosed || this.#nCloses === 0) this.#fault('close did not end');
    const { running: turnsLeft = 0, waiting = 0 } = this.#gate?.stats() ?? {};
    if (turnsLeft + waiting > 0) this.#fault('a turn at the gate is left');
    // Each is split off at most once for each other; three rows are two runs of two.
    const mostRuns = this.#requests.length * (this.#fixedSize === 2 ? 4 : 2);
    if (this.#nInnerRuns > mostRuns) this.#fault(`${this.#nInnerRuns} runs, not ${mostRuns} at most`);
  }

  #checkRequest(request: Request): void {
    const { id, nRows, outcome, nSettled, controller } = request;
    if (nSettled !== 1) this.#fault(`request ${id} settled ${nSettled} times`);
    if (controller && getEventListeners(controller.signal, 'abort').length > 0)
      this.#fault(`request ${id} left a listener`);
    if (outcome instanceof Map) {
      const { data, shape } = (outcome as Tensors).get('Y') as Tensor;
      const wanted = answerTo(request);
      if (shape[0] !== nRows || (data as Float64Array).join() !== wanted.join()) {
        this.#fault(`request ${id} has the answer ${(data as Float64Array).join()}, not ${wanted.join()}`);
      }
      if (request.isPoison && nRows > 0) this.#fault(`the poisoned request ${id} was answered`);
      return;
    }
    const code = ModelMountError.is(outcome) ? outcome.code : String(outcome);
    if (this.#mayFailWith(request)[code] !== true) this.#fault(`request ${id} failed with ${code}`);
  }

  #mayFailWith(request: Request): Readonly<Record<string, boolean>> {
    return {
      ABORTED: request.controller?.signal.aborted === true,
      DEADLINE_EXCEEDED: request.deadlineMs < Infinity,
      INVALID_INPUT: this.#fixedSize !== undefined && request.nRows === 0,
      OVERLOADED: this.#queueDeadlineMs < Infinity || request.deadlineMs < Infinity,
      QUEUE_FULL: request.wasFull,
      SESSION_CLOSED: request.wasClosed,
      RUN_FAILED: request.failedAlone || request.nRows === 0,
      RUNTIME_MISSING: request.wasRun || request.nRows === 0,
    };
  }

  #fault(text: string): void {
    this.#faults.push(text);
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #pick<T>(values: readonly T[]): T {
    return this.#anyOf(values) as T;
  }

  #anyOf<T>(values: readonly T[]): T | undefined {
    return values[this.#below(values.length)];
  }
}

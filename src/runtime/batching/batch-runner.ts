import { Cancellation, type CancelSignal } from '../../core/abort.js';
import { ModelMountError, type ErrorCode } from '../../core/errors.js';
import type { RunOptions, Session } from '../../core/session.js';
import { showShape } from '../../core/tensor/shape.js';
import { concatRows, padRows, sliceRows } from '../../core/tensor/tensor-rows.js';
import type { Tensor } from '../../core/tensor/tensor.js';
import type { BatchAxis } from './rows/batch-axis.js';
import type { BatchClock } from './timing/batch-clock.js';
import type { BatchItem } from './queue/batch-item.js';
import type { Forecast } from './timing/forecast.js';
import { mapTensors, splitRows, type Tensors } from './rows/join-rows.js';
import { joinStaged } from './rows/join-staged.js';

/** What a runner works with. */
export interface BatchRunnerParts {
  readonly inner: Session;
  readonly axis: BatchAxis;
  readonly clock: BatchClock;
  /** Told how long each run took. */
  readonly forecast: Pick<Forecast, 'observe'>;
  /** Settles the items whose time is over; called before a run costs anything. */
  readonly expire: (now: number) => void;
}

// What one item can cause. Any other error would come again for each: the session is closed, the runtime missing.
const ERRORS_OF_ONE_ITEM: ReadonlySet<ErrorCode> = new Set(['INVALID_INPUT', 'RUN_FAILED', 'NON_FINITE_OUTPUT']);

/** Runs items on the inner session, joined, and settles every one of them. */
export class BatchRunner {
  /** Runs of the inner session, the rows that callers sent through them, and the failed runs that were split. */
  nRuns = 0;
  nRows = 0;
  nSplits = 0;
  /** Why items are not joined, once that is so. */
  aloneReason: string | undefined;
  readonly #parts: BatchRunnerParts;

  constructor(parts: BatchRunnerParts) {
    this.#parts = parts;
    if (parts.axis.kind === 'none') this.aloneReason = parts.axis.reason;
  }

  /**
   * Runs items as one batch. Where that fails by what may be one item's fault, each half is run by itself, down to
   * the item that fails alone: for `n` items at most `2n − 1` runs. Never rejects.
   */
  async run(items: readonly BatchItem[], now: number = this.#parts.clock.now()): Promise<void> {
    this.#parts.expire(now);
    const waiting = items.every(isWaiting) ? items : items.filter(isWaiting);
    const [first] = waiting;
    if (first === undefined) return;
    try {
      const outputs = await this.#runJoined(waiting, now);
      if (waiting.length === 1) first.answer(outputs);
      else if (this.#canSplit(outputs, waiting)) answerEach(waiting, outputs);
      else for (const item of waiting) await this.run([item]);
    } catch (error) {
      if (waiting.length === 1 || !isOfOneItem(error)) {
        for (const item of waiting) item.fail(error);
        return;
      }
      this.nSplits += 1;
      const middle = waiting.length >> 1;
      await this.run(waiting.slice(0, middle));
      await this.run(waiting.slice(middle));
    }
  }

  async #runJoined(items: readonly BatchItem[], now: number): Promise<Tensors> {
    const signal = cancelWhenAllSettle(items);
    try {
      const inputs = joinStaged(items.map(({ rows }) => rows));
      const nRows = rowsOf(items);
      const options = runOptions(items, signal);
      const { axis } = this.#parts;
      return axis.kind === 'fixed'
        ? await this.#runFixed({ inputs, nRows, size: axis.size }, { options, now })
        : await this.#runInner(inputs, nRows, { options, now });
    } finally {
      for (const item of items) item.onSettled = undefined;
    }
  }

  /** In runs of exactly `size` rows; the last is filled up with copies of its last row. */
  async #runFixed({ inputs, nRows, size }: FixedRun, { options, now }: InnerRun): Promise<Tensors> {
    const answers: Tensors[] = [];
    let startedMs = now;
    for (let start = 0; start < nRows; start += size) {
      if (start > 0) {
        startedMs = this.#parts.clock.now();
        this.#parts.expire(startedMs);
      }
      if (options.signal?.aborted) break;
      const end = Math.min(start + size, nRows);
      const part = mapTensors(inputs, (tensor) => padRows(sliceRows(tensor, start, end), size));
      answers.push(await this.#runInner(part, size, { options, now: startedMs }));
    }
    return mapTensors(answers[0] ?? new Map<string, Tensor>(), (tensor, name) =>
      // An output without the batch axis is the same in every run.
      tensor.shape[0] === size
        ? sliceRows(concatRows(answers.map((answer) => answer.get(name) as Tensor)), 0, nRows)
        : tensor,
    );
  }

  async #runInner(inputs: Tensors, nRows: number, { options, now }: InnerRun): Promise<Tensors> {
    const { inner, clock, forecast } = this.#parts;
    this.nRuns += 1;
    this.nRows += nRows;
    const outputs = await inner.run(inputs, options);
    forecast.observe(nRows, clock.now() - now);
    return outputs;
  }

  /** A model that does not answer row for row, against its signature, is not given joined rows again. */
  #canSplit(outputs: Tensors, items: readonly BatchItem[]): boolean {
    const nRows = rowsOf(items);
    for (const [name, { shape }] of outputs) {
      if (shape[0] === nRows) continue;
      this.aloneReason = `to ${nRows} rows, output "${name}" answered with the shape ${showShape(shape)}`;
      return false;
    }
    return true;
  }
}

interface FixedRun {
  readonly inputs: Tensors;
  readonly nRows: number;
  readonly size: number;
}

interface InnerRun {
  readonly options: RunOptions;
  readonly now: number;
}

function isWaiting(item: BatchItem): boolean {
  return !item.isSettled;
}

function answerEach(items: readonly BatchItem[], outputs: Tensors): void {
  const lengths = items.map(({ request }) => request.nRows);
  for (const [i, part] of splitRows(outputs, lengths).entries()) items[i]?.answer(part);
}

function rowsOf(items: readonly BatchItem[]): number {
  return items.reduce((sum, { request }) => sum + request.nRows, 0);
}

function isOfOneItem(error: unknown): boolean {
  // Not one of ours: whatever the runtime threw.
  return !ModelMountError.is(error) || ERRORS_OF_ONE_ITEM.has(error.code);
}

/** A signal for the inner run, fired once nobody is left who waits for it; `undefined` where nobody can leave. */
function cancelWhenAllSettle(items: readonly BatchItem[]): CancelSignal | undefined {
  if (!items.every(({ request }) => request.signal !== undefined || request.deadlineMs < Infinity)) return undefined;
  const cancellation = new Cancellation();
  let nLeft = items.length;
  const onSettled = (): void => {
    nLeft -= 1;
    if (nLeft === 0) cancellation.cancel('nobody waits for the run any more');
  };
  for (const item of items) item.onSettled = onSettled;
  return cancellation;
}

/** For a session below that queues as well: useless when the last of the items is too late. */
function runOptions(items: readonly BatchItem[], signal: CancelSignal | undefined): RunOptions {
  let deadlineMs = -Infinity;
  let priority = -Infinity;
  for (const { request } of items) {
    deadlineMs = Math.max(deadlineMs, request.deadlineMs);
    priority = Math.max(priority, request.priority);
  }
  const outputs = items[0]?.request.outputs;
  return {
    priority,
    ...(signal !== undefined && { signal }),
    ...(outputs !== undefined && { outputs }),
    ...(deadlineMs < Infinity && { deadlineMs }),
  };
}

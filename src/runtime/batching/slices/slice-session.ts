import { throwIfAborted } from '../../../core/abort.js';
import { errorFromIssues, ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';
import { RunsInFlight } from '../../../core/runs-in-flight.js';
import type { RunOptions, Session, SessionInfo } from '../../../core/session.js';
import { checkInputs, type Signature } from '../../../core/signature.js';
import { sliceRows } from '../../../core/tensor/tensor-rows.js';
import { batchAxisOf } from '../rows/batch-axis.js';
import { SYSTEM_CLOCK, type BatchClock } from '../timing/batch-clock.js';
import { fairGate, type FairGate } from '../timing/fair-gate.js';
import { copyTensors, countRows, mapTensors, type Tensors } from '../rows/join-rows.js';
import { deadlineError } from '../overload-errors.js';
import { SliceJoin } from './slice-join.js';
import { SliceSize } from './slice-size.js';

/** How long runs are cut. */
export interface SliceOptions {
  /**
   * How long a slice may hold up the thread, milliseconds > 0. A slice has `minRows` at least, however long they take.
   *
   * @default 5
   */
  readonly maxSliceMs?: number;
  /**
   * The fewest rows of a slice, a whole number ≥ 1: runs of no more are never cut, and answered the same to the last
   * digit every time.
   *
   * @default 1
   */
  readonly minRows?: number;
  /** For tests. @default `performance.now`, `setImmediate` */
  readonly clock?: Pick<BatchClock, 'now' | 'soon'>;
}

/**
 * Lets the event loop turn during long runs of a session that runs on this thread: a run of many rows is cut into
 * slices, by what a row has been learned to cost, and everything else that waits for the thread gets its turn between
 * two slices. What is short enough is run as it is.
 *
 * - Runs that are sliced at the same time take turns, one slice a turn of the event loop between all of them.
 * - A signal and a deadline are looked at between slices. An error of one slice is the error of the run.
 * - Rows are copied once, before `run` returns; the outputs are in memory of their own.
 * - `runSync` is not sliced.
 *
 * Like joining runs, cutting them is right only for a model that answers a row alone as it does among others, see
 * `checkBatchSafety`; whether it does is not checked here. A session whose signature has no batch axis of any length is
 * returned as it is. A batcher belongs inside, so that other calls are run between the slices.
 *
 * @param inner - Closed when the returned session is closed.
 * @throws {ModelMountError} `INVALID_ARGUMENT` for an option that it does not allow. A run rejects as one of `inner`,
 *   and with `DEADLINE_EXCEEDED` if its deadline passes between two slices.
 *
 * @example
 * ```ts
 * const sliced = sliceSession(session, { maxSliceMs: 5 });
 * await sliced.run(inputs); // the same outputs, and timers and requests were served meanwhile
 * await sliced.close();
 * ```
 */
export function sliceSession(inner: Session, options: SliceOptions = {}): Session {
  checkOptionNames('sliceSession', options, ['maxSliceMs', 'minRows', 'clock']);
  const { maxSliceMs = 5, minRows = 1, clock = SYSTEM_CLOCK } = options;
  if (!(typeof maxSliceMs === 'number' && maxSliceMs > 0 && maxSliceMs < Infinity)) {
    throw new ModelMountError('INVALID_ARGUMENT', `maxSliceMs must be finite and > 0, got ${show(maxSliceMs)}`);
  }
  if (!(Number.isSafeInteger(minRows) && minRows >= 1)) {
    throw new ModelMountError('INVALID_ARGUMENT', `minRows must be a whole number ≥ 1, got ${show(minRows)}`);
  }
  const isCut = batchAxisOf(inner.signature).kind === 'dynamic';
  return isCut ? new Slicer(inner, { maxSliceMs, minRows, clock }) : inner;
}

/** One long run. */
interface LongRun {
  readonly inputs: Tensors;
  readonly nRows: number;
  readonly options: RunOptions;
}

class Slicer implements Session {
  readonly signature: Signature;
  readonly info: SessionInfo;
  readonly runSync?: NonNullable<Session['runSync']>;
  readonly #inner: Session;
  readonly #clock: Pick<BatchClock, 'now' | 'soon'>;
  readonly #size: SliceSize;
  readonly #turns: FairGate;
  readonly #runs = new RunsInFlight();
  /** The model does not answer row for row, against its signature. */
  #isWhole = false;
  #closed: Promise<void> | undefined;

  constructor(inner: Session, { maxSliceMs, minRows, clock }: Required<SliceOptions>) {
    this.signature = inner.signature;
    this.info = inner.info;
    this.#inner = inner;
    this.#clock = clock;
    this.#size = new SliceSize(maxSliceMs, minRows);
    this.#turns = fairGate({ maxTurns: 1, clock });
    if (inner.runSync !== undefined) {
      this.runSync = (inputs, options) => {
        this.#throwIfClosed();
        return (inner.runSync as NonNullable<Session['runSync']>)(inputs, options);
      };
    }
  }

  get isReady(): boolean {
    return this.#inner.isReady ?? true;
  }

  async run(inputs: Tensors, options: RunOptions = {}): Promise<Tensors> {
    this.#throwIfClosed();
    const nRows = countRows(inputs) ?? 0;
    if (this.#isWhole || nRows <= this.#size.nRows) return this.#inner.run(inputs, options);
    throwIfAborted(options.signal, 'the run');
    const issues = checkInputs(this.signature, inputs); // a slice would be said to have another shape
    if (issues.length > 0) throw errorFromIssues('INVALID_INPUT', 'inputs of the model', issues);
    return this.#runs.track(this.#runSliced({ inputs: copyTensors(inputs), nRows, options }));
  }

  close(): Promise<void> {
    this.#closed ??= this.#runs.settled().then(() => this.#inner.close());
    return this.#closed;
  }

  async #runSliced({ inputs, nRows, options }: LongRun): Promise<Tensors> {
    const joined = new SliceJoin(nRows);
    const member = this.#turns.join();
    for (let start = 0, end = 0; start < nRows; start = end) {
      const endTurn = await new Promise<() => void>((resolve) => member.ask(resolve));
      try {
        this.#throwIfUseless(options);
        end = Math.min(nRows, start + this.#size.nRows);
        const answer = await this.#runSlice(
          mapTensors(inputs, (tensor) => sliceRows(tensor, start, end)),
          options,
        );
        if (!joined.add(answer, start, end)) {
          this.#isWhole = true;
          break;
        }
      } catch (error) {
        // Its issues count elements from the start of the slice: the whole run says them as the caller counts.
        if (ModelMountError.is(error) && error.code === 'INVALID_INPUT') break;
        throw error;
      } finally {
        this.#clock.soon(endTurn);
      }
      if (end === nRows) return joined.outputs;
    }
    return this.#inner.run(inputs, options);
  }

  async #runSlice(inputs: Tensors, options: RunOptions): Promise<Tensors> {
    const nRows = countRows(inputs) ?? 0;
    const startedMs = this.#clock.now();
    const answer = await this.#inner.run(inputs, options);
    this.#size.observe(nRows, this.#clock.now() - startedMs);
    return answer;
  }

  #throwIfClosed(): void {
    if (this.#closed !== undefined) {
      throw new ModelMountError('SESSION_CLOSED', 'the model was closed before this run');
    }
  }

  #throwIfUseless({ signal, deadlineMs = Infinity }: RunOptions): void {
    throwIfAborted(signal, 'the next slice of the run');
    const now = this.#clock.now();
    if (deadlineMs <= now) throw deadlineError(now - deadlineMs);
  }
}

import type { Session } from '../../core/session.js';
import type { Signature } from '../../core/signature.js';
import { sliceRows } from '../../core/tensor/tensor-rows.js';
import { inventInputs, rowSize } from '../warm-up/invent-inputs.js';
import { batchAxisOf } from './rows/batch-axis.js';
import { checkBatchSafety } from './batch-safety.js';
import { resolveBatchOptions } from './batch-options.js';
import { batchSession } from './batch-session.js';
import { countRows, mapTensors, type Tensors } from './rows/join-rows.js';

/** Whether calls are joined, and why. Plain data. */
export interface Batching {
  readonly isOn: boolean;
  /** Why, as a sentence for people. */
  readonly reason: string;
  /** Most rows that different callers' runs are joined to; 1 where they are not. */
  readonly maxBatchSize: number;
}

/** A session, with a queue in front of it where it has one. */
export interface JoinedSession {
  readonly session: Session;
  readonly batching: Batching;
}

/** What is known of a session whose runs may be joined. */
export interface AutoBatchSettings {
  /** How many runs at once: the number of workers behind it. */
  readonly concurrency: number;
  /** How long a run of one row takes, ms, where that is known. */
  readonly rowMs: number | undefined;
  /** Rows that the model answers well, as `run` takes them. @default invented ones */
  readonly example?: Tensors | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Longest that trying may take, ms, as far as that is known beforehand. */
const BUDGET_MS = 500;

/** Most elements that the tried rows have together: they are compared on the thread that loads the model. */
const MOST_ELEMENTS = 2 ** 20;

/**
 * Puts a queue in front of a session that joins runs where that changes no answer.
 *
 * It joins if every input and output counts rows along a first axis of any length, and rows tried together are
 * answered as each alone. Otherwise runs only wait in line. A synchronous session gets no queue: its run costs less.
 *
 * @throws {ModelMountError} `ABORTED`.
 */
export async function autoBatch(session: Session, settings: AutoBatchSettings): Promise<JoinedSession> {
  if (session.runSync !== undefined) {
    return { session, batching: batchingOff('a run costs less than joining it to others') };
  }
  const { concurrency } = settings;
  const { isSafe, reason } = await trySafety(session, settings);
  if (!isSafe) {
    const queue = batchSession(session, { concurrency, maxBatchSize: 1 });
    return { session: withSignature(queue, session.signature), batching: batchingOff(reason) };
  }
  const options = resolveBatchOptions({ concurrency });
  const batching = { isOn: true, reason, maxBatchSize: options.maxBatchSize };
  return { session: batchSession(session, options), batching };
}

/** Runs are not joined, for this reason. */
export function batchingOff(reason: string): Batching {
  return { isOn: false, reason, maxBatchSize: 1 };
}

async function trySafety(
  session: Session,
  { rowMs, example, signal }: AutoBatchSettings,
): Promise<{ readonly isSafe: boolean; readonly reason: string }> {
  const axis = batchAxisOf(session.signature);
  if (axis.kind === 'none') return { isSafe: false, reason: axis.reason };
  if (axis.kind === 'fixed') return { isSafe: false, reason: `the model takes ${axis.size} rows at a time` };
  // Each row is run twice. Two are tried where nothing is known: a run of invented ones failed.
  const mostByTime = rowMs === undefined ? 2 : Math.floor(BUDGET_MS / 2 / rowMs);
  const mostBySize = Math.floor(MOST_ELEMENTS / rowSize(session.signature));
  const nRows = Math.min(8, mostByTime, mostBySize);
  if (nRows < 2) return { isSafe: false, reason: 'trying it would take too long, with rows so large or so slow' };
  const nGiven = example === undefined ? 0 : (countRows(example) ?? 0);
  const inputs =
    example !== undefined && nGiven >= 2
      ? mapTensors(example, (tensor) => sliceRows(tensor, 0, Math.min(nRows, nGiven)))
      : inventInputs(session.signature, nRows);
  return checkBatchSafety(session, inputs, signal === undefined ? {} : { signal });
}

/** The session under the signature of another, of which it takes every input. */
function withSignature(session: Session, signature: Signature): Session {
  return {
    signature,
    info: session.info,
    get isReady() {
      return session.isReady ?? true;
    },
    run: (...args) => session.run(...args),
    close: () => session.close(),
  };
}

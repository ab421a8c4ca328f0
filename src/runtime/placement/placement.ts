import type { ModelMountError } from '../../core/errors.js';
import type { Session } from '../../core/session.js';

/** Where a model runs, and why there. Plain data. */
export interface Placement {
  /** `inline` is the thread that calls, `thread` a worker thread, `process` a child process. */
  readonly placement: 'inline' | 'thread' | 'process';
  /** Why, as a sentence for people. */
  readonly reason: string;
  /** How many workers hold the model; 0 inline. */
  readonly workers: number;
  /** How many processor threads one run may use, unless the backend's own options say otherwise. */
  readonly threads: number;
  /** How long a run of one row took at load, ms; `undefined` where that was not tried, or not possible. */
  readonly warmUpMs: number | undefined;
}

/** A model where it runs. */
export interface PlacedSession {
  readonly session: Session;
  readonly execution: Placement;
}

/** What decides between the calling thread and a worker. */
export interface PlacementLimits {
  /** A model that was tried in a worker goes inline where a row takes less, ms. */
  readonly inlineMs: number;
  /** …and where loading it took less, ms. */
  readonly loadMs: number;
  /** A light model, which was tried inline, stays there where a row takes less, ms. */
  readonly stayMs: number;
}

/**
 * A crossing to a worker takes about as long as `inlineMs`: what is shorter gains nothing there. What `stayMs` allows
 * is more, since of a small model's time most is the way into the runtime, which a worker does not save, and a busy
 * machine must not make another decision of it. It is still less than a turn of the event loop may take.
 */
export const PLACEMENT_LIMITS: PlacementLimits = { inlineMs: 0.1, loadMs: 100, stayMs: 0.5 };

/** Whether a worker, whose options and file are in order, failed for what may well work on the thread that calls. */
export function isWorkersFault({ code, details }: ModelMountError): boolean {
  // A sandbox may forbid threads, and a bundle may lack what a worker imports. A model that uses up its worker's
  // memory is neither.
  if (code === 'WORKER_LOST') return details['reason'] === 'exception';
  // A backend's module may need a loader that threads do not have, and a native add-on may refuse them.
  return code === 'INVALID_ARGUMENT' || code === 'RUNTIME_MISSING' || code === 'RUNTIME_UNSUPPORTED';
}

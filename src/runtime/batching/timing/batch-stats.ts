import { ModelMountError } from '../../../core/errors.js';
import type { BatchCost } from './batch-cost.js';

/** How a run can end. Every call of `run` is counted under exactly one of them. */
export type BatchOutcome = 'answered' | 'failed' | 'aborted' | 'expired' | 'queueFull' | 'overloaded' | 'closed';

/** What a batcher does, has done and has learned. */
export interface BatchStats {
  /** Runs that wait, and their rows. */
  readonly queued: number;
  readonly queuedRows: number;
  /** Runs that are being answered: handed to the inner session, and neither settled nor aborted. */
  readonly running: number;
  /** Turns in use, at most `concurrency`: batches under way, a wait for the gate included. */
  readonly turns: number;
  /** Finished runs by how they ended. */
  readonly outcomes: Readonly<Record<BatchOutcome, number>>;
  /** Runs of the inner session so far, the rows in them (those that fill up a fixed batch too), failed batches split. */
  readonly innerRuns: number;
  readonly innerRows: number;
  readonly splits: number;
  /** What a run of the inner session costs, once that is known. */
  readonly cost: BatchCost | undefined;
  /** Why runs are not joined; `undefined` where they are. */
  readonly aloneReason: string | undefined;
}

/** A counter at zero for each outcome. */
export function countOutcomes(): Record<BatchOutcome, number> {
  return { answered: 0, failed: 0, aborted: 0, expired: 0, queueFull: 0, overloaded: 0, closed: 0 };
}

/** Under which outcome a run counts that failed with this error. */
export function outcomeOf(error: unknown): BatchOutcome {
  switch (ModelMountError.is(error) ? error.code : undefined) {
    case 'ABORTED':
      return 'aborted';
    case 'DEADLINE_EXCEEDED':
      return 'expired';
    case 'QUEUE_FULL':
      return 'queueFull';
    case 'OVERLOADED':
      return 'overloaded';
    case 'SESSION_CLOSED':
      return 'closed';
    default:
      return 'failed';
  }
}

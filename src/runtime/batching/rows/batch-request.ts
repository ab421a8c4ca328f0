import type { CancelSignal } from '../../../core/abort.js';

/** One caller's run, checked, with nothing left to default. */
export interface BatchRequest {
  readonly nRows: number;
  /** Requests of one key may be joined; `undefined` where none may. */
  readonly key: string | undefined;
  readonly outputs: readonly string[] | undefined;
  readonly priority: number;
  readonly arrivedMs: number;
  /** When it must have started, and when it must be answered; `Infinity` for no such time. */
  readonly startByMs: number;
  readonly deadlineMs: number;
  readonly signal: CancelSignal | undefined;
}

import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';
import { checkOptionNames } from '../../core/options.js';
import { SYSTEM_CLOCK, type BatchClock } from './timing/batch-clock.js';
import { OPEN_GATE, type GateMember } from './timing/fair-gate.js';

/** How a batcher joins and bounds the runs of one session. */
export interface BatchOptions {
  /**
   * Most rows that different callers' runs are joined to, a whole number ≥ 1; 1 joins nothing. A run that brings
   * more rows by itself is not cut, it runs alone.
   *
   * @default 64
   */
  readonly maxBatchSize?: number;
  /**
   * How long a run waits for others to join it while the session is free, milliseconds ≥ 0.
   *
   * @default 0, only for those of the same turn of the event loop
   */
  readonly maxDelayMs?: number;
  /** Most runs that wait, a whole number ≥ 1; one more is refused with `QUEUE_FULL`. @default 1024 */
  readonly maxQueueSize?: number;
  /**
   * Longest time that a run waits for its start, milliseconds > 0 or `Infinity`; then it fails with `OVERLOADED`.
   *
   * @default 10000
   */
  readonly queueDeadlineMs?: number;
  /** How many runs of the inner session at once: the number of workers behind it. A whole number ≥ 1. @default 1 */
  readonly concurrency?: number;
  /** A place at the gate that sessions of one pool share: `fairGate({ … }).join()`. @default no gate */
  readonly gate?: GateMember;
  /** For tests. Deadlines given to `run` are times on it. @default `performance.now`, `setImmediate`, `setTimeout` */
  readonly clock?: BatchClock;
}

/** Options with every default filled in. */
export type ResolvedBatchOptions = Required<BatchOptions>;

const DEFAULTS: ResolvedBatchOptions = {
  maxBatchSize: 64,
  maxDelayMs: 0,
  maxQueueSize: 1024,
  queueDeadlineMs: 10_000,
  concurrency: 1,
  gate: OPEN_GATE,
  clock: SYSTEM_CLOCK,
};

/**
 * Fills in the defaults and checks every value.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT`.
 */
export function resolveBatchOptions(options: BatchOptions): ResolvedBatchOptions {
  checkOptionNames('batchSession', options, Object.keys(DEFAULTS));
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const resolved = { ...DEFAULTS, ...given };
  for (const name of ['maxBatchSize', 'maxQueueSize', 'concurrency'] as const) {
    const value = resolved[name];
    check(Number.isSafeInteger(value) && value >= 1, name, { wanted: 'a whole number ≥ 1', value });
  }
  const { maxDelayMs, queueDeadlineMs } = resolved;
  check(maxDelayMs >= 0 && maxDelayMs < Infinity, 'maxDelayMs', { wanted: 'finite and ≥ 0', value: maxDelayMs });
  check(queueDeadlineMs > 0, 'queueDeadlineMs', { wanted: 'a number > 0 or Infinity', value: queueDeadlineMs });
  return resolved;
}

function check(holds: boolean, name: string, { wanted, value }: { wanted: string; value: unknown }): void {
  // A string passes a comparison, and would be added up later.
  if (!holds || typeof value !== 'number') {
    throw new ModelMountError('INVALID_ARGUMENT', `${name} must be ${wanted}, got ${show(value)}`);
  }
}

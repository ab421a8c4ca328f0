import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';
import { checkOptionNames } from '../../core/options.js';

/** Where and how workers run. */
export interface PoolOptions {
  /**
   * `'thread'`: worker threads of this process; inputs and outputs cross without being copied twice. `'process'`:
   * child processes, at about a tenth of a millisecond a run more: what crashes or hangs there harms nothing here, and
   * can be killed.
   *
   * @default 'thread'
   */
  readonly execution?: 'thread' | 'process' | undefined;
  /** How many workers, each with the model in memory. @default 1 */
  readonly workers?: number | undefined;
  /** How many runs a worker is given at once. Runtimes work them off one by one. @default 1 */
  readonly maxRunsPerWorker?: number | undefined;
  /** How many runs wait for a worker; more are refused with `QUEUE_FULL`. @default 1024 */
  readonly maxQueueSize?: number | undefined;
  /**
   * With `'process'`: after this long in a worker a run fails with `DEADLINE_EXCEEDED`, and its process is killed
   * and replaced, ms. A thread cannot be ended inside a native call.
   *
   * @default none
   */
  readonly hardDeadlineMs?: number | undefined;
  /**
   * How long a worker may take to load the model, ms. One that takes longer is given up and replaced: a process is
   * killed; a thread ends itself when it comes out of the native call that it is in, and till then stays behind.
   *
   * @default 120000
   */
  readonly loadTimeoutMs?: number | undefined;
  /**
   * How long the end of the program waits for a thread to come out of a native call (a run, the loading of a model), ms.
   * After that the program kills itself with SIGKILL, since all else would abort or never end.
   *
   * @default 5000
   */
  readonly exitGraceMs?: number | undefined;
  /**
   * How far workers stand back for this thread where the processor is short: their niceness, 0 to 19. 10 brings this
   * thread its turn sooner, and leaves runs about a tenth of what it and other programs ask for. For threads on Linux
   * only; elsewhere a niceness is a whole process's.
   *
   * @default 0
   */
  readonly niceness?: number | undefined;
  /** How long nothing is started after a crash loop, ms; doubles each time, to a minute. @default 5000 */
  readonly crashCooldownMs?: number | undefined;
  /**
   * Limit of each worker's JavaScript heap, bytes; native memory does not count. A process that reaches it is lost. Of
   * a thread that is so only mostly: allocating much at once it can end this process, too (nodejs/node#47224).
   *
   * @default Node's own
   */
  readonly heapLimitBytes?: number | undefined;
  /**
   * The worker's file, where it is not beside the library's own: in a bundle, the bundled entry `modelmount/worker`.
   *
   * @default `worker.js` beside this module
   */
  readonly workerUrl?: string | URL | undefined;
  /** Told of each worker that was lost; for logs. @default nothing */
  readonly onWorkerLost?: ((error: ModelMountError) => void) | undefined;
  /** Stops the loading. */
  readonly signal?: AbortSignal | undefined;
}

/** The options with their defaults, checked. */
export interface ResolvedPoolOptions {
  readonly execution: 'thread' | 'process';
  readonly workers: number;
  readonly maxRunsPerWorker: number;
  readonly maxQueueSize: number;
  readonly hardDeadlineMs: number | undefined;
  readonly loadTimeoutMs: number;
  readonly exitGraceMs: number;
  readonly niceness: number;
  readonly crashCooldownMs: number;
  readonly heapLimitBytes: number | undefined;
  readonly workerUrl: string | URL | undefined;
  readonly onWorkerLost: ((error: ModelMountError) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

const DEFAULTS = {
  execution: 'thread',
  workers: 1,
  maxRunsPerWorker: 1,
  maxQueueSize: 1024,
  hardDeadlineMs: undefined,
  loadTimeoutMs: 120_000,
  exitGraceMs: 5000,
  niceness: 0,
  crashCooldownMs: 5000,
  heapLimitBytes: undefined,
  workerUrl: undefined,
  onWorkerLost: undefined,
  signal: undefined,
} as const satisfies ResolvedPoolOptions;

/** Beyond this Node's timers fire at once. */
const MAX_MS = 2 ** 31 - 1;

/** Allowed range of each number. */
const RANGES: Readonly<Record<string, readonly [min: number, max: number]>> = {
  workers: [1, 1024],
  maxRunsPerWorker: [1, 1024],
  maxQueueSize: [0, 1e6],
  hardDeadlineMs: [1, MAX_MS],
  loadTimeoutMs: [1, MAX_MS],
  exitGraceMs: [0, MAX_MS],
  niceness: [0, 19],
  crashCooldownMs: [1, MAX_MS],
  heapLimitBytes: [2 ** 23, 2 ** 46],
};

/**
 * The options with their defaults.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT`.
 */
export function resolvePoolOptions(options: PoolOptions): ResolvedPoolOptions {
  checkOptionNames('poolSession', options, Object.keys(DEFAULTS));
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const resolved = { ...DEFAULTS, ...Object.fromEntries(given) } as ResolvedPoolOptions;
  for (const [name, [min, max]] of Object.entries(RANGES)) {
    const value = resolved[name as keyof ResolvedPoolOptions];
    if (value === undefined) continue;
    if (!Number.isSafeInteger(value) || (value as number) < min || (value as number) > max) {
      throw invalid(`${name} must be a whole number from ${min} to ${max}, got ${show(value)}`);
    }
  }
  const { execution, hardDeadlineMs } = resolved;
  // The type does not keep callers in JavaScript from other values.
  if (!(['thread', 'process'] as readonly unknown[]).includes(execution)) {
    throw invalid(`execution must be 'thread' or 'process', got ${show(execution)}`);
  }
  if (execution === 'thread' && hardDeadlineMs !== undefined) {
    throw invalid(
      `hardDeadlineMs needs execution: 'process', since a thread cannot be ended inside a native call; a run's own deadlineMs answers its caller in time either way`,
    );
  }
  return resolved;
}

function invalid(message: string): ModelMountError {
  return new ModelMountError('INVALID_ARGUMENT', `poolSession: ${message}`);
}

import { throwIfAborted } from '../../core/abort.js';
import { resolvePoolOptions, type PoolOptions } from './pool-options.js';
import type { PoolSpec } from './pool-spec.js';
import type { Pool } from './pool.js';

/**
 * Loads a model into worker threads or child processes, and runs it there as one session.
 *
 * Neither loading nor running holds up this thread. A run goes to the worker with the fewest, or waits; its inputs
 * are copied once, before `run` returns. A worker that is lost fails the runs that it held with `WORKER_LOST` and is
 * replaced: at once, then after growing pauses, and after five replacements in a row that completed nothing only once
 * in a while; the replacement must find the files as they were. One that does not load the model within `loadTimeoutMs`
 * is lost, too. Workers without a run do not keep the program alive.
 * A thread inside a native call is never terminated: aborting a run drops its result, `close` waits, and the end of
 * the program waits for `exitGraceMs`.
 *
 * A worker runs invented rows before it is ready, so that the first runs, which are slow, are nobody's. Workers share
 * the processors that this process may use: where a runtime has threads of its own, each gets its part of them.
 *
 * @param spec - From `poolSpec`.
 * @throws {ModelMountError} What the backend throws on loading; `WORKER_LOST` if a worker is lost over it;
 *   `INVALID_ARGUMENT` for an option, a worker file that is not there or a backend that cannot be made again;
 *   `ABORTED`.
 *
 * @example
 * ```ts
 * const spec = poolSpec(onnx(), await openArtifact('model.onnx'));
 * const session = spec && (await poolSession(spec, { workers: 2 }));
 * ```
 */
export async function poolSession(spec: PoolSpec, options: PoolOptions = {}): Promise<Pool> {
  const resolved = resolvePoolOptions(options);
  throwIfAborted(resolved.signal, 'the model was loaded');
  const { openPool } = await import('./open-pool.js');
  return openPool(spec, resolved);
}

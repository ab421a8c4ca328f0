import { throwIfAborted } from '../../core/abort.js';
import type { ArtifactReference } from '../../core/artifact.js';
import { threadsPerWorker } from '../machine/threads-per-worker.js';
import { resolvePoolOptions, type PoolOptions } from './pool-options.js';
import type { PoolSpec } from './pool-spec.js';
import { Pool } from './pool.js';
import { processTransport } from './transport/process-transport.js';
import { threadTransport } from './transport/thread-transport.js';
import { findWorkerUrl } from './find-worker-url.js';
import { loadBackend } from './worker/load-backend.js';

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
  const { execution, workers, signal, workerUrl } = resolved;
  const { hardDeadlineMs, heapLimitBytes, exitGraceMs, loadTimeoutMs, niceness } = resolved;
  throwIfAborted(signal, 'the model was loaded');
  const url = await findWorkerUrl(workerUrl);
  // Here as well: faults show before a thread is started, and what a backend must do in the main thread (ONNX
  // Runtime's telemetry is switched off there) is done.
  await loadBackend(spec.backend);
  const threads = await threadsPerWorker(workers);
  throwIfAborted(signal, 'the model was loaded');
  const pool = new Pool(
    {
      url,
      heapLimitBytes,
      exitGraceMs,
      hardDeadlineMs,
      loadTimeoutMs,
      niceness,
      startTransport: execution === 'thread' ? threadTransport : processTransport,
      label: spec.label,
      load: { kind: 'load', backend: spec.backend, artifact: keep(spec.artifact), files: undefined, threads },
    },
    resolved,
  );
  await pool.open();
  return pool;
}

// Bytes are the caller's, who may write to them before a replacement loads the model again.
function keep(artifact: ArtifactReference): ArtifactReference {
  return artifact.kind === 'bytes' ? { ...artifact, bytes: artifact.bytes.slice() } : artifact;
}

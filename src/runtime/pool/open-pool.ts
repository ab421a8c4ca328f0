import { throwIfAborted } from '../../core/abort.js';
import type { ArtifactReference } from '../../core/artifact.js';
import { threadsPerWorker } from '../machine/threads-per-worker.js';
import { findWorkerUrl } from './find-worker-url.js';
import type { ResolvedPoolOptions } from './pool-options.js';
import type { PoolSpec } from './pool-spec.js';
import { Pool } from './pool.js';
import { processTransport } from './transport/process-transport.js';
import { threadTransport } from './transport/thread-transport.js';
import { loadBackend } from './worker/load-backend.js';

/** Starts the workers of a pool, and gives it once they have the model. */
export async function openPool(spec: PoolSpec, options: ResolvedPoolOptions): Promise<Pool> {
  const { execution, workers, signal, workerUrl } = options;
  const { hardDeadlineMs, heapLimitBytes, exitGraceMs, loadTimeoutMs, niceness } = options;
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
    options,
  );
  await pool.open();
  return pool;
}

// Bytes are the caller's, who may write to them before a replacement loads the model again.
function keep(artifact: ArtifactReference): ArtifactReference {
  return artifact.kind === 'bytes' ? { ...artifact, bytes: artifact.bytes.slice() } : artifact;
}

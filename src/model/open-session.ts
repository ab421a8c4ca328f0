import type { Artifact } from '../core/artifact.js';
import type { Backend } from '../core/backend.js';
import { ModelMountError } from '../core/errors.js';
import { show } from '../core/issue.js';
import type { Session } from '../core/session.js';
import type { BatchOptions } from '../runtime/batching/batch-options.js';
import { batchSession } from '../runtime/batching/batch-session.js';
import type { PoolOptions } from '../runtime/pool/pool-options.js';
import { poolSession } from '../runtime/pool/pool-session.js';
import { poolSpec } from '../runtime/pool/pool-spec.js';

/** Where a model runs, and how requests for it are joined. */
export interface ExecutionOptions {
  /**
   * `inline` runs the model on the calling thread, `thread` in a worker thread, `process` in a child process, which may
   * crash or be killed without harm.
   *
   * @default 'inline'
   */
  readonly execution?: 'inline' | 'thread' | 'process';
  /** How many workers, and their bounds; for `thread` and `process`. @default one worker */
  readonly pool?: Omit<PoolOptions, 'execution' | 'signal'>;
  /**
   * Whether calls that arrive together are run together. For models that answer a row in a batch as they answer it
   * alone.
   *
   * @default false
   */
  readonly batching?: boolean | BatchOptions;
}

/**
 * Loads a model where it is to run.
 *
 * @throws {ModelMountError} As the backend, and `INVALID_ARGUMENT` where the model cannot leave this thread.
 */
export async function openSession(
  backend: Backend,
  artifact: Artifact,
  { execution = 'inline', pool = {}, signal }: ExecutionOptions & { readonly signal?: AbortSignal },
): Promise<Session> {
  if (execution === 'inline') return backend.load(artifact, signal === undefined ? {} : { signal });
  if (!(['thread', 'process'] as readonly unknown[]).includes(execution)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `execution must be inline, thread or process, got ${show(execution)}`,
    );
  }
  const spec = poolSpec(backend, artifact);
  if (spec === undefined) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `execution "${execution}" needs a model and a backend that another thread can load: not an injected runtime, nor an instance in memory`,
    );
  }
  return poolSession(spec, { ...pool, execution, signal });
}

/** The session with a queue that joins calls, where that is asked for. */
export function joinCalls(session: Session, { batching = false }: ExecutionOptions): Session {
  if (batching === false) return session;
  return batchSession(session, batching === true ? {} : batching);
}

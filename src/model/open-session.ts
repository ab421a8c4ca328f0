import type { Artifact } from '../core/artifact.js';
import type { Backend } from '../core/backend.js';
import { ModelMountError } from '../core/errors.js';
import { show } from '../core/issue.js';
import { isObject } from '../core/json.js';
import type { Session } from '../core/session.js';
import type { Signature } from '../core/signature.js';
import { autoBatch, batchingOff, type Batching, type JoinedSession } from '../runtime/batching/auto-batch.js';
import { resolveBatchOptions, type BatchOptions } from '../runtime/batching/batch-options.js';
import { batchSession } from '../runtime/batching/batch-session.js';
import { sliceSession } from '../runtime/batching/slices/slice-session.js';
import type { Tensors } from '../runtime/batching/rows/join-rows.js';
import { inWorkers, loadInline, placeSession } from '../runtime/placement/place-session.js';
import type { PlacedSession, Placement } from '../runtime/placement/placement.js';
import type { PoolOptions } from '../runtime/pool/pool-options.js';
import { poolSession } from '../runtime/pool/pool-session.js';
import { poolSpec } from '../runtime/pool/pool-spec.js';
import { inTurn } from '../runtime/warm-up/in-turn.js';

/** Where a model runs, and how requests for it are joined. `model.inspect()` tells what came of it, and why. */
export interface ExecutionOptions {
  /**
   * `inline` runs the model on the calling thread, `thread` in a worker thread, `process` in a child process, which may
   * crash or be killed without harm. `auto` is inline for a model that takes less time than the way to a worker and
   * back, about a tenth of a millisecond a row, and for what only this thread can load; else it is a worker thread.
   * What may take longer is tried in a worker.
   *
   * @default 'auto'
   */
  readonly execution?: 'auto' | 'inline' | 'thread' | 'process';
  /** How many workers, and their bounds; for where the model runs in workers. @default one worker */
  readonly pool?: Omit<PoolOptions, 'execution' | 'signal'>;
  /**
   * Whether calls that arrive together are run together. `auto` joins them if rows, tried at load, are answered
   * together as each alone; otherwise calls wait in line, and as many may wait as with `true`. A model that answers
   * synchronously has no line. `true` joins without trying; `false` has no line, but that of the workers.
   *
   * @default 'auto'
   */
  readonly batching?: 'auto' | boolean | BatchOptions;
}

/** What is to be opened. */
export interface OpenSettings {
  readonly backend: Backend;
  readonly artifact: Artifact;
  /** Rows that the model answers well, as a session's `run` takes them. @default none are known */
  readonly example?: ((session: Session) => Tensors) | undefined;
}

/** A model where it runs, with what was decided. */
export interface OpenedSession {
  readonly session: Session;
  readonly execution: Placement;
  readonly batching: Batching;
  /** The model file's own inputs and outputs; a queue that fills up fixed batches has others. */
  readonly fileSignature: Signature;
}

/**
 * Loads a model where it is to run, with a queue in front of it where it is to have one.
 *
 * @throws {ModelMountError} As the backend, and `INVALID_ARGUMENT` where the model cannot leave this thread.
 */
export async function openSession(
  settings: OpenSettings,
  options: ExecutionOptions & { readonly signal?: AbortSignal },
): Promise<OpenedSession> {
  const { batching = 'auto' } = options;
  if (isObject(batching)) resolveBatchOptions(batching);
  else if (batching !== 'auto' && typeof batching !== 'boolean') {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `batching must be auto, true, false or options, got ${show(batching)}`,
    );
  }
  const { session, execution } = await place(settings, options);
  try {
    const joined = await join({ session, execution }, settings, options);
    // What may be joined may be cut: a long run on this thread then lets everything else have its turn.
    const isCut = execution.placement === 'inline' && joined.batching.isOn;
    return {
      session: isCut ? sliceSession(joined.session, { minRows: wholeRows(execution) }) : joined.session,
      batching: joined.batching,
      execution,
      fileSignature: session.signature,
    };
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** How many rows are always run in one piece, by what a row took at load. */
function wholeRows({ warmUpMs }: Placement): number {
  return warmUpMs === undefined || warmUpMs <= 0 ? 1 : Math.max(1, Math.min(64, Math.floor(WHOLE_MS / warmUpMs)));
}

/** How long that may take, ms. */
const WHOLE_MS = 5;

async function place(
  { backend, artifact }: OpenSettings,
  { execution = 'auto', pool: poolOptions = {}, signal }: ExecutionOptions & { readonly signal?: AbortSignal },
): Promise<PlacedSession> {
  const pool = { ...poolOptions, signal };
  switch (execution) {
    case 'auto':
      return placeSession({ backend, artifact, pool });
    case 'inline':
      return loadInline({ backend, artifact, pool }, ASKED_FOR);
    case 'thread':
    case 'process': {
      const spec = poolSpec(backend, artifact);
      if (spec === undefined) {
        throw new ModelMountError(
          'INVALID_ARGUMENT',
          `execution "${execution}" needs a model and a backend that another thread can load: not an injected runtime, nor an instance in memory`,
        );
      }
      const options = { ...pool, execution };
      return inWorkers(await poolSession(spec, options), options, ASKED_FOR);
    }
    default:
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `execution must be auto, inline, thread or process, got ${show(execution)}`,
      );
  }
}

const ASKED_FOR = 'the option execution asks for it';

async function join(
  { session, execution }: PlacedSession,
  { example }: OpenSettings,
  { batching = 'auto', signal }: ExecutionOptions & { readonly signal?: AbortSignal },
): Promise<JoinedSession> {
  const concurrency = Math.max(1, execution.workers);
  if (batching === false) return { session, batching: batchingOff('the option batching is false') };
  if (batching === 'auto') {
    const rows = example === undefined ? undefined : tryExample(session, example);
    const settings = { concurrency, rowMs: execution.warmUpMs, example: rows, signal };
    const decide = (): Promise<JoinedSession> => autoBatch(session, settings);
    return execution.placement === 'inline' ? inTurn(decide) : decide();
  }
  const options = resolveBatchOptions({ concurrency, ...(batching === true ? {} : batching) });
  const joined = batchSession(session, options);
  const { aloneReason } = joined.stats();
  return {
    session: joined,
    batching:
      aloneReason === undefined
        ? { isOn: true, reason: 'the option batching asks for it', maxBatchSize: options.maxBatchSize }
        : batchingOff(aloneReason),
  };
}

/** The example's rows, or none where they do not fit: whoever makes the model says so. */
function tryExample(session: Session, example: (session: Session) => Tensors): Tensors | undefined {
  try {
    return example(session);
  } catch {
    return undefined;
  }
}

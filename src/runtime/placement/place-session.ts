import type { Artifact } from '../../core/artifact.js';
import type { Backend } from '../../core/backend.js';
import { ModelMountError } from '../../core/errors.js';
import type { Session } from '../../core/session.js';
import { countProcessors } from '../machine/count-processors.js';
import { threadsPerWorker } from '../machine/threads-per-worker.js';
import { findWorkerUrl } from '../pool/find-worker-url.js';
import { resolvePoolOptions, type PoolOptions } from '../pool/pool-options.js';
import { poolSession } from '../pool/pool-session.js';
import { poolSpec, type PoolSpec } from '../pool/pool-spec.js';
import type { Pool } from '../pool/pool.js';
import { inTurn } from '../warm-up/in-turn.js';
import { warmUp, type WarmUp } from '../warm-up/warm-up.js';
import { isWorkersFault, PLACEMENT_LIMITS, type PlacedSession, type PlacementLimits } from './placement.js';
import { varyingAxis } from './varying-axis.js';

/** What is to be placed. */
export interface PlaceSettings {
  readonly backend: Backend;
  readonly artifact: Artifact;
  /** How it runs where it runs in a worker. */
  readonly pool: Omit<PoolOptions, 'execution'>;
}

/**
 * Loads a model where it belongs: on this thread where a row takes less than a crossing to another, else in a worker
 * thread.
 *
 * Nothing that may take long is tried on this thread. A `light` model of a synchronous backend is not tried at all. A model that its backend calls `light` is loaded here and tried;
 * every other is loaded and tried in a worker, and comes here only where it proves to be short. Where no worker can be
 * had the model runs here, whatever it costs.
 *
 * @throws {ModelMountError} As the backend; `INVALID_ARGUMENT` for an option of the pool, `ABORTED`.
 */
export async function placeSession(
  settings: PlaceSettings,
  limits: PlacementLimits = PLACEMENT_LIMITS,
): Promise<PlacedSession> {
  const { backend, artifact, pool } = settings;
  resolvePoolOptions(pool);
  const { isSynchronous } = backend.flags;
  if (isSynchronous && ((await backend.estimateCost?.(artifact)) ?? 'light') === 'light') {
    const reason = `the backend "${backend.name}" answers in microseconds`;
    return { session: await loadSession(settings, 1), execution: inlineOf(reason, 1, undefined) };
  }
  const spec = poolSpec(backend, artifact);
  if (spec === undefined) {
    return loadInline(settings, 'another thread cannot load it: its runtime was injected, or it is a value in memory');
  }
  const cost = (await backend.estimateCost?.(artifact)) ?? 'unknown';
  if (cost === 'light') return placeLight(settings, spec, limits);
  const session = await openPool(spec, pool);
  if (typeof session === 'string') return loadInline(settings, session);
  const { loadMs, warmUp: trial } = session.trial;
  const stays =
    (cost === 'heavy' ? 'its file is large, or its cost hangs on what a row holds' : undefined) ??
    varyingAxis(session.signature) ??
    whyLong(trial, limits.inlineMs) ??
    (loadMs < limits.loadMs ? undefined : `loading it took ${ms(loadMs)}`);
  if (stays !== undefined) return inWorkers(session, pool, stays);
  const inline = await loadSession(settings, 1).finally(() => session.close());
  const reason = `a row took ${ms(trial.runMs)} in a worker, when it was tried`;
  return { session: inline, execution: inlineOf(reason, 1, trial.runMs) };
}

/** Loads and tries a light model here, and moves it where it proves to be none. */
async function placeLight(
  settings: PlaceSettings,
  spec: PoolSpec,
  { stayMs }: PlacementLimits,
): Promise<PlacedSession> {
  const { session, trial } = await loadAndTry(settings, 1);
  const varying = varyingAxis(session.signature);
  const long = varying ?? whyLong(trial, stayMs);
  const here = (reason: string): PlacedSession => ({ session, execution: inlineOf(reason, 1, trial.runMs) });
  if (long === undefined) return here(`a row took ${ms(trial.runMs)}, when it was tried`);
  const { pool } = settings;
  const moved = await openPool(spec, pool).catch(async (error: unknown) => {
    await session.close();
    throw error;
  });
  if (typeof moved === 'string') return here(moved);
  await session.close();
  return inWorkers(moved, pool, long);
}

/** Loads the model on this thread, whatever it costs: with all processors, so that it is done soon. */
export async function loadInline(settings: PlaceSettings, reason: string): Promise<PlacedSession> {
  const threads = Math.max(1, Math.floor(await countProcessors()));
  const { session, trial } = await loadAndTry(settings, threads);
  return { session, execution: inlineOf(reason, threads, trial.runMs) };
}

/** A model in its workers. */
export async function inWorkers(session: Pool, pool: PoolOptions, reason: string): Promise<PlacedSession> {
  const { execution: placement = 'thread', workers = 1 } = pool;
  const threads = await threadsPerWorker(workers);
  const { runMs } = session.trial.warmUp;
  return { session, execution: { placement, reason, workers, threads, warmUpMs: runMs } };
}

/**
 * The model in workers; or why no worker can run it, where this thread may well.
 *
 * @throws {ModelMountError} As `poolSession`, for all that is the model's own fault or the caller's.
 */
async function openPool(spec: PoolSpec, pool: PoolOptions): Promise<Pool | string> {
  // One that was named must be there.
  if (pool.workerUrl !== undefined) await findWorkerUrl(pool.workerUrl);
  try {
    return await poolSession(spec, pool);
  } catch (error) {
    if (ModelMountError.is(error) && isWorkersFault(error)) return `no worker can run it: ${error.message}`;
    throw error;
  }
}

function loadAndTry(settings: PlaceSettings, threads: number): Promise<{ session: Session; trial: WarmUp }> {
  return inTurn(async () => {
    const session = await loadSession(settings, threads);
    return { session, trial: await warmUp(session) };
  });
}

function loadSession({ backend, artifact, pool }: PlaceSettings, threads: number): Promise<Session> {
  const { signal } = pool;
  return backend.load(artifact, { threads, ...(signal !== undefined && { signal }) });
}

function whyLong({ runMs, failure }: WarmUp, limitMs: number): string | undefined {
  if (runMs === undefined) return `it cannot be tried with invented rows: ${failure ?? 'no reason given'}`;
  return runMs < limitMs ? undefined : `a row took ${ms(runMs)}, when it was tried`;
}

function inlineOf(reason: string, threads: number, warmUpMs: number | undefined): PlacedSession['execution'] {
  return { placement: 'inline', reason, workers: 0, threads, warmUpMs };
}

function ms(time = 0): string {
  return `${Number(time.toPrecision(2))} ms`;
}

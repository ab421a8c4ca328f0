import { expect, vi } from 'vitest';
import type { Backend } from '../../../src/core/backend.js';
import type { RunOptions } from '../../../src/core/session.js';
import { Tensor } from '../../../src/core/tensor/tensor.js';
import { valueArtifact } from '../../../src/runtime/artifact/memory-artifact.js';
import type { PoolOptions } from '../../../src/runtime/pool/pool-options.js';
import { poolSession } from '../../../src/runtime/pool/pool-session.js';
import { poolSpec, type PoolSpec } from '../../../src/runtime/pool/pool-spec.js';
import type { Pool } from '../../../src/runtime/pool/pool.js';
import type { Build } from './build.js';
import { faulty } from './faulty-backend.js';

/** How the faulty backend behaves: what it does on loading, and with which argument. */
export type FaultyOptions = Readonly<Record<string, string>>;

/** A pool over the faulty backend. */
export function openFaulty({ workerUrl }: Build, options: PoolOptions, backend: FaultyOptions = {}): Promise<Pool> {
  const spec = poolSpec(faulty(backend) as unknown as Backend, valueArtifact({})) as PoolSpec;
  return poolSession(spec, { workerUrl, ...options });
}

/** What the backend answers to `act`. */
export async function ask(pool: Pool, act: string, options: RunOptions = {}): Promise<string> {
  const answer = await pool.run(new Map([['act', new Tensor('BYTES', [1], [act])]]), options);
  return (answer.get('echo') as Tensor).data[0] as string;
}

/** The error of a run that must fail. */
export async function failure(running: Promise<unknown>): Promise<Record<string, unknown>> {
  return running.then(
    (answer) => {
      throw new Error(`it must fail, but answered ${String(answer)}`);
    },
    (error: unknown) => error as Record<string, unknown>,
  );
}

/** Waits until so many workers are ready. */
export function untilReady(pool: Pool, nWorkers: number): Promise<unknown> {
  const ready = Array.from({ length: nWorkers }, () => 'ready');
  return vi.waitFor(() => expect(pool.status.workers).toEqual(ready), 20_000);
}

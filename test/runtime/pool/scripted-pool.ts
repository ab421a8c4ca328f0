import { resolvePoolOptions, type PoolOptions } from '../../../src/runtime/pool/pool-options.js';
import type { PoolWorkerSettings } from '../../../src/runtime/pool/pool-worker.js';
import { Pool } from '../../../src/runtime/pool/pool.js';
import type { TransportEvents } from '../../../src/runtime/pool/transport/transport.js';
import type { ToWorker } from '../../../src/runtime/pool/wire/messages.js';

/** A worker that does what the test says, and nothing by itself. */
export interface ScriptedWorker extends TransportEvents {
  /** What it was sent. */
  readonly received: ToWorker[];
}

export const LOADED = {
  kind: 'ready',
  signature: { inputs: [], outputs: [] },
  info: { format: 'f', runtime: 'r', metadata: {}, classifiers: [] },
  files: [],
  loadMs: 1,
  warmUp: { runMs: 1, failure: undefined },
} as const;

/** How a worker is started that starts nothing. */
export function scriptedSettings(onStart: (worker: ScriptedWorker) => void): PoolWorkerSettings {
  return {
    url: new URL('file:///worker.js'),
    heapLimitBytes: undefined,
    exitGraceMs: 1,
    hardDeadlineMs: undefined,
    niceness: 0,
    loadTimeoutMs: 1000,
    label: 'churn',
    load: {
      kind: 'load',
      backend: { name: 'b', module: 'm', options: {} },
      artifact: { kind: 'value', value: 1 },
      files: undefined,
      threads: 1,
    },
    startTransport: (_settings, events) => {
      const received: ToWorker[] = [];
      onStart({
        received,
        onMessage: (message) => events.onMessage(message),
        onGone: (reason) => events.onGone(reason),
      });
      return {
        post: (message) => received.push(message),
        hold: () => undefined,
        end: () => undefined,
        abandon: () => undefined,
      };
    },
  };
}

/** A pool whose first workers have loaded their model, and all workers that it starts. */
export async function openScripted(options: PoolOptions): Promise<{ pool: Pool; workers: ScriptedWorker[] }> {
  const workers: ScriptedWorker[] = [];
  const pool = new Pool(
    scriptedSettings((worker) => workers.push(worker)),
    resolvePoolOptions(options),
  );
  const opening = pool.open();
  for (let i = 0; i < (options.workers ?? 1); i++) {
    while (workers[i] === undefined) await Promise.resolve();
    workers[i]!.onMessage(LOADED);
  }
  await opening;
  return { pool, workers };
}

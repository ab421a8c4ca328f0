import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resolvePoolOptions } from '../../../src/runtime/pool/pool-options.js';
import { Pool } from '../../../src/runtime/pool/pool.js';
import type { TransportEvents } from '../../../src/runtime/pool/transport/transport.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const LOADED = {
  kind: 'ready',
  signature: { inputs: [], outputs: [] },
  info: { format: 'f', runtime: 'r', metadata: {}, classifiers: [] },
  files: [],
} as const;

describe('a pool whose model hangs every worker that loads it', () => {
  it('leaves sixteen threads behind at most, and tries again when one of them ends', async () => {
    const hung: TransportEvents[] = [];
    const label = 'churn';
    const pool = new Pool(
      {
        url: new URL('file:///worker.js'),
        heapLimitBytes: undefined,
        exitGraceMs: 1,
        hardDeadlineMs: undefined,
        niceness: 0,
        loadTimeoutMs: 1000,
        label,
        load: {
          kind: 'load',
          backend: { name: 'b', module: 'm', options: {} },
          artifact: { kind: 'value', value: 1 },
          files: undefined,
        },
        startTransport: (_settings, events) => {
          hung.push(events);
          return { post: () => undefined, hold: () => undefined, end: () => undefined, abandon: () => undefined };
        },
      },
      resolvePoolOptions({}),
    );
    const opening = pool.open();
    const [first] = hung.splice(0) as [TransportEvents];
    first.onMessage(LOADED);
    await opening;
    first.onGone({ reason: 'exit', exitCode: 1 });

    const DAY_MS = 24 * 60 * 60 * 1000;
    await vi.advanceTimersByTimeAsync(DAY_MS);
    expect(hung).toHaveLength(16);
    expect(pool.status).toMatchObject({ workers: [], isBroken: true });
    await expect(pool.run(new Map())).rejects.toMatchObject({ details: { reason: 'crashLoop' } });

    hung[0]!.onGone({ reason: 'exit', exitCode: 0 });
    while (hung.length === 16) await vi.advanceTimersByTimeAsync(100);
    hung[16]!.onMessage(LOADED);
    expect(pool.status).toMatchObject({ workers: ['ready'], isBroken: false });
  });
});

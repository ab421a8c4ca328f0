import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LOADED, openScripted } from './scripted-pool.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const DAY_MS = 24 * 60 * 60 * 1000;

describe('a pool whose model hangs every worker that loads it again', () => {
  it('leaves sixteen threads behind at most, and tries again when one of them ends', async () => {
    const { pool, workers } = await openScripted({});
    workers[0]!.onGone({ reason: 'exit', exitCode: 1 });
    await vi.advanceTimersByTimeAsync(DAY_MS);
    expect(workers).toHaveLength(1 + 16);
    expect(pool.status).toMatchObject({ workers: [], isBroken: true });
    await expect(pool.run(new Map())).rejects.toMatchObject({
      details: { reason: 'crashLoop', retryAfterMs: 60_000 },
    });

    workers[1]!.onGone({ reason: 'exit', exitCode: 0 });
    expect(pool.status.workers).toEqual(['loading']);
    workers[17]!.onMessage(LOADED);
    expect(pool.status).toMatchObject({ workers: ['ready'], isBroken: false });
  });

  it('leaves no more behind while another worker goes on answering', async () => {
    const { pool, workers } = await openScripted({ workers: 2 });
    workers[1]!.onGone({ reason: 'exit', exitCode: 1 });
    for (let i = 0; i < 100; i++) {
      const running = pool.run(new Map());
      workers[0]!.onMessage({ kind: 'answer', id: i, outputs: [] });
      expect(await running).toEqual(new Map());
      await vi.advanceTimersByTimeAsync(DAY_MS / 24);
    }
    expect(workers).toHaveLength(2 + 16);
    expect(pool.status).toMatchObject({ workers: ['ready'], isBroken: false });
  });
});

describe('a thread whose last answer is read when it has ended', () => {
  it('is not given the run that waits', async () => {
    const { pool, workers } = await openScripted({});
    const runs = [pool.run(new Map()), pool.run(new Map())];
    workers[0]!.onMessage({ kind: 'answer', id: 0, outputs: [] });
    workers[0]!.onGone({ reason: 'exit', exitCode: 1 });
    await vi.advanceTimersByTimeAsync(0);
    expect(workers[0]!.received.map(({ kind }) => kind)).toEqual(['load', 'run']);
    workers[1]!.onMessage(LOADED);
    await vi.advanceTimersByTimeAsync(0);
    workers[1]!.onMessage({ kind: 'answer', id: 0, outputs: [] });
    expect(await Promise.all(runs)).toEqual([new Map(), new Map()]);
  });
});

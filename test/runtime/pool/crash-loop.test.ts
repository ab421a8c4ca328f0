import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ModelMountError } from '../../../src/core/errors.js';
import { PoolWorker } from '../../../src/runtime/pool/pool-worker.js';
import { toProblem } from '../../../src/serve/problem.js';
import { buildPool, type Build } from './build.js';
import { ask, failure, openFaulty, untilReady } from './faulty-pool.js';
import { scriptedSettings } from './scripted-pool.js';

let build: Build;
beforeAll(async () => {
  build = await buildPool();
});
afterAll(() => build.remove());

describe.each(['thread', 'process'] as const)('a pool of %s workers whose model always crashes', (execution) => {
  it('stops starting them, refuses runs with a time to come back, and recovers', async () => {
    const losses: ModelMountError[] = [];
    const pool = await openFaulty(build, {
      execution,
      crashCooldownMs: 1500,
      onWorkerLost: (error) => losses.push(error),
    });
    // The first worker and five replacements in a row; a run that waits meanwhile is refused with the last.
    const outcomes = Array.from({ length: 7 }, () => failure(ask(pool, 'exit 1')));
    const errors = await Promise.all(outcomes);
    expect(errors.slice(0, 6).every(({ details }) => (details as { step: string }).step === 'run')).toBe(true);
    expect(errors[6]).toMatchObject({ code: 'WORKER_LOST', details: { reason: 'crashLoop' } });
    expect(losses).toHaveLength(6);
    expect(pool.status).toMatchObject({ workers: [], nStarted: 6, isBroken: true });
    expect(pool.isReady).toBe(false);

    const refused = await failure(ask(pool, 'echo refused'));
    expect(refused).toMatchObject({ code: 'WORKER_LOST', details: { reason: 'crashLoop' } });
    expect((refused['details'] as { retryAfterMs: number }).retryAfterMs).toBeLessThanOrEqual(1500);
    expect(toProblem(refused)).toMatchObject({ status: 503, headers: { 'retry-after': expect.any(String) as string } });

    // One is tried; the first run that it completes makes all well.
    await untilReady(pool, 1);
    expect(await ask(pool, 'echo well')).toBe('well');
    expect(pool.status).toMatchObject({ nStarted: 7, isBroken: false });
    expect(pool.isReady).toBe(true);
    await pool.close();
  });
});

describe('a model that always crashes', () => {
  it('costs the other models of the program no run, and comes back by itself', async () => {
    const well = await openFaulty(build, {});
    const crashing = await openFaulty(build, { crashCooldownMs: 1500 });
    const progress = { isDone: false, nAnswers: 0 };
    const callers = Array.from({ length: 4 }, async () => {
      for (let i = 0; !progress.isDone; i++, progress.nAnswers++) expect(await ask(well, `echo ${i}`)).toBe(String(i));
    });
    while (!crashing.status.isBroken) await failure(ask(crashing, 'exit 1'));
    const nBefore = progress.nAnswers;
    await untilReady(crashing, 1);
    progress.isDone = true;
    await Promise.all(callers);
    expect(nBefore).toBeGreaterThan(100);
    expect(progress.nAnswers).toBeGreaterThan(nBefore);
    expect(well.status).toMatchObject({ workers: ['ready'], nStarted: 1 });
    await Promise.all([well.close(), crashing.close()]);
  });
});

describe('a pool of which one worker crashes', () => {
  it('keeps answering with the others', async () => {
    const pool = await openFaulty(build, { workers: 2, crashCooldownMs: 60_000 });
    for (let i = 0; i < 8; i++) {
      const [lost, answer] = await Promise.all([failure(ask(pool, 'exit 1')), ask(pool, `echo ${i}`)]);
      expect([lost['code'], answer]).toEqual(['WORKER_LOST', String(i)]);
    }
    await pool.close();
  });
});

describe('a worker that cannot be started', () => {
  it('is a lost one', async () => {
    const onGone = vi.fn();
    const settings = scriptedSettings(() => {
      throw new Error('the system has no threads to spare');
    });
    const worker = new PoolWorker(settings, { onRunEnd: () => undefined, onGone, onEnd: () => undefined });
    expect(await failure(worker.ready)).toMatchObject({
      code: 'WORKER_LOST',
      cause: { message: 'the system has no threads to spare' },
    });
    expect(onGone).toHaveBeenCalledOnce();
    await worker.close();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelMountError } from '../../../src/core/errors.js';
import { RandomState } from '../../../src/learn/math/random-state.js';
import { buildPool, type Build } from '../../runtime/pool/build.js';
import { ask, openFaulty, untilReady } from '../../runtime/pool/faulty-pool.js';
import { stopUnderLoad } from '../../runtime/pool/stop-under-load.js';

let build: Build;
beforeAll(async () => {
  build = await buildPool();
});
afterAll(() => build.remove());

const N_KILLS = 200;

describe('processes that somebody else kills at random under load', () => {
  it('lose the run that they held at most, and nothing is answered for another', async () => {
    const random = new RandomState(7);
    const pool = await openFaulty(build, { execution: 'process', workers: 2, crashCooldownMs: 1 });
    const progress = { isDone: false, nAnswers: 0 };
    const lost: ModelMountError[] = [];
    const call = async (caller: number): Promise<void> => {
      for (let i = 0; !progress.isDone; i++) {
        const mark = `${caller}-${i}`;
        try {
          expect(await ask(pool, `echo ${mark}`)).toBe(mark);
          progress.nAnswers += 1;
        } catch (error) {
          lost.push(error as ModelMountError);
        }
      }
    };
    const callers = Array.from({ length: 8 }, (_, caller) => call(caller));
    const restoredMs: number[] = [];
    for (let i = 0; i < N_KILLS; i++) {
      const [pid] = (await ask(pool, 'where')).split('/') as [string];
      // Some turns later: before, in the middle of, or after any of its runs.
      for (let turns = random.randint(0, 50); turns > 0; turns--) await new Promise(setImmediate);
      const start = performance.now();
      process.kill(Number(pid), 'SIGKILL');
      const nStarted = pool.status.nStarted;
      while (pool.status.nStarted === nStarted) await new Promise(setImmediate);
      await untilReady(pool, 2);
      restoredMs.push(performance.now() - start);
    }
    progress.isDone = true;
    await Promise.all(callers);
    restoredMs.sort((a, b) => a - b);
    const [median, most] = [restoredMs[N_KILLS / 2], restoredMs.at(-1)];
    process.stdout.write(
      `${N_KILLS} kills: ${progress.nAnswers} answers, ${lost.length} lost, full again after ${median} ms, ${most} at most\n`,
    );
    expect(lost.length).toBeLessThanOrEqual(N_KILLS);
    expect(new Set(lost.map(({ code }) => code))).toEqual(new Set(['WORKER_LOST']));
    expect(pool.status).toMatchObject({ nStarted: 2 + N_KILLS, nRunning: 0, nWaiting: 0, isBroken: false });
    await pool.close();
  });
});

describe('a pool of threads over ONNX Runtime', () => {
  it('is opened and closed 200 times under load without an abort', async () => {
    await stopUnderLoad(build, 200);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RandomState } from '../../../src/learn/math/random-state.js';
import { buildPool, type Build } from './build.js';
import { ask, failure, openFaulty } from './faulty-pool.js';

let build: Build;
beforeAll(async () => {
  build = await buildPool();
});
afterAll(() => build.remove());

describe('workers that are killed at random under load', () => {
  it.each([
    ['thread', 'exit 1', 200],
    // A process takes several times as long to start.
    ['process', 'signal SIGKILL', 50],
  ] as const)(
    'in %s mode lose what they held, and nothing else',
    async (execution, kill, nWanted) => {
      const random = new RandomState(42);
      const pool = await openFaulty(build, { execution, workers: 2 });
      let nKills = 0;
      let nAnswers = 0;
      const lost: unknown[] = [];
      // Eight callers; each sends its next run when it has heard of its last one. Nine of ten are answered.
      const call = async (caller: number): Promise<void> => {
        for (let i = 0; nKills < nWanted; i++) {
          const mark = `${caller}-${i}`;
          if (random.uniform() < 0.1) {
            nKills += 1;
            lost.push((await failure(ask(pool, kill)))['code']);
          } else {
            expect(await ask(pool, `echo ${mark}`)).toBe(mark);
            nAnswers += 1;
          }
        }
      };
      await Promise.all(Array.from({ length: 8 }, (_, caller) => call(caller)));
      expect(nAnswers).toBeGreaterThan(nWanted);
      expect(lost).toEqual(Array(nKills).fill('WORKER_LOST'));
      expect(pool.status).toMatchObject({ nRunning: 0, nWaiting: 0, isBroken: false });
      await pool.close();
    },
    120_000,
  );
});

import { describe, expect, it } from 'vitest';
import { ModelMountError } from '../../../src/core/errors.js';
import type { RunOptions, Session } from '../../../src/core/session.js';
import type { BatchOutcome } from '../../../src/runtime/batching/timing/batch-stats.js';
import { createFakeSession } from '../../../src/testing/fake-session.js';
import { settled } from './fake-clock.js';
import { outcome, rows, scripted, type Scripted } from './scripted.js';

const IDLE = { queued: 0, queuedRows: 0, running: 0, turns: 0 };

describe('every way out', () => {
  const fails = (batched: Scripted['batched'], options?: RunOptions): Promise<string | number[]> =>
    outcome(batched.run(rows(7), options));

  it.each<[string, BatchOutcome, (subject: Scripted) => Promise<unknown>]>([
    [
      'an answer',
      'answered',
      async ({ batched, turn, endRun }) => {
        const run = fails(batched);
        await turn();
        await endRun();
        return run;
      },
    ],
    [
      'an error of the session',
      'failed',
      async ({ batched, turn, endRun }) => {
        const run = fails(batched);
        await turn();
        await endRun(0, new ModelMountError('RUN_FAILED', 'once'));
        return run;
      },
    ],
    ['a bad input', 'failed', ({ batched }) => outcome(batched.run(new Map()))],
    [
      'an abort in the queue',
      'aborted',
      ({ batched }) => {
        const controller = new AbortController();
        const run = fails(batched, { signal: controller.signal });
        controller.abort();
        return run;
      },
    ],
    [
      'an abort on the way',
      'aborted',
      async ({ batched, turn, endRun }) => {
        const controller = new AbortController();
        const run = fails(batched, { signal: controller.signal });
        await turn();
        controller.abort();
        await run;
        await endRun();
      },
    ],
    ['an abort before', 'aborted', ({ batched }) => fails(batched, { signal: AbortSignal.abort() })],
    ['a deadline that is over', 'expired', ({ batched, clock }) => fails(batched, { deadlineMs: clock.now() })],
    [
      'a deadline on the way',
      'expired',
      async ({ batched, clock, turn, endRun }) => {
        const run = fails(batched, { deadlineMs: clock.now() + 5 });
        await turn();
        clock.advance(5);
        await run;
        await endRun();
      },
    ],
    [
      'the end of its time in the queue',
      'overloaded',
      async ({ batched, clock, turn, endRun }) => {
        void batched.run(rows(1));
        await turn();
        const run = fails(batched);
        clock.advance(50);
        await run;
        await endRun();
      },
    ],
    [
      'a full queue',
      'queueFull',
      async ({ batched, turn, endRun }) => {
        void batched.run(rows(1));
        await fails(batched);
        await turn();
        await endRun();
      },
    ],
    [
      'a closed session',
      'closed',
      async ({ batched, turn }) => {
        const closing = batched.close();
        await fails(batched);
        await turn();
        await closing;
      },
    ],
  ])('%s brings the counters back to zero and leaves no timer', async (_, way, leave) => {
    const subject = scripted({ maxQueueSize: 1, queueDeadlineMs: 50 });
    await leave(subject);
    await settled();
    const { outcomes, ...rest } = subject.batched.stats();
    expect(rest).toMatchObject(IDLE);
    expect(outcomes[way]).toBe(1);
    expect(subject.clock.nTimers).toBe(0);
  });

  it('also where the session throws instead of rejecting', async () => {
    const thrower: Session = {
      ...createFakeSession(),
      run: () => {
        throw new TypeError('at once');
      },
    };
    const { batched, turn, clock } = scripted({}, () => thrower);
    const run = outcome(batched.run(rows(1)));
    await turn();
    expect(await run).toBe('TypeError: at once');
    expect(batched.stats()).toMatchObject({ ...IDLE, outcomes: { failed: 1 } });
    expect(clock.nTimers).toBe(0);
  });
});

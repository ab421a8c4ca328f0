import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CancelSignal } from '../../../src/core/abort.js';
import { batchSession } from '../../../src/runtime/batching/batch-session.js';
import { createFakeSession } from '../../../src/testing/fake-session.js';
import { outcome, rows, scripted, teach } from './scripted.js';

const IDLE = { queued: 0, queuedRows: 0, running: 0, turns: 0 };

describe('bounds', () => {
  it('refuses at once what finds the queue full, and says when to try again', async () => {
    const subject = scripted({ maxQueueSize: 2 });
    await teach(subject, 400, 50);
    const answers = [1, 2].map((value) => outcome(subject.batched.run(rows(value))));
    await expect(subject.batched.run(rows(3))).rejects.toMatchObject({
      code: 'QUEUE_FULL',
      details: { maxQueueSize: 2, retryAfterMs: expect.closeTo(500, 0) },
    });
    await subject.turn();
    await subject.endRun();
    expect(await Promise.all(answers)).toEqual([[1], [2]]);
    expect(subject.batched.stats()).toMatchObject({ ...IDLE, outcomes: { queueFull: 1 } });
  });

  it('drops what waited for queueDeadlineMs, but not what has started by then', async () => {
    const { clock, batched, batches, turn, endRun } = scripted({ queueDeadlineMs: 100 });
    const first = outcome(batched.run(rows(1)));
    await turn();
    const second = outcome(batched.run(rows(2)));
    clock.advance(100);
    expect(await second).toBe('OVERLOADED');
    await endRun(500);
    expect(await first).toEqual([1]);
    expect(batches()).toEqual([[1]]);
    expect(batched.stats()).toMatchObject({ ...IDLE, outcomes: { overloaded: 1, answered: 1 } });
    expect(clock.nTimers).toBe(0);
  });

  it('answers at the deadline, in the queue and on the way, and runs nothing that is too late', async () => {
    const { clock, batched, batches, turn, endRun } = scripted();
    const running = outcome(batched.run(rows(1), { deadlineMs: 10 }));
    await turn();
    const waiting = outcome(batched.run(rows(2), { deadlineMs: 5 }));
    expect(await outcome(batched.run(rows(3), { deadlineMs: 0 }))).toBe('DEADLINE_EXCEEDED');
    clock.advance(5);
    expect(await waiting).toBe('DEADLINE_EXCEEDED');
    expect(batched.stats()).toMatchObject({ queued: 0, running: 1 });
    clock.advance(5);
    expect(await running).toBe('DEADLINE_EXCEEDED');
    expect(batched.stats()).toMatchObject({ queued: 0, running: 0, turns: 1 });
    await endRun();
    expect(batches()).toEqual([[1]]);
    expect(batched.stats()).toMatchObject({ ...IDLE, outcomes: { expired: 3 } });
    expect(clock.nTimers).toBe(0);
  });

  it('starts nothing whose deadline passed while the thread was blocked, although no timer could fire', async () => {
    const { clock, batched, batches, turn } = scripted();
    const late = outcome(batched.run(rows(1), { deadlineMs: 5 }));
    void batched.run(rows(2));
    clock.block(5);
    await turn();
    expect(await late).toBe('DEADLINE_EXCEEDED');
    expect(batches()).toEqual([[2]]);
  });

  it('refuses at once what cannot be ready in time even alone, once it knows what a run costs', async () => {
    const subject = scripted();
    await teach(subject, 40, 10);
    expect(subject.batched.stats().cost).toMatchObject({
      overheadMs: expect.closeTo(40, 6),
      perRowMs: expect.closeTo(10, 6),
    });
    const { clock, batched, turn, endRun } = subject;
    const run = (value: number, leftMs: number): Promise<string | number[]> =>
      outcome(batched.run(rows(value), { deadlineMs: clock.now() + leftMs }));
    expect(await run(1, 49)).toBe('DEADLINE_EXCEEDED');
    const inTime = run(2, 51);
    await turn();
    await endRun(50);
    expect(await inTime).toEqual([2]);
  });

  it('refuses at once what would be late because of those before it, unless it goes before them', async () => {
    const subject = scripted({ maxBatchSize: 1 });
    await teach(subject, 0, 10);
    const { clock, batched, turn, endRun } = subject;
    const before = [1, 2, 3].map((value) => outcome(batched.run(rows(value))));
    const deadlineMs = clock.now() + 35;
    await expect(batched.run(rows(4), { deadlineMs })).rejects.toMatchObject({
      code: 'OVERLOADED',
      details: { retryAfterMs: 30 },
    });
    const urgent = outcome(batched.run(rows(5), { deadlineMs, priority: 1 }));
    await turn();
    for (let run = 0; run < 4; run++) await endRun(10);
    expect(await Promise.all([urgent, ...before])).toEqual([[5], [1], [2], [3]]);
  });

  it('tries one in sixteen that look late, so that one slow run is forgotten', async () => {
    const subject = scripted();
    await teach(subject, 1000, 0);
    const { clock, batched, turn, endRun, inner } = subject;
    const nTaught = inner.runs.length;
    let nAnswered = 0;
    for (let i = 0; i < 2000 && nAnswered < 20; i++) {
      const answer = outcome(batched.run(rows(i), { deadlineMs: clock.now() + 100 }));
      await turn();
      if (batched.stats().running > 0) await endRun(1);
      if (typeof (await answer) !== 'string') nAnswered += 1;
    }
    expect(nAnswered).toBe(20);
    expect(batched.stats().cost?.overheadMs).toBeLessThan(1000);
    expect(inner.runs.length - nTaught).toBe(20);
  });

  it('makes a batch no larger than still meets the earliest deadline in it', async () => {
    const subject = scripted();
    await teach(subject, 10, 10);
    const { clock, batched, batches, turn, endRun } = subject;
    const nTaught = batches().length;
    const deadlineMs = clock.now() + 41;
    const answers = [1, 2, 3, 4, 5].map((value) =>
      outcome(batched.run(rows(value), value === 2 ? { deadlineMs } : {})),
    );
    await turn();
    await endRun(40);
    await endRun(30);
    expect(await Promise.all(answers)).toEqual([[1], [2], [3], [4], [5]]);
    expect(batches().slice(nTaught)).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  it('gives up the most urgent where a small batch for their sake would make those behind them late', async () => {
    const subject = scripted({ maxBatchSize: 4 });
    await teach(subject, 10, 1);
    const { clock, batched, batches, turn, endRun } = subject;
    const nTaught = batches().length;
    const busy = outcome(batched.run(rows(0)));
    await turn();
    const send = (value: number, leftMs: number, priority = 0): Promise<string | number[]> =>
      outcome(batched.run(rows(value), { deadlineMs: clock.now() + leftMs, priority }));
    // When the turn comes in 11 ms, one row takes 11 ms more, four take 14.
    const answers = [send(1, 22.5), send(2, 30), send(3, 30), send(4, 30), send(5, 40)];
    await endRun(11);
    expect(await answers[0]).toBe('OVERLOADED');
    await endRun(14);
    expect(await Promise.all([busy, ...answers.slice(1)])).toEqual([[0], [2], [3], [4], [5]]);
    expect(batches().slice(nTaught)).toEqual([[0], [2, 3, 4, 5]]);
    expect(batched.stats()).toMatchObject({ ...IDLE, outcomes: { overloaded: 1 } });
  });

  it.each<[string, number, number]>([
    ['those behind have the time', 100, 0],
    ['those behind have a lower priority', 30, 1],
  ])('runs a small batch for the sake of the urgent where %s', async (_, leftMs, priority) => {
    const subject = scripted({ maxBatchSize: 4 });
    await teach(subject, 10, 1);
    const { clock, batched, batches, turn, endRun } = subject;
    const nTaught = batches().length;
    void batched.run(rows(0));
    await turn();
    const deadlineMs = clock.now() + leftMs;
    const urgent = outcome(batched.run(rows(1), { deadlineMs: clock.now() + 22.5, priority }));
    for (const value of [2, 3, 4, 5]) void outcome(batched.run(rows(value), { deadlineMs }));
    await endRun(11);
    await endRun(11);
    expect(await urgent).toEqual([1]);
    expect(batches()[nTaught + 1]).toEqual([1]);
  });

  it('removes from the queue what is aborted there, and aborts the inner run when nobody waits for it', async () => {
    const signals: (CancelSignal | undefined)[] = [];
    const { batched, batches, turn, endRun } = scripted({}, (inner) => ({
      ...inner,
      run: (inputs, options) => {
        signals.push(options?.signal);
        return inner.run(inputs);
      },
    }));
    const controllers = [1, 2, 3].map(() => new AbortController());
    const [first, second] = controllers.slice(0, 2).map(({ signal }, i) => outcome(batched.run(rows(i), { signal })));
    await turn();
    const third = outcome(batched.run(rows(3), { signal: controllers[2]!.signal }));
    controllers[2]?.abort();
    expect(await third).toBe('ABORTED');
    controllers[0]?.abort();
    expect(await first).toBe('ABORTED');
    expect(signals[0]?.aborted).toBe(false);
    controllers[1]?.abort();
    expect(await second).toBe('ABORTED');
    expect(signals[0]?.aborted).toBe(true);
    await endRun();
    expect(batches()).toHaveLength(1);
    expect(batched.stats()).toMatchObject({ ...IDLE, outcomes: { aborted: 3 } });
    for (const { signal } of controllers) expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('hands the latest deadline and the highest priority of a batch to the session below', async () => {
    const given: unknown[] = [];
    const { batched, turn } = scripted({ concurrency: 2, maxBatchSize: 2 }, (inner) => ({
      ...inner,
      run: (inputs, options) => {
        given.push(options);
        return inner.run(inputs);
      },
    }));
    void batched.run(rows(1), { deadlineMs: 50, priority: 3 });
    void batched.run(rows(2), { deadlineMs: 90, priority: 3 });
    void batched.run(rows(3), { deadlineMs: 50 });
    void batched.run(rows(4));
    await turn();
    expect(given).toEqual([
      { signal: expect.objectContaining({ aborted: false }), deadlineMs: 90, priority: 3 },
      { priority: 0 },
    ]);
  });

  it('says nothing when one signal is used for many runs', async () => {
    const warnings = vi.spyOn(process, 'emitWarning');
    const batched = batchSession(createFakeSession());
    const { signal } = new AbortController();
    await Promise.all(Array.from({ length: 64 }, (_, i) => batched.run(rows(i), { signal })));
    expect(warnings).not.toHaveBeenCalled();
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  afterEach(() => {
    vi.restoreAllMocks();
  });
});

describe('close', () => {
  it('takes no more, answers what waits, closes the session once, and can be called again', async () => {
    const { batched, inner, turn, endRun } = scripted({ maxBatchSize: 1 });
    const answers = [1, 2].map((value) => outcome(batched.run(rows(value))));
    await turn();
    const closing = batched.close();
    expect(batched.close()).toBe(closing);
    expect(await outcome(batched.run(rows(3)))).toBe('SESSION_CLOSED');
    await endRun();
    expect(inner.isClosed).toBe(false);
    await endRun();
    await closing;
    expect(inner.isClosed).toBe(true);
    expect(await Promise.all(answers)).toEqual([[1], [2]]);
    expect(batched.stats()).toMatchObject({ ...IDLE, outcomes: { answered: 2, closed: 1 } });
  });

  it('fails as the session below fails to close', async () => {
    const batched = batchSession({ ...createFakeSession(), close: () => Promise.reject(new Error('stuck')) });
    await expect(batched.close()).rejects.toThrow('stuck');
  });
});

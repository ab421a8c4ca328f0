import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Tensor } from '../../../src/core/tensor/tensor.js';
import { createFakeSession, type FakeSession } from '../../../src/testing/fake-session.js';
import { warmUp } from '../../../src/runtime/warm-up/warm-up.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const ANSWER = new Map([['Y', new Tensor('FP64', [1], Float64Array.of(0))]]);

/** A session whose runs take these times, ms; the last one from then on. */
function taking(...times: readonly number[]): FakeSession {
  return createFakeSession({
    answer: (_, runIndex) => {
      vi.advanceTimersByTime(times[Math.min(runIndex, times.length - 1)]!);
      return ANSWER;
    },
  });
}

describe('warmUp', () => {
  it('takes the shortest run after the first', async () => {
    expect(await warmUp(taking(9, 5, 2, 8))).toEqual({ runMs: 2, failure: undefined });
    // Faster than any later one: whatever it did not do, later ones will.
    expect(await warmUp(taking(1, 5, 4))).toMatchObject({ runMs: 4 });
  });

  it('does not try often what takes long', async () => {
    const quick = taking(20, 1);
    await warmUp(quick);
    expect(quick.runs).toHaveLength(31);
    const slow = taking(400, 300);
    expect(await warmUp(slow)).toMatchObject({ runMs: 300 });
    expect(slow.runs).toHaveLength(2);
    const slower = taking(600, 300);
    expect(await warmUp(slower)).toMatchObject({ runMs: 600 });
    expect(slower.runs).toHaveLength(1);
  });

  it('runs one row', async () => {
    const session = taking(1);
    await warmUp(session);
    expect(session.runs[0]?.get('X')?.shape).toEqual([1, 2]);
  });

  it('tells of a failure, and throws nothing', async () => {
    const failing = createFakeSession({
      answer: () => {
        throw new Error('index out of range');
      },
    });
    expect(await warmUp(failing)).toEqual({ runMs: undefined, failure: 'index out of range' });
  });
});

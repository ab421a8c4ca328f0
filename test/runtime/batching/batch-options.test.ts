import { describe, expect, it } from 'vitest';
import { batchSession } from '../../../src/runtime/batching/batch-session.js';
import { createFakeSession } from '../../../src/testing/fake-session.js';
import { outcome, rows, valuesOf } from './scripted.js';

const IDLE = { queued: 0, queuedRows: 0, running: 0, turns: 0 };

describe('options', () => {
  it.each([
    [{ maxBatchSize: 0 }, 'maxBatchSize must be a whole number ≥ 1, got 0'],
    [{ maxBatchSize: 1.5 }, 'maxBatchSize must be a whole number ≥ 1, got 1.5'],
    [{ maxQueueSize: Infinity }, 'maxQueueSize must be a whole number ≥ 1, got Infinity'],
    [{ concurrency: Number.NaN }, 'concurrency must be a whole number ≥ 1, got NaN'],
    [{ maxDelayMs: -1 }, 'maxDelayMs must be finite and ≥ 0, got -1'],
    [{ maxDelayMs: '5' as never }, 'maxDelayMs must be finite and ≥ 0, got "5"'],
    [{ queueDeadlineMs: 0 }, 'queueDeadlineMs must be a number > 0 or Infinity, got 0'],
    [{ maxBatch: 3 } as never, 'unknown option "maxBatch" of batchSession'],
  ])('refuses %j', (options, message) => {
    expect(() => batchSession(createFakeSession(), options)).toThrow(message);
  });

  it('takes undefined for the default', async () => {
    const batched = batchSession(createFakeSession(), { maxBatchSize: undefined } as never);
    expect(valuesOf(await batched.run(rows(1)))).toEqual([1]);
  });

  it.each([[{ deadlineMs: Number.NaN }], [{ deadlineMs: '5' as never }], [{ priority: Infinity }]])(
    'refuses a run with %j, and counts it',
    async (options) => {
      const batched = batchSession(createFakeSession());
      expect(await outcome(batched.run(rows(1), options))).toBe('INVALID_ARGUMENT');
      expect(batched.stats()).toMatchObject({ ...IDLE, outcomes: { failed: 1 } });
    },
  );
});

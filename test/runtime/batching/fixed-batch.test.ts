import { describe, expect, it } from 'vitest';
import { Tensor } from '../../../src/core/tensor/tensor.js';
import { batchSession } from '../../../src/runtime/batching/batch-session.js';
import { createFakeSession } from '../../../src/testing/fake-session.js';
import { FakeClock } from './fake-clock.js';
import { outcome, rows } from './scripted.js';

describe('a model of a fixed batch', () => {
  const signature = (batch: number): Parameters<typeof createFakeSession>[0] => ({
    signature: {
      inputs: [{ name: 'X', dtype: 'FP64', shape: [batch, 2] }],
      outputs: [{ name: 'Y', dtype: 'FP64', shape: [batch] }],
    },
    answer: (inputs) => {
      const X = inputs.get('X')?.data as Float64Array;
      return new Map([
        [
          'Y',
          new Tensor(
            'FP64',
            [batch],
            X.filter((_, i) => i % 2 === 0),
          ),
        ],
      ]);
    },
  });

  it('takes any number of rows: joined, filled up with the last row, and cut', async () => {
    const inner = createFakeSession(signature(4));
    const batched = batchSession(inner);
    expect(batched.signature.inputs[0]?.shape).toEqual([-1, 2]);
    expect(batched.signature.outputs[0]?.shape).toEqual([-1]);
    const answers = [rows(1), rows(2, 3), rows(4, 5, 6, 7, 8, 9)].map((inputs) => outcome(batched.run(inputs)));
    expect(await Promise.all(answers)).toEqual([[1], [2, 3], [4, 5, 6, 7, 8, 9]]);
    const firstColumns = inner.runs.map((run) =>
      run
        .get('X')
        ?.toFlat()
        .filter((_, i) => i % 2 === 0),
    );
    expect(firstColumns).toEqual([
      [1, 2, 3, 3],
      [4, 5, 6, 7],
      [8, 9, 9, 9],
    ]);
  });

  it('refuses no rows, and inputs that do not have the same number of them', async () => {
    const batched = batchSession(createFakeSession(signature(4)));
    await expect(batched.run(rows())).rejects.toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: '/X' }] });
  });

  it('stops cutting when its caller has gone', async () => {
    const inner = createFakeSession(signature(1));
    const controller = new AbortController();
    const batched = batchSession({
      ...inner,
      run: (...call) => {
        controller.abort();
        return inner.run(...call);
      },
    });
    expect(await outcome(batched.run(rows(1, 2, 3), { signal: controller.signal }))).toBe('ABORTED');
    await batched.close();
    expect(batched.stats().innerRuns).toBe(1);
  });

  it('goes on with no part whose deadline has passed, although the thread was blocked and no timer could fire', async () => {
    const clock = new FakeClock();
    const inner = createFakeSession({
      signature: {
        inputs: [{ name: 'X', dtype: 'FP64', shape: [1, 2] }],
        outputs: [{ name: 'Y', dtype: 'FP64', shape: [1] }],
      },
      answer: () => {
        clock.block(10);
        return new Map([['Y', Tensor.of('FP64', [1], [0])]]);
      },
    });
    const batched = batchSession(inner, { clock });
    const late = outcome(batched.run(rows(1, 2, 3), { deadlineMs: 15 }));
    clock.turn();
    expect(await late).toBe('DEADLINE_EXCEEDED');
    expect(inner.runs).toHaveLength(2);
  });
});

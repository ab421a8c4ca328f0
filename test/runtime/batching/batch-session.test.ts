import { describe, expect, it } from 'vitest';
import { ModelMountError } from '../../../src/core/errors.js';
import { Tensor } from '../../../src/core/tensor/tensor.js';
import { batchSession } from '../../../src/runtime/batching/batch-session.js';
import { createFakeSession } from '../../../src/testing/fake-session.js';
import { settled } from './fake-clock.js';
import { outcome, rows, scripted, teach } from './scripted.js';

const IDLE = { queued: 0, queuedRows: 0, running: 0, turns: 0 };

describe('joining', () => {
  it('joins the runs of one turn of the event loop, in their order, and gives each its own rows', async () => {
    const { batched, batches, turn, endRun } = scripted();
    const answers = [rows(1), rows(2, 3), rows(4)].map((inputs) => outcome(batched.run(inputs)));
    expect(batched.stats()).toMatchObject({ queued: 3, queuedRows: 4, running: 0 });
    await turn();
    expect(batched.stats()).toMatchObject({ queued: 0, running: 3, turns: 1 });
    await endRun();
    expect(await Promise.all(answers)).toEqual([[1], [2, 3], [4]]);
    expect(batches()).toEqual([[1, 2, 3, 4]]);
    expect(batched.stats()).toMatchObject({ ...IDLE, outcomes: { answered: 3 }, innerRuns: 1, innerRows: 4 });
  });

  it('joins what arrives while the session is busy', async () => {
    const { batched, batches, turn, endRun } = scripted();
    const first = outcome(batched.run(rows(1)));
    await turn();
    const others = [2, 3].map((value) => outcome(batched.run(rows(value))));
    await turn();
    expect(batches()).toEqual([[1]]);
    await endRun();
    await endRun();
    expect(await Promise.all([first, ...others])).toEqual([[1], [2], [3]]);
    expect(batches()).toEqual([[1], [2, 3]]);
  });

  it('waits for no one else by default, and up to maxDelayMs or a full batch where told to', async () => {
    const { clock, batched, batches, turn } = scripted({ maxDelayMs: 5, maxBatchSize: 3, concurrency: 3 });
    void batched.run(rows(1));
    await turn();
    clock.advance(4);
    void batched.run(rows(2));
    await turn();
    expect(batches()).toEqual([]);
    clock.advance(1);
    await settled();
    expect(batches()).toEqual([[1, 2]]);
    for (const value of [3, 4, 5]) void batched.run(rows(value));
    await turn();
    expect(batches()).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
    void batched.run(rows(6));
    void batched.close();
    await turn();
    expect(batches()).toHaveLength(3);
  });

  it('does not count rows that were aborted towards a full batch', async () => {
    const { batched, batches, turn } = scripted({ maxDelayMs: 5, maxBatchSize: 2 });
    const controller = new AbortController();
    const aborted = outcome(batched.run(rows(1), { signal: controller.signal }));
    controller.abort();
    void batched.run(rows(2));
    await turn();
    expect(await aborted).toBe('ABORTED');
    expect(batches()).toEqual([]);
  });

  it('joins to at most maxBatchSize rows, and runs what is larger by itself and whole', async () => {
    const { batched, batches, turn, endRun } = scripted({ maxBatchSize: 3 });
    const answers = [rows(1, 2), rows(3, 4), rows(5, 6, 7, 8), rows(9)].map((inputs) => outcome(batched.run(inputs)));
    await turn();
    for (let run = 0; run < 4; run++) await endRun();
    expect(await Promise.all(answers)).toEqual([[1, 2], [3, 4], [5, 6, 7, 8], [9]]);
    expect(batches()).toEqual([[1, 2], [3, 4], [5, 6, 7, 8], [9]]);
  });

  it('runs as many batches at once as concurrency says', async () => {
    const { batched, batches, turn, endRun } = scripted({ maxBatchSize: 1, concurrency: 2 });
    const answers = [1, 2, 3].map((value) => outcome(batched.run(rows(value))));
    await turn();
    expect(batches()).toEqual([[1], [2]]);
    await endRun();
    expect(batches()).toEqual([[1], [2], [3]]);
    await endRun();
    await endRun();
    expect(await Promise.all(answers)).toEqual([[1], [2], [3]]);
  });

  it('runs the higher priority first, equal ones in the order of their arrival', async () => {
    const { batched, batches, turn, endRun } = scripted({ maxBatchSize: 2 });
    for (const [value, priority] of [
      [1, 0],
      [2, 1],
      [3, 0],
      [4, 2],
      [5, 1],
    ] as const) {
      void batched.run(rows(value), { priority });
    }
    await turn();
    for (let run = 0; run < 3; run++) await endRun();
    expect(batches()).toEqual([[4, 2], [5, 1], [3]]);
  });

  it('joins only rows of one shape, and runs that want the same outputs', async () => {
    const answered: [string, readonly string[] | undefined][] = [];
    const inner = createFakeSession({
      signature: {
        inputs: [{ name: 'X', dtype: 'FP32', shape: [-1, -1] }],
        outputs: ['A', 'B'].map((name) => ({ name, dtype: 'FP32', shape: [-1, -1] })),
      },
      answer: (inputs) => new Map(['A', 'B'].map((name) => [name, inputs.get('X')!])),
    });
    const batched = batchSession({
      ...inner,
      run: (inputs, options) => {
        answered.push([String(inputs.get('X')?.shape), options?.outputs]);
        return inner.run(inputs, options);
      },
    });
    const X = (shape: number[]): Map<string, Tensor> =>
      new Map([['X', new Tensor('FP32', shape, new Float32Array(shape[0]! * shape[1]!).fill(shape[1]!))]]);
    const answers = await Promise.all([
      batched.run(X([1, 2])),
      batched.run(X([1, 3])),
      batched.run(X([2, 2]), { outputs: ['B', 'A'] }),
      batched.run(X([1, 3]), { outputs: ['B'] }),
      batched.run(X([2, 3])),
    ]);
    expect(answers.map((answer) => [[...answer.keys()].join(), String(answer.get('B')?.shape)])).toEqual([
      ['A,B', '1,2'],
      ['A,B', '1,3'],
      ['A,B', '2,2'],
      ['B', '1,3'],
      ['A,B', '2,3'],
    ]);
    expect(answered).toEqual([
      ['3,2', undefined],
      ['3,3', undefined],
      ['1,3', ['B']],
    ]);
  });

  it('gives callers memory of their own: of a joined answer nobody sees or detaches another’s rows', async () => {
    const batched = batchSession(createFakeSession());
    const answers = await Promise.all([1, 2, 3].map((value) => batched.run(rows(value))));
    const buffers = answers.map((answer) => (answer.get('Y')?.data as Float64Array).buffer);
    expect(new Set(buffers).size).toBe(3);
    expect(buffers.map(({ byteLength }) => byteLength)).toEqual([8, 8, 8]);
  });

  it('stops joining for a model that does not answer row for row, and answers each all the same', async () => {
    const inner = createFakeSession({
      signature: {
        inputs: [{ name: 'X', dtype: 'FP64', shape: [-1, 2] }],
        outputs: [{ name: 'Y', dtype: 'FP64', shape: [-1] }],
      },
      answer: (inputs) =>
        new Map([['Y', Tensor.of('FP64', [1], [Math.max(...(inputs.get('X')?.toFlat() as number[]))])]]),
    });
    const batched = batchSession(inner);
    expect(batched.stats().aloneReason).toBeUndefined();
    const run = (): Promise<unknown> => Promise.all([1, 2, 3].map((value) => outcome(batched.run(rows(value)))));
    expect(await run()).toEqual([[1], [2], [3]]);
    expect(await run()).toEqual([[1], [2], [3]]);
    expect(batched.stats()).toMatchObject({
      innerRuns: 1 + 3 + 3,
      aloneReason: 'to 3 rows, output "Y" answered with the shape [1]',
    });
  });

  it('runs each alone where the signature has no batch axis, within the same bounds', async () => {
    const inner = createFakeSession({
      signature: {
        inputs: [{ name: 'X', dtype: 'FP64', shape: [-1, 2] }],
        outputs: [{ name: 'total', dtype: 'FP64', shape: [] }],
      },
      answer: (inputs) => new Map([['total', Tensor.of('FP64', [], [inputs.get('X')!.shape[0]!])]]),
    });
    const batched = batchSession(inner, { maxQueueSize: 2 });
    const answers = await Promise.allSettled([rows(1), rows(2, 3), rows(4)].map((inputs) => batched.run(inputs)));
    expect(
      answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.get('total')?.toFlat() : 'none')),
    ).toEqual([[1], [2], 'none']);
    expect(batched.stats().aloneReason).toContain('output "total"');
  });
});

describe('a batch that fails', () => {
  it('fails the one bad row of 32 alone', async () => {
    const inner = createFakeSession();
    const batched = batchSession({
      ...inner,
      run: (inputs, options) => {
        const bad = inputs.get('X')?.toFlat().includes(13);
        return bad ? Promise.reject(new ModelMountError('RUN_FAILED', 'poison')) : inner.run(inputs, options);
      },
    });
    const values = Array.from({ length: 32 }, (_, i) => i);
    const answers = await Promise.all(values.map((value) => outcome(batched.run(rows(value)))));
    expect(answers).toEqual(values.map((value) => (value === 13 ? 'RUN_FAILED' : [value])));
    // One run of 32, then two for each halving down to one row: 1 + 2 · log2(32).
    expect(batched.stats()).toMatchObject({ ...IDLE, innerRuns: 11, splits: 5, outcomes: { answered: 31, failed: 1 } });
  });

  it('is split for an error that is not ours, which the one to blame gets as it is', async () => {
    const thrown = new TypeError('from the runtime');
    const batched = batchSession({
      ...createFakeSession(),
      run: (inputs) => {
        if (inputs.get('X')?.toFlat().includes(2)) throw thrown;
        return Promise.resolve(new Map([['Y', Tensor.of('FP64', [inputs.get('X')!.shape[0]!], [7])]]));
      },
    });
    const [fine, bad] = await Promise.allSettled([batched.run(rows(1)), batched.run(rows(2))]);
    expect(fine.status).toBe('fulfilled');
    expect(bad).toMatchObject({ status: 'rejected', reason: thrown });
  });

  it.each(['SESSION_CLOSED', 'RUNTIME_MISSING', 'OVERLOADED', 'INTERNAL'] as const)(
    'is not run again for %s, which is about everybody',
    async (code) => {
      const subject = scripted();
      const answers = [1, 2, 3].map((value) => outcome(subject.batched.run(rows(value))));
      await subject.turn();
      await subject.endRun(0, new ModelMountError(code, 'for all'));
      expect(await Promise.all(answers)).toEqual([code, code, code]);
      expect(subject.batched.stats()).toMatchObject({ ...IDLE, innerRuns: 1, splits: 0 });
    },
  );

  it('names the row of a bad input as its caller counts', async () => {
    const inner = createFakeSession();
    const batched = batchSession({
      ...inner,
      run: (inputs, options) => {
        const place = inputs.get('X')!.toFlat().indexOf(9);
        if (place === -1) return inner.run(inputs, options);
        const issues = [{ path: `/X/${place}`, code: 'value' as const, message: 'is nine' }];
        return Promise.reject(new ModelMountError('INVALID_INPUT', 'nine', { issues }));
      },
    });
    const answers = await Promise.allSettled([1, 2, 9].map((value) => batched.run(rows(value))));
    expect(answers[2]).toMatchObject({ reason: { issues: [{ path: '/X/0' }] } });
  });

  it('gives each of several free workers its share of what waits, unless a further run costs more than its rows', async () => {
    const shared = scripted({ concurrency: 2 });
    const four = [0, 1, 2, 3].map((value) => outcome(shared.batched.run(rows(value))));
    await shared.turn();
    expect(shared.batches()).toEqual([
      [0, 1],
      [2, 3],
    ]);
    for (let i = 0; i < 2; i++) await shared.endRun(10);
    expect(await Promise.all(four)).toEqual([[0], [1], [2], [3]]);

    const dear = scripted({ concurrency: 2 });
    await teach(dear, 100, 1);
    const before = dear.batches().length;
    const all = [0, 1, 2, 3].map((value) => outcome(dear.batched.run(rows(value))));
    await dear.turn();
    expect(dear.batches().slice(before)).toEqual([[0, 1, 2, 3]]);
    await dear.endRun(104);
    expect(await Promise.all(all)).toEqual([[0], [1], [2], [3]]);
  });
});

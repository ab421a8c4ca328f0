import { describe, expect, it } from 'vitest';
import type { Signature } from '../../../src/core/signature.js';
import { Tensor } from '../../../src/core/tensor/tensor.js';
import { autoBatch, type AutoBatchSettings } from '../../../src/runtime/batching/auto-batch.js';
import type { Tensors } from '../../../src/runtime/batching/rows/join-rows.js';
import { createFakeSession } from '../../../src/testing/fake-session.js';

const SETTINGS: AutoBatchSettings = { concurrency: 1, rowMs: 0.1 };

const inputs = (...values: readonly number[]): Tensors =>
  new Map([['X', Tensor.of('FP64', [values.length / 2, 2], values)]]);
const signatureOf = (shape: readonly number[], output: readonly number[]): Signature => ({
  inputs: [{ name: 'X', dtype: 'FP64', shape }],
  outputs: [{ name: 'Y', dtype: 'FP64', shape: output }],
});
const zeros = (nRows: number): Tensors => new Map([['Y', new Tensor('FP64', [nRows], new Float64Array(nRows))]]);
/** Answers the mean of the whole batch for each row. */
const answerMean = (tensors: Tensors): Tensors => {
  const { data, shape } = tensors.get('X')!;
  const values = [...(data as Float64Array)];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return new Map([['Y', new Tensor('FP64', [shape[0]!], new Float64Array(shape[0]!).fill(mean))]]);
};

describe('batching by itself', () => {
  it('joins calls where rows together are answered as alone', async () => {
    const inner = createFakeSession();
    const { session, batching } = await autoBatch(inner, SETTINGS);
    expect(batching).toEqual({
      isOn: true,
      reason: '8 rows together are answered as each alone, bit for bit',
      maxBatchSize: 64,
    });
    const before = inner.runs.length;
    const answers = await Promise.all([session.run(inputs(1, 2)), session.run(inputs(3, 4))]);
    expect(answers.map((answer) => answer.get('Y')?.toFlat())).toEqual([[3], [7]]);
    expect(inner.runs.length - before).toBe(1);
    await session.close();
    expect(inner.isClosed).toBe(true);
  });

  it('keeps a line, but joins nothing, where they are not', async () => {
    const inner = createFakeSession({ signature: signatureOf([-1, 2], [-1]), answer: answerMean });
    const { session, batching } = await autoBatch(inner, SETTINGS);
    expect(batching).toMatchObject({ isOn: false, maxBatchSize: 1 });
    expect(batching.reason).toContain('is not answered alone as among 8');
    const before = inner.runs.length;
    const answers = await Promise.all([session.run(inputs(1, 2)), session.run(inputs(3, 4))]);
    expect(answers.map((answer) => answer.get('Y')?.toFlat())).toEqual([[1.5], [3.5]]);
    expect(inner.runs.length - before).toBe(2);
    const crowd = Promise.allSettled(Array.from({ length: 1025 }, () => session.run(inputs(1, 2))));
    expect((await crowd).at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'QUEUE_FULL' } });
    await session.close();
  });

  it('joins nothing where trying fails', async () => {
    const answer = (): never => {
      throw new Error('no such word');
    };
    const { batching } = await autoBatch(createFakeSession({ signature: signatureOf([-1, 2], [-1]), answer }), {
      ...SETTINGS,
      rowMs: undefined,
    });
    expect(batching).toMatchObject({ isOn: false, reason: expect.stringContaining('no such word') as string });
  });

  it('gives a synchronous session no line', async () => {
    const inner = createFakeSession({ isSynchronous: true });
    const { session, batching } = await autoBatch(inner, SETTINGS);
    expect(session).toBe(inner);
    expect(batching).toMatchObject({ isOn: false, maxBatchSize: 1 });
    expect(inner.runs).toHaveLength(0);
  });

  it.each([
    ['a fixed number of rows', signatureOf([4, 2], [4]), 'the model takes 4 rows at a time'],
    ['no rows', signatureOf([-1, 2], [3]), 'output "Y" has the shape [3], whose first axis is not any number of rows'],
  ])('tries nothing with %s, and leaves the signature as it is', async (_, signature, reason) => {
    const inner = createFakeSession({ signature, answer: () => zeros(signature.outputs[0]!.shape[0]!) });
    const { session, batching } = await autoBatch(inner, SETTINGS);
    expect(batching).toEqual({ isOn: false, reason, maxBatchSize: 1 });
    expect(session.signature).toEqual(signature);
    expect(inner.runs).toHaveLength(0);
    expect((await session.run(inputs(1, 2, 3, 4, 5, 6, 7, 8))).get('Y')?.shape).toEqual(signature.outputs[0]!.shape);
    await session.close();
  });

  it('tries fewer rows where they take long, and none where two take too long', async () => {
    const largest = async (rowMs: number | undefined): Promise<number> => {
      const inner = createFakeSession();
      await autoBatch(inner, { ...SETTINGS, rowMs });
      return Math.max(0, ...inner.runs.map((run) => run.get('X')!.shape[0]!));
    };
    expect(await largest(0.01)).toBe(8);
    expect(await largest(50)).toBe(5);
    expect(await largest(undefined)).toBe(2);
    expect(await largest(200)).toBe(0);
  });

  it('tries nothing where rows are very large', async () => {
    const inner = createFakeSession({ signature: signatureOf([-1, 2 ** 20], [-1]), answer: () => zeros(1) });
    expect((await autoBatch(inner, SETTINGS)).batching).toMatchObject({
      isOn: false,
      reason: expect.stringContaining('take too long') as string,
    });
    expect(inner.runs).toHaveLength(0);
  });

  it('tries the rows that are known to work, where there are two', async () => {
    const tried = async (example: Tensors): Promise<unknown> => {
      const inner = createFakeSession();
      await autoBatch(inner, { ...SETTINGS, example });
      return inner.runs[0]?.get('X')?.toFlat();
    };
    expect(await tried(inputs(10, 20, 30, 40))).toEqual([10, 20, 30, 40]);
    expect(await tried(inputs(10, 20))).toHaveLength(16);
  });

  it('keeps as many workers busy as there are', async () => {
    let running = 0;
    let most = 0;
    let isTried = false;
    const answer = async (): Promise<Tensors> => {
      most = Math.max(most, ++running);
      if (isTried) await new Promise((resolve) => setImmediate(resolve));
      running--;
      return zeros(1);
    };
    const inner = createFakeSession({ signature: signatureOf([-1, 2], [-1]), answer });
    const { session } = await autoBatch(inner, { ...SETTINGS, concurrency: 2 });
    isTried = true;
    await Promise.all(Array.from({ length: 6 }, () => session.run(inputs(1, 2))));
    expect(most).toBe(2);
    await session.close();
  });

  it('stops for its signal', async () => {
    const signal = AbortSignal.abort();
    await expect(autoBatch(createFakeSession(), { ...SETTINGS, signal })).rejects.toMatchObject({ code: 'ABORTED' });
  });
});

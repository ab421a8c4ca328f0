import path from 'node:path';
import { loadModel, onnx, type Backend, type Prediction, type Session } from 'modelmount';
import { describe, expect, it } from 'vitest';
import { FIXTURES, largestDifference, readReference, rowsOf } from '../helpers/reference.js';

// The build, not the sources: a worker is a file of the package.

const iris = path.join(FIXTURES, 'iris-logistic');
const rows = rowsOf(readReference('iris-logistic').inputs['X']!);

describe('execution', () => {
  it.each(['thread', 'process'] as const)('in a %s answers as inline does', async (execution) => {
    const inline = await loadModel(iris);
    const model = await loadModel(iris, { execution, pool: { workers: 2 } });
    const calls = rows.map((row) => model.predict([row]));
    // Row by row on both sides: the runtime rounds a row in a batch otherwise than alone.
    const expected = await Promise.all(rows.map((row) => inline.predict([row])));
    expect(await Promise.all(calls)).toEqual(expected);
    await Promise.all([inline.close(), model.close()]);
    await expect(model.predict(rows)).rejects.toMatchObject({ code: 'SESSION_CLOSED' });
  });

  it('loads a model folder in a worker, which answers its example', async () => {
    const model = await loadModel('examples/models/wine', { execution: 'thread' });
    expect(await model.predict(model.example!.rows)).toEqual(model.example!.predictions);
    await model.close();
  });

  it('refuses what cannot leave this thread, and words that it does not know', async () => {
    const ort = await import('onnxruntime-node');
    const injected = [onnx({ runtime: ort as never })];
    for (const options of [{ execution: 'thread', backends: injected }, { execution: 'fork' }] as never[]) {
      await expect(loadModel(iris, options)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
  });
});

describe('batching', () => {
  it('joins calls without changing what anyone is answered', async () => {
    const plain = await loadModel(iris);
    let runs = 0;
    const inner = onnx();
    const counting: Backend = {
      ...inner,
      load: async (artifact) => {
        const session = await inner.load(artifact);
        const { signature, info } = session;
        const run: Session['run'] = (inputs, options) => {
          runs++;
          return session.run(inputs, options);
        };
        return { signature, info, run, close: () => session.close() };
      },
    };
    const joined = await loadModel(iris, { batching: { maxBatchSize: 16 }, backends: [counting] });
    const answers = await Promise.all(rows.map((row) => joined.predict([row])));
    expect(runs).toBe(Math.ceil(rows.length / 16));
    const probabilities = (predictions: readonly Prediction[]): number[] =>
      predictions.flatMap(({ probabilities: each }) => Object.values(each as Record<string, number>));
    const expected = probabilities(await plain.predict(rows));
    // The runtime rounds a row in a batch otherwise than alone: float32 has 1.2e-7 near 1.
    expect(largestDifference(probabilities(answers.flat()), expected)).toBeLessThan(5e-7);
    await Promise.all([plain.close(), joined.close()]);
  });

  it('refuses a bad row before it can join others', async () => {
    const joined = await loadModel(iris, { batching: true });
    const [good, bad] = await Promise.allSettled([joined.predict([rows[0]]), joined.predict([['x', 1, 2, 3]])]);
    expect([good.status, bad.status]).toEqual(['fulfilled', 'rejected']);
    await joined.close();
  });

  it('works in front of workers, and for models with a fixed batch', async () => {
    const fixed = path.join(FIXTURES, 'onnx-special/fixed-batch.onnx');
    const inline = await loadModel(fixed);
    const model = await loadModel(fixed, { execution: 'thread', batching: true });
    const inputs = [
      [1, 2],
      [3, 4],
      [5, 6],
    ];
    const answers = await Promise.all(inputs.map((row) => model.predict([row])));
    expect(answers.flat()).toEqual(await inline.predict(inputs));
    await Promise.all([inline.close(), model.close()]);
  });
});

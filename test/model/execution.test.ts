import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  loadModel,
  onnx,
  saveModel,
  Tensor,
  type Backend,
  type ClassificationPrediction,
  type Model,
  type Prediction,
  type Session,
} from 'modelmount';
import { KNeighborsClassifier } from 'modelmount/estimators';
import { describe, expect, it, vi } from 'vitest';
import { FIXTURES, largestDifference, readReference, rowsOf } from '../helpers/reference.js';
import { ELEMENT, initializer, model as onnxModel, node, tensor } from '../runtime/backends/onnx/build-model.js';
import { slowInputs, slowModel } from '../runtime/pool/slow-model.js';

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

  it('runs a fitted model in a thread, which answers what it answered where it was fitted', async () => {
    const X = Array.from({ length: 30 }, (_, i) => [i % 7, i % 5]);
    const fitted = new KNeighborsClassifier({ nNeighbors: 4 }).fit(
      X,
      X.map(([a = 0, b = 0]) => (a > b ? 'above' : 'below')),
    );
    const folder = await mkdtemp(path.join(os.tmpdir(), 'modelmount-'));
    await saveModel(path.join(folder, 'above'), fitted);
    const model = await loadModel<ClassificationPrediction>(path.join(folder, 'above'), { execution: 'thread' });
    const predictions = await model.predict(X);
    expect(predictions.map(({ label }) => label)).toEqual(fitted.predict(X));
    expect(predictions.map(({ probabilities: p }) => [p!['above'], p!['below']])).toEqual(
      fitted.predictProba(X).toRows(),
    );
    expect(() => model.predictSync(X)).toThrow(
      'model "above" runs in a worker, which answers asynchronously; use "await model.predict(rows)", or load it with execution: "inline"',
    );
    await model.close();
    await rm(folder, { recursive: true });
  });

  it('refuses what cannot leave this thread, and words that it does not know', async () => {
    const ort = await import('onnxruntime-node');
    const injected = [onnx({ runtime: ort as never })];
    for (const options of [{ execution: 'thread', backends: injected }, { execution: 'fork' }] as never[]) {
      await expect(loadModel(iris, options)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
  });
});

describe('by itself', () => {
  const long = slowModel();

  it('runs a small model inline and joins calls, and says why', async () => {
    const model = await loadModel(iris);
    const { execution, batching } = model.inspect();
    expect(execution).toMatchObject({ placement: 'inline', workers: 0, threads: 1 });
    expect(execution?.reason).toMatch(/^a row took [0-9.]+ ms, when it was tried$/);
    expect(batching).toEqual({
      isOn: true,
      reason: expect.stringContaining('8 rows together are answered as each alone') as string,
      maxBatchSize: 64,
    });
    expect(structuredClone(model.inspect())).toEqual(model.inspect());
    await model.close();
  });

  it('runs in a thread what may take long, without joining what cannot be joined', async () => {
    const model = await loadModel(long, { pool: { workers: 2 } });
    const { execution, batching } = model.inspect();
    expect(execution).toMatchObject({ placement: 'thread', workers: 2 });
    expect(execution?.warmUpMs).toBeGreaterThan(0);
    expect(batching).toMatchObject({ isOn: false, maxBatchSize: 1 });
    const { inputs } = model.inspect().fileSignature;
    expect(inputs.map(({ shape }) => shape)).toEqual([[], [64, 64]]);
    await model.close();
  });

  it('leaves the thread free while it loads and runs, whatever the model does', async () => {
    const model = await loadModel(long);
    const running = model.run(slowInputs(3000n));
    const turn = (): Promise<'turn'> => new Promise((resolve) => setImmediate(resolve, 'turn'));
    let turns = 0;
    while ((await Promise.race([running, turn()])) === 'turn') turns++;
    // On this thread it would have been one or two.
    expect(turns).toBeGreaterThan(100);
    await model.close();
  });

  it('runs linear models at once, on this thread, without a line', async () => {
    const model = await loadModel({ kind: 'ridge', coef: [[2]], intercept: [1] });
    const { execution, batching } = model.inspect();
    expect([execution?.placement, execution?.warmUpMs, batching?.isOn]).toEqual(['inline', undefined, false]);
    expect([model.isSynchronous, model.predictSync([[3]])]).toEqual([true, [{ value: 7 }]]);
    await model.close();
  });

  it('tries batches with the rows that a model folder has', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'modelmount-'));
    // A table that knows two plants by their numbers, and fails for all others: invented rows are such.
    const table = onnxModel({
      nodes: [
        node({ op: 'Sub', inputs: ['plant', 'first'], outputs: ['index'] }),
        node({ op: 'Gather', inputs: ['heights', 'index'], outputs: ['height'] }),
      ],
      inputs: [tensor('plant', ELEMENT.INT64, ['N'])],
      outputs: [tensor('height', ELEMENT.FLOAT, ['N'])],
      initializers: [
        initializer({
          name: 'first',
          elementType: ELEMENT.INT64,
          dims: [],
          raw: new Uint8Array(BigInt64Array.of(100n).buffer),
        }),
        initializer({
          name: 'heights',
          elementType: ELEMENT.FLOAT,
          dims: [2],
          raw: new Uint8Array(Float32Array.of(1.5, 2.5).buffer),
        }),
      ],
    });
    await saveModel(path.join(folder, 'plants'), table, { example: { rows: [100, 101] } });
    const model = await loadModel(path.join(folder, 'plants'));
    expect(model.inspect().execution?.reason).toContain('cannot be tried with invented rows');
    expect(model.inspect().batching).toMatchObject({
      isOn: true,
      reason: '2 rows together are answered as each alone, bit for bit',
    });
    await model.close();
    await rm(folder, { recursive: true });
  });

  it('does not measure models against each other that are loaded together', async () => {
    const models = await Promise.all(Array.from({ length: 12 }, () => loadModel(iris)));
    expect(new Set(models.map((model) => model.inspect().execution?.placement))).toEqual(new Set(['inline']));
    await Promise.all(models.map((model) => model.close()));
  });

  it('does what the options say instead, and says that', async () => {
    const asked = { reason: 'the option execution asks for it' };
    for (const execution of ['inline', 'thread', 'process'] as const) {
      const model = await loadModel(iris, { execution, batching: false });
      expect(model.inspect().execution).toMatchObject({ ...asked, placement: execution });
      expect(model.inspect().batching).toEqual({
        isOn: false,
        reason: 'the option batching is false',
        maxBatchSize: 1,
      });
      await model.close();
    }
    const joined = await loadModel(iris, { batching: { maxBatchSize: 3 } });
    expect(joined.inspect().batching).toMatchObject({ isOn: true, maxBatchSize: 3 });
    const alone = await loadModel(long, { batching: true });
    expect(alone.inspect().batching).toMatchObject({ isOn: false, maxBatchSize: 1 });
    await Promise.all([joined.close(), alone.close()]);
  });

  it('refuses options of batching before anything is loaded', async () => {
    const load = vi.fn<Backend['load']>();
    for (const batching of [{ maxBatchSize: 0 }, 'always', null, []] as never[]) {
      const options = { batching, backends: [{ ...onnx(), load }] };
      await expect(loadModel(iris, options)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
    expect(load).not.toHaveBeenCalled();
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
    // Without those of the trial.
    runs = 0;
    const answers = await Promise.all(rows.map((row) => joined.predict([row])));
    expect(runs).toBe(Math.ceil(rows.length / 16));
    const probabilities = (predictions: readonly Prediction[]): number[] =>
      predictions.flatMap(({ probabilities: each }) => Object.values(each as Record<string, number>));
    const expected = probabilities(await plain.predict(rows));
    // The runtime rounds a row in a batch otherwise than alone: float32 has 1.2e-7 near 1.
    expect(largestDifference(probabilities(answers.flat()), expected)).toBeLessThan(5e-7);
    await Promise.all([plain.close(), joined.close()]);
  });

  it('lets the event loop turn during a long run on this thread, where the model may be cut', async () => {
    const nRows = 20_000;
    const X = Tensor.of(
      'FP32',
      [nRows, 4],
      Array.from({ length: nRows * 4 }, (_, k) => (k % 70) / 10),
    );
    const turnsDuring = async (model: Model): Promise<number> => {
      let nTurns = 0;
      let isOver = false;
      const turn = (): void => {
        nTurns += 1;
        if (!isOver) setImmediate(turn);
      };
      setImmediate(turn);
      await model.run(new Map([['X', X]]));
      isOver = true;
      return nTurns;
    };
    const cut = await loadModel(iris);
    const whole = await loadModel(iris, { batching: false });
    expect(await turnsDuring(whole)).toBeLessThanOrEqual(2);
    expect(await turnsDuring(cut)).toBeGreaterThan(5);
    await Promise.all([cut.close(), whole.close()]);
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

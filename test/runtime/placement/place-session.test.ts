import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ort from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Backend } from '../../../src/core/backend.js';
import type { Session } from '../../../src/core/session.js';
import { Tensor } from '../../../src/core/tensor/tensor.js';
import { openArtifact, type ModelSource } from '../../../src/runtime/artifact/open-artifact.js';
import { KNeighborsClassifier } from '../../../src/learn/estimators/neighbors/k-neighbors-classifier.js';
import { estimator } from '../../../src/runtime/backends/estimator/estimator.js';
import { linear } from '../../../src/runtime/backends/linear/linear.js';
import { onnx, type OnnxOptions } from '../../../src/runtime/backends/onnx/onnx.js';
import { placeSession, type PlaceSettings } from '../../../src/runtime/placement/place-session.js';
import { PLACEMENT_LIMITS, type PlacedSession } from '../../../src/runtime/placement/placement.js';
import { ELEMENT, identityModel, initializer, model, node, tensor } from '../backends/onnx/build-model.js';
import { FIXTURES } from '../backends/onnx/fixtures.js';
import { buildPool, type Build } from '../pool/build.js';
import { faulty } from '../pool/faulty-backend.js';
import { slowInputs, slowModel } from '../pool/slow-model.js';

// Limits that no machine reaches, either way: the tests are about the rules, not about this machine.
const ALL_INLINE = { inlineMs: Infinity, loadMs: Infinity, stayMs: Infinity };
const NONE_INLINE = { inlineMs: 0, loadMs: 0, stayMs: 0 };

const iris = path.join(FIXTURES, 'iris-logistic');
const digits = path.join(FIXTURES, 'digits-cnn-torch');

let build: Build;
beforeAll(async () => {
  build = await buildPool();
});
afterAll(() => build.remove());

const opened: Session[] = [];
afterAll(() => Promise.all(opened.map((session) => session.close())));

async function place(
  source: ModelSource,
  changes: Partial<PlaceSettings> = {},
  limits = PLACEMENT_LIMITS,
): Promise<PlacedSession> {
  const artifact = await openArtifact(source);
  const pool = { workerUrl: build.workerUrl };
  const placed = await placeSession({ backend: onnx(), artifact, pool, ...changes }, limits);
  opened.push(placed.session);
  return placed;
}

/** The backend, and what it loaded on this thread. */
function watched(): { backend: Backend; loaded: Session[]; closed: Session[] } {
  const inner = onnx();
  const [loaded, closed]: [Session[], Session[]] = [[], []];
  const load: Backend['load'] = async (artifact, options) => {
    const session = await inner.load(artifact, options);
    loaded.push(session);
    const close = session.close.bind(session);
    vi.spyOn(session, 'close').mockImplementation(() => {
      closed.push(session);
      return close();
    });
    return session;
  };
  return { backend: { ...inner, load }, loaded, closed };
}

/** Many products of a row with one small matrix: cheap operators, a small file, and some 50 million multiplications. */
function longChain(): Uint8Array {
  const size = 500;
  const last = 200;
  return model({
    nodes: Array.from({ length: last }, (_, i) =>
      node({ op: 'MatMul', inputs: [`x${i}`, 'w'], outputs: [`x${i + 1}`] }),
    ),
    inputs: [tensor('x0', ELEMENT.FLOAT, ['N', size])],
    outputs: [tensor(`x${last}`, ELEMENT.FLOAT, ['N', size])],
    initializers: [
      initializer({
        name: 'w',
        elementType: ELEMENT.FLOAT,
        dims: [size, size],
        raw: new Uint8Array(new Float32Array(size * size).fill(1 / size).buffer),
      }),
    ],
  });
}

describe('a model that no thread needs to be found for', () => {
  it('is inline, untried, where its backend is synchronous', async () => {
    const { session, execution } = await place({ kind: 'ridge', coef: [[2]], intercept: [1] }, { backend: linear() });
    expect(execution).toEqual({
      placement: 'inline',
      reason: 'the backend "linear" answers in microseconds',
      workers: 0,
      threads: 1,
      warmUpMs: undefined,
    });
    expect('runSync' in session).toBe(true);
  });

  it('is inline where its runtime was injected', async () => {
    const backend = onnx({ runtime: ort as unknown as OnnxOptions['runtime'] });
    const { execution } = await place(digits, { backend }, NONE_INLINE);
    expect(execution).toMatchObject({ placement: 'inline', reason: expect.stringContaining('injected') as string });
    expect(execution.warmUpMs).toBeGreaterThan(0);
  });
});

describe('a model of a synchronous backend whose size says that a row may take long', () => {
  const points = Array.from({ length: 20_000 }, (_, i) => [i % 97, i % 89]);
  const labels = points.map(([a = 0, b = 0]) => (a > b ? 'above' : 'below'));
  const fitted = new KNeighborsClassifier({ algorithm: 'brute' }).fit(points, labels);
  const rows = points.slice(0, 3);
  const inputs = () => new Map([['X', Tensor.of('FP64', [3, 2], rows.flat())]]);
  const backend = estimator();
  const file = (): string => path.join(build.folder, 'neighbours.json');
  beforeAll(() => writeFile(file(), JSON.stringify(fitted)));

  it('is tried in a thread, and stays there where a row takes long', async () => {
    const { session, execution } = await place(file(), { backend }, NONE_INLINE);
    expect(execution).toMatchObject({ placement: 'thread', workers: 1 });
    expect(execution.reason).toMatch(/^a row took [0-9.]+ ms, when it was tried$/);
    const outputs = await session.run(inputs());
    expect(outputs.get('label')!.toFlat()).toEqual(fitted.predict(rows));
    expect(outputs.get('probabilities')!.toNested()).toEqual(fitted.predictProba(rows).toRows());
    expect('runSync' in session).toBe(false);
  });

  it('comes to this thread where it takes none', async () => {
    const { session, execution } = await place(file(), { backend }, ALL_INLINE);
    expect(execution.reason).toMatch(/^a row took [0-9.]+ ms in a worker, when it was tried$/);
    expect(session.runSync!(inputs()).get('label')!.toFlat()).toEqual(fitted.predict(rows));
  });
});

describe('a light model', () => {
  it('is loaded on this thread alone, and stays', async () => {
    const { backend, loaded, closed } = watched();
    const { session, execution } = await place(iris, { backend }, { ...NONE_INLINE, stayMs: Infinity });
    expect(execution).toMatchObject({ placement: 'inline', workers: 0, threads: 1 });
    expect(execution.reason).toMatch(/^a row took [0-9.]+ ms, when it was tried$/);
    expect(execution.warmUpMs).toBeGreaterThan(0);
    expect(loaded).toEqual([session]);
    expect(closed).toEqual([]);
  });

  it('moves to a thread where it takes too long after all, by the limits that hold for everybody', async () => {
    const { backend, loaded, closed } = watched();
    const { session, execution } = await place(longChain(), { backend });
    expect(execution).toMatchObject({ placement: 'thread', workers: 1 });
    expect(execution.warmUpMs).toBeGreaterThan(PLACEMENT_LIMITS.stayMs);
    expect(closed).toEqual(loaded);
    const x0 = new Tensor('FP32', [1, 500], new Float32Array(500).fill(3));
    const answer = await session.run(new Map([['x0', x0]]));
    expect(answer.get('x200')?.data[0]).toBeCloseTo(3, 2);
  });

  it('moves to a thread where its rows may have any length', async () => {
    const values = {
      inputs: [tensor('x', ELEMENT.FLOAT, ['N', 'M'])],
      outputs: [tensor('y', ELEMENT.FLOAT, ['N', 'M'])],
    };
    expect((await place(identityModel(values), {}, ALL_INLINE)).execution).toMatchObject({
      placement: 'thread',
      reason: 'the rows of input "x", [?, ?], may have any length',
    });
    const noRows = { inputs: [tensor('x', ELEMENT.FLOAT, ['N'])], outputs: [tensor('y', ELEMENT.FLOAT, [2])] };
    expect((await place(identityModel(noRows), {}, ALL_INLINE)).execution).toMatchObject({ placement: 'thread' });
  });

  it('moves to a thread where it cannot be tried, and loads all the same', async () => {
    const nodes = [node({ op: 'Reshape', inputs: ['x', 'shape'], outputs: ['y'] })];
    const raw = new Uint8Array(BigInt64Array.of(3n, 2n).buffer);
    const shape = initializer({ name: 'shape', elementType: ELEMENT.INT64, dims: [2], raw });
    const { session, execution } = await place(identityModel({ nodes, initializers: [shape] }), {}, ALL_INLINE);
    expect(execution).toMatchObject({ placement: 'thread', warmUpMs: undefined });
    expect(execution.reason).toMatch(/^it cannot be tried with invented rows: /);
    const x = new Tensor('FP32', [3, 2], Float32Array.of(1, 2, 3, 4, 5, 6));
    expect((await session.run(new Map([['x', x]]))).get('y')?.toFlat()).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('any other model', () => {
  it('is tried in a worker, and stays there where it takes long', async () => {
    const { backend, loaded } = watched();
    const { execution } = await place(digits, { backend }, { ...ALL_INLINE, inlineMs: 0 });
    expect(execution).toMatchObject({ placement: 'thread', workers: 1 });
    expect(execution.reason).toMatch(/^a row took [0-9.]+ ms, when it was tried$/);
    expect(execution.threads).toBeGreaterThanOrEqual(1);
    expect(loaded).toEqual([]);
  });

  it('stays there where its loading takes long', async () => {
    const { execution } = await place(digits, {}, { ...ALL_INLINE, loadMs: 0 });
    expect(execution).toMatchObject({
      placement: 'thread',
      reason: expect.stringContaining('loading it took') as string,
    });
  });

  it('comes to this thread where both are short', async () => {
    const { backend, loaded } = watched();
    const { session, execution } = await place(digits, { backend }, ALL_INLINE);
    expect(execution).toMatchObject({ placement: 'inline', workers: 0, threads: 1 });
    expect(execution.reason).toMatch(/^a row took [0-9.]+ ms in a worker, when it was tried$/);
    expect(loaded).toEqual([session]);
  });

  it('stays in its worker, whatever a trial says, where its cost hangs on values', async () => {
    const { session, execution } = await place(slowModel(), {}, ALL_INLINE);
    expect(execution).toMatchObject({ placement: 'thread', reason: expect.stringContaining('hangs on') as string });
    expect((await session.run(slowInputs(2n, 7))).get('y')?.data[0]).toBe(7);
  });

  it('gives each worker its part of the processors', async () => {
    const pool = { workerUrl: build.workerUrl, workers: 2 };
    const alone = await place(digits, {}, NONE_INLINE);
    const { execution } = await place(digits, { pool }, NONE_INLINE);
    expect(execution).toMatchObject({ placement: 'thread', workers: 2 });
    expect(execution.threads).toBe(Math.max(1, Math.floor(alone.execution.threads / 2)));
  });
});

describe('where no worker can be had', () => {
  it('runs the model inline if there is no worker file, and says so', async () => {
    // The sources, which run here, have none beside them: as in a bundle that did not take it along.
    for (const source of [digits, slowModel(), longChain()]) {
      const { execution } = await place(source, { pool: {} });
      expect(execution).toMatchObject({
        placement: 'inline',
        reason: expect.stringMatching(/^no worker can run it: the worker file "worker\.js" is not there/) as string,
      });
    }
  });

  it('refuses a worker file that was named and is not there', async () => {
    const pool = { workerUrl: '/nowhere/worker.js' };
    await expect(place(digits, { pool })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('runs the model inline if a worker cannot make its backend again', async () => {
    const backend: Backend = { ...onnx(), reference: { module: 'no-such-package', options: {} } };
    const { execution } = await place(digits, { backend });
    expect(execution).toMatchObject({
      placement: 'inline',
      reason: expect.stringContaining('import.meta.url') as string,
    });
  });

  it('runs the model inline if only this thread can import the module of its backend', async () => {
    const file = path.join(build.folder, 'main-only.mjs');
    await writeFile(
      file,
      `import { isMainThread } from 'node:worker_threads';
      if (!isMainThread) throw new Error('no loader here');
      export const onnx = () => ({});`,
    );
    const reference = { module: pathToFileURL(file).href, options: {} };
    const { execution } = await place(digits, { backend: { ...onnx(), reference } });
    expect(execution).toMatchObject({
      placement: 'inline',
      reason: expect.stringContaining('cannot import the backend') as string,
    });
  });

  it('runs the model inline if workers fail before they load it', async () => {
    const broken = path.join(build.folder, 'broken-worker.mjs');
    await writeFile(broken, 'throw new Error("a bundle without its imports");');
    for (const source of [digits, longChain()]) {
      const { session, execution } = await place(source, { pool: { workerUrl: broken } });
      expect(execution).toMatchObject({ placement: 'inline', reason: expect.stringContaining('was lost') as string });
      expect(session.signature.inputs).toHaveLength(1);
    }
  });
});

describe('placing', () => {
  it('fails as loading in the worker does, and tries nothing dangerous here', async () => {
    const backend = faulty({ load: 'throw' }) as unknown as Backend;
    const load = vi.spyOn(backend, 'load');
    await expect(place({}, { backend })).rejects.toMatchObject({
      code: 'INTERNAL',
      message: expect.stringContaining('thrown by the backend') as string,
    });
    const exits = faulty({ load: 'exit', argument: '3' }) as unknown as Backend;
    await expect(place({}, { backend: exits })).rejects.toMatchObject({ code: 'WORKER_LOST' });
    expect(load).not.toHaveBeenCalled();
  });

  it('fails at once for a file that is no model', async () => {
    await expect(place(new Uint8Array(64).fill(255))).rejects.toMatchObject({ code: 'INVALID_MODEL' });
  });

  it('refuses options of a pool even where none is needed, and stops for its signal', async () => {
    await expect(place(iris, { pool: { workers: 0 } })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    for (const source of [iris, digits]) {
      const pool = { workerUrl: build.workerUrl, signal: AbortSignal.abort() };
      await expect(place(source, { pool })).rejects.toMatchObject({ code: 'ABORTED' });
    }
  });
});

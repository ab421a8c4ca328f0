import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as nextTick } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Tensor } from '../../../src/core/tensor/tensor.js';
import { folderArtifact } from '../../../src/runtime/artifact/folder-artifact.js';
import { bytesArtifact, valueArtifact } from '../../../src/runtime/artifact/memory-artifact.js';
import { openArtifact } from '../../../src/runtime/artifact/open-artifact.js';
import { sha256 } from '../../../src/runtime/artifact/digest.js';
import { linear } from '../../../src/runtime/backends/linear/linear.js';
import { onnx } from '../../../src/runtime/backends/onnx/onnx.js';
import type { Artifact } from '../../../src/core/artifact.js';
import type { Backend } from '../../../src/core/backend.js';
import type { PoolOptions } from '../../../src/runtime/pool/pool-options.js';
import { poolSession } from '../../../src/runtime/pool/pool-session.js';
import { poolSpec, type PoolSpec } from '../../../src/runtime/pool/pool-spec.js';
import type { Pool } from '../../../src/runtime/pool/pool.js';
import { FIXTURES, special } from '../backends/onnx/fixtures.js';
import { buildPool, type Build } from './build.js';
import { faulty } from './faulty-backend.js';
import { ask, failure, openFaulty, untilReady } from './faulty-pool.js';
import { FOREVER, slowInputs, slowModel, slowToLoadModel } from './slow-model.js';

let build: Build;
let folder = '';
beforeAll(async () => {
  build = await buildPool();
  folder = await mkdtemp(path.join(os.tmpdir(), 'modelmount-models-'));
});
afterAll(async () => {
  await build.remove();
  await rm(folder, { recursive: true });
});

const native = onnx({ runtime: 'native', sessionOptions: { intraOpNumThreads: 1 } });

function open(artifact: Artifact, options: PoolOptions = {}, backend: Backend = native): Promise<Pool> {
  const spec = poolSpec(backend, artifact) as PoolSpec;
  return poolSession(spec, { workerUrl: build.workerUrl, ...options });
}

/** How often this thread's event loop comes round while `work` is under way. */
async function ticksDuring(work: Promise<unknown>): Promise<number> {
  const progress = { isDone: false };
  void work.finally(() => (progress.isDone = true));
  let ticks = 0;
  for (; !progress.isDone; ticks++) await nextTick();
  return ticks;
}

describe.each(['thread', 'process'] as const)('a pool of %s workers', (execution) => {
  it('leaves the event loop free while a long run is in progress', async () => {
    const inline = await native.load(bytesArtifact('slow.onnx', slowModel()));
    // The control: the same run in this thread.
    const blocked = await ticksDuring(inline.run(slowInputs(10_000n)));
    await inline.close();
    const pool = await open(bytesArtifact('slow.onnx', slowModel()), { execution });
    const free = await ticksDuring(pool.run(slowInputs(10_000n)));
    await pool.close();
    expect(blocked).toBeLessThan(20);
    expect(free).toBeGreaterThan(20 * blocked + 200);
  });

  it('leaves the event loop free while a model is loaded', async () => {
    const artifact = bytesArtifact('large.onnx', slowToLoadModel());
    const blocked = await ticksDuring(native.load(artifact).then((session) => session.close()));
    const free = await ticksDuring(open(artifact, { execution }).then((pool) => pool.close()));
    expect(free).toBeGreaterThan(20 * blocked);
  });

  it('gives back strings and bytes as they came', async () => {
    const pool = await open(await openArtifact(special('identity-string.onnx')), { execution });
    const data = ['Å🙂', new TextEncoder().encode('bytes')];
    const answer = await pool.run(new Map([['x', new Tensor('BYTES', [1, 2], data)]]));
    expect(answer.get('y')?.toFlat()).toEqual(['Å🙂', 'bytes']);
    await pool.close();
  });

  it.each(['bool', 'int8', 'int16', 'int64', 'uint8', 'uint64', 'float16', 'double'])(
    'gives back %s tensors bit by bit, empty ones too, whatever buffer they are a part of',
    async (name) => {
      const pool = await open(await openArtifact(special(`identity-${name}.onnx`)), { execution });
      const [spec] = pool.signature.inputs as [Pool['signature']['inputs'][number]];
      const shape = spec.shape.map((length) => (length === -1 ? 3 : length));
      const size = shape.reduce((product, length) => product * length, 1);
      const ones = Tensor.of(spec.dtype, [size + 1], Array(size + 1).fill(spec.dtype === 'BOOL' ? true : 1));
      const part = (ones.data as Float64Array).subarray(1);
      const answer = await pool.run(new Map([[spec.name, new Tensor(spec.dtype, shape, part)]]));
      expect(answer.get('y')).toEqual(new Tensor(spec.dtype, shape, part.slice()));
      expect(ones.data).toHaveLength(size + 1);
      await pool.close();
    },
  );

  it('stands back by its niceness, where that is not also the niceness of this thread', async () => {
    const own = os.getPriority();
    const pool = await openFaulty(build, { execution, niceness: 19 });
    const isItsOwn = execution === 'process' || process.platform === 'linux';
    // Windows has but six classes, of which the lowest is 19.
    expect(await ask(pool, 'niceness')).toBe(String(isItsOwn ? 19 : own));
    expect(os.getPriority()).toBe(own);
    await pool.close();
  });

  it('gives runs to idle workers first', async () => {
    const pool = await openFaulty(build, { execution, workers: 2 });
    const places = await Promise.all([ask(pool, 'where'), ask(pool, 'where')]);
    expect(new Set(places).size).toBe(2);
    await pool.close();
  });

  it('gives a worker what waits in the order of priority, then of arrival', async () => {
    const pool = await openFaulty(build, { execution, workers: 1 });
    const order: string[] = [];
    const note = (name: string, priority: number): Promise<unknown> =>
      ask(pool, `echo ${name}`, { priority }).then((answer) => order.push(answer));
    // The first is taken at once.
    await Promise.all([note('a', 0), note('b', 0), note('low', -1), note('normal', 0), note('high', 1)]);
    expect(order).toEqual(['a', 'high', 'b', 'normal', 'low']);
    await pool.close();
  });

  it('drops what waits when it is aborted, and the answer of what runs', async () => {
    const pool = await open(bytesArtifact('slow.onnx', slowModel()), { execution });
    const controller = new AbortController();
    const running = failure(pool.run(slowInputs(5000n), { signal: controller.signal }));
    const waiting = failure(pool.run(slowInputs(FOREVER), { signal: controller.signal }));
    const other = pool.run(slowInputs(1n, 7));
    expect(pool.status).toMatchObject({ nRunning: 1, nWaiting: 2 });
    controller.abort(new Error('the client left'));
    expect(pool.status).toMatchObject({ nRunning: 1, nWaiting: 1 });
    expect(await running).toMatchObject({ code: 'ABORTED', cause: { message: 'the client left' } });
    expect(await waiting).toMatchObject({ code: 'ABORTED' });
    expect((await other).get('y')?.data[0]).toBe(7);
    await pool.close();
  });

  it('answers what is late at its deadline, and never starts it where it waits', async () => {
    const pool = await open(bytesArtifact('slow.onnx', slowModel()), { execution });
    const running = failure(pool.run(slowInputs(20_000n), { deadlineMs: performance.now() + 50 }));
    const waiting = failure(pool.run(slowInputs(FOREVER), { deadlineMs: performance.now() + 50 }));
    expect(await failure(pool.run(slowInputs(1n), { deadlineMs: performance.now() }))).toMatchObject({
      code: 'DEADLINE_EXCEEDED',
    });
    expect(await waiting).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(await running).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    await pool.close();
  });

  it('refuses what would wait beyond maxQueueSize', async () => {
    const pool = await openFaulty(build, { execution, maxQueueSize: 1 });
    const taken = [ask(pool, 'echo 1'), ask(pool, 'echo 2')];
    expect(await failure(ask(pool, 'echo 3'))).toMatchObject({ code: 'QUEUE_FULL', details: { retryAfterMs: 1000 } });
    expect(await Promise.all(taken)).toEqual(['1', '2']);
    expect(await ask(pool, 'echo 4')).toBe('4');
    await pool.close();
  });

  it('gives up loading when it is aborted', async () => {
    const controller = new AbortController();
    const opening = failure(
      open(bytesArtifact('large.onnx', slowToLoadModel()), { execution, signal: controller.signal }),
    );
    // It has not read its file yet, or is in the middle of loading it: both must do.
    for (let i = 0; i < 1000; i++) await nextTick();
    controller.abort();
    expect(await opening).toMatchObject({ code: 'ABORTED' });
  });

  it('loads a folder with listed files, bytes and a value, and checks digests in the worker', async () => {
    const file = path.join(FIXTURES, 'iris-logistic/model.onnx');
    const bytes = await (await openArtifact(file)).read('model.onnx');
    const files = [{ name: 'iris-logistic/model.onnx', bytes: bytes.length, sha256: sha256(bytes) }];
    const inside = { within: 'iris-logistic/', entry: 'model.onnx', label: 'iris', files };
    await (await open(folderArtifact(FIXTURES, inside), { execution })).close();
    const wrong = [{ ...files[0]!, sha256: '0'.repeat(64) }];
    expect(await failure(open(folderArtifact(FIXTURES, { ...inside, files: wrong }), { execution }))).toMatchObject({
      code: 'DIGEST_MISMATCH',
    });
    const value = { kind: 'ridge', coef: [[2, -1]], intercept: [0.5] };
    const pool = await open(valueArtifact(value), { execution }, linear());
    const answer = await pool.run(new Map([['X', Tensor.of('FP64', [1, 2], [3, 4])]]));
    expect(answer.get('value')?.toFlat()).toEqual([2.5]); // 2 * 3 - 4 + 0.5
    await pool.close();
  });

  it('does not replace a worker by one of another model', async () => {
    const file = path.join(folder, 'model.bin');
    await writeFile(file, 'first');
    const { module } = faulty().reference;
    const spec = {
      backend: { name: 'faulty', module, options: { file: 'model.bin' } },
      artifact: (await openArtifact(file)).reference!,
      label: 'model.bin',
    };
    const pool = await poolSession(spec, { workerUrl: build.workerUrl, execution, crashCooldownMs: 60_000 });
    expect(await failure(ask(pool, 'exit 1'))).toMatchObject({ code: 'WORKER_LOST' });
    await untilReady(pool, 1);
    await writeFile(file, 'other');
    await failure(ask(pool, 'exit 1'));
    const error = await failure(ask(pool, 'echo never'));
    expect(error).toMatchObject({
      code: 'WORKER_LOST',
      details: { reason: 'crashLoop' },
      cause: { code: 'DIGEST_MISMATCH', message: expect.stringContaining('has changed since') as string },
    });
    await pool.close();
  });

  it('loads the bytes again as they were, whatever their owner does to them', async () => {
    const bytes = new TextEncoder().encode('model');
    const { module } = faulty().reference;
    const pool = await poolSession(
      {
        backend: { name: 'faulty', module, options: { file: 'model.bin' } },
        artifact: bytesArtifact('model.bin', bytes).reference!,
        label: 'model.bin',
      },
      { workerUrl: build.workerUrl, execution },
    );
    bytes.fill(0);
    expect(await failure(ask(pool, 'exit 1'))).toMatchObject({ code: 'WORKER_LOST' });
    expect(await ask(pool, 'echo again')).toBe('again');
    await pool.close();
  });
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusyCell } from '../../../src/runtime/pool/wire/busy-cell.js';
import { openArtifact } from '../../../src/runtime/artifact/open-artifact.js';
import { linear } from '../../../src/runtime/backends/linear/linear.js';
import { onnx, type OnnxOptions } from '../../../src/runtime/backends/onnx/onnx.js';
import type { PoolOptions } from '../../../src/runtime/pool/pool-options.js';
import { poolSession } from '../../../src/runtime/pool/pool-session.js';
import { poolSpec, type PoolSpec } from '../../../src/runtime/pool/pool-spec.js';
import { filesBelow } from '../../meta/repository.js';
import { special } from '../backends/onnx/fixtures.js';
import { ELEMENT, integerAttribute, model, node, tensor } from '../backends/onnx/build-model.js';
import { buildPool, ROOT, type Build } from './build.js';
import { failure, openFaulty } from './faulty-pool.js';
import { stopUnderLoad } from './stop-under-load.js';

let build: Build;
beforeAll(async () => {
  build = await buildPool();
});
afterAll(() => build.remove());

describe('poolSpec', () => {
  it('is plain data', async () => {
    const spec = poolSpec(onnx({ runtime: 'wasm' }), await openArtifact(special('identity-float.onnx')));
    expect(spec).toMatchObject({ backend: { name: 'onnx', module: 'modelmount/onnx' }, label: 'identity-float.onnx' });
    expect(structuredClone(spec)).toEqual(spec);
  });

  it('is undefined where a runtime was injected, or the model is an instance', async () => {
    const runtime = { InferenceSession: { create: () => undefined }, Tensor: Object };
    const injected = onnx({ runtime: runtime as unknown as OnnxOptions['runtime'] });
    expect(poolSpec(injected, await openArtifact(special('identity-float.onnx')))).toBeUndefined();
    class Regression {
      slope = 1;
    }
    expect(poolSpec(linear(), await openArtifact(new Regression()))).toBeUndefined();
    expect(poolSpec(linear(), await openArtifact({ weights: [1], predict: () => 1 }))).toBeUndefined();
  });
});

describe('poolSession', () => {
  it.each<[PoolOptions, RegExp]>([
    [{ worker: 2 } as PoolOptions, /unknown option "worker" of poolSession/],
    [{ workers: 0 }, /workers must be a whole number from 1 to 1024, got 0/],
    [{ workers: NaN }, /workers must be .* got NaN/],
    [{ maxQueueSize: 1.5 }, /maxQueueSize must be a whole number/],
    [{ exitGraceMs: Infinity }, /exitGraceMs must be/],
    [{ heapLimitBytes: 100 }, /heapLimitBytes must be/],
    [{ execution: 'inline' as 'thread' }, /execution must be 'thread' or 'process', got "inline"/],
    [{ hardDeadlineMs: 100 }, /hardDeadlineMs needs execution: 'process'/],
    [{ workerUrl: '/nowhere/worker.mjs' }, /worker file "worker\.mjs" is not there.*modelmount\/worker.*workerUrl/],
    [{ workerUrl: new URL('https://example.org/worker.js') }, /file: URL/],
  ])('refuses %o', async (options, message) => {
    expect(await failure(openFaulty(build, options))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(message) as string,
    });
  });

  it('refuses a backend that a worker could not make again, before it starts one', async () => {
    const artifact = (await openArtifact({})).reference!;
    const open = (module: string, name: string): Promise<unknown> =>
      poolSession({ backend: { name, module, options: {} }, artifact, label: 'x' }, { workerUrl: build.workerUrl });
    expect(await failure(open('no-such-package', 'x'))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('import.meta.url') as string,
    });
    expect(await failure(open('modelmount/linear', 'other'))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('must export a function of that name') as string,
    });
  });

  it('refuses to start when the signal has fired', async () => {
    expect(await failure(openFaulty(build, { signal: AbortSignal.abort() }))).toMatchObject({ code: 'ABORTED' });
  });

  it('survives a model that crashes the runtime on loading, in a process', async () => {
    // A block size of 2 ** 32 becomes 0 in the runtime, which divides by it.
    const crash = model({
      nodes: [
        node({
          op: 'DepthToSpace',
          inputs: ['x'],
          outputs: ['y'],
          attributes: [integerAttribute('blocksize', 2 ** 32)],
        }),
      ],
      inputs: [tensor('x', ELEMENT.FLOAT, [1, 4, 2, 2])],
      outputs: [tensor('y', ELEMENT.FLOAT, [1, 1, 4, 4])],
    });
    const spec = poolSpec(onnx({ runtime: 'native' }), await openArtifact(crash)) as PoolSpec;
    const { workerUrl } = build;
    expect(await failure(poolSession(spec, { execution: 'process', workerUrl }))).toMatchObject({
      code: 'WORKER_LOST',
      details: { reason: 'signal', signal: 'SIGFPE', step: 'load' },
    });
  });

  it('is opened and closed under load, again and again, without an abort', async () => {
    await stopUnderLoad(build, 20);
  });
});

describe('a thread', () => {
  it('is ended in one place only, and only outside of native calls', () => {
    const files = filesBelow('src', ['.ts']).filter((file) =>
      /\bterminate\(/.test(readFileSync(path.join(ROOT, file), 'utf8')),
    );
    // Threads that fit are never inside a native call: what they run is the learning code.
    expect(files).toEqual(['src/runtime/pool/transport/thread-transport.ts', 'src/training/crew.ts']);
    const [file] = files as [string];
    const calls = readFileSync(path.join(ROOT, file), 'utf8').match(/^.*\bterminate\(.*$/gm);
    expect(calls?.map((line) => line.trim())).toEqual(['if (!cell.isBusy) void worker.terminate();']);
  });
});

describe('BusyCell', () => {
  it('tells the other side who is inside, and lets nobody in once it is stopped', () => {
    const worker = new BusyCell();
    const main = new BusyCell(worker.memory);
    expect([worker.enter(), worker.enter(), main.isBusy]).toEqual([true, true, true]);
    worker.leave();
    expect([main.isBusy, main.waitUntilIdle(0)]).toEqual([true, false]);
    worker.leave();
    expect([main.isBusy, main.waitUntilIdle(0)]).toEqual([false, true]);
    main.stop();
    expect([worker.enter(), main.isBusy]).toEqual([false, false]);
  });
});

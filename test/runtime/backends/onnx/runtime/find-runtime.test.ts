import ort from 'onnxruntime-node';
import { describe, expect, it, vi } from 'vitest';
import { Tensor } from '../../../../../src/core/tensor/tensor.js';
import { openArtifact } from '../../../../../src/runtime/artifact/open-artifact.js';
import { importInstalled, type ImportRuntime } from '../../../../../src/runtime/backends/onnx/runtime/find-runtime.js';
import { onnx, type OnnxOptions } from '../../../../../src/runtime/backends/onnx/onnx.js';
import type { OrtLike } from '../../../../../src/runtime/backends/onnx/runtime/ort.js';
import { special } from '../fixtures.js';

const notInstalled = (name: string): Error =>
  Object.assign(new Error(`Cannot find package '${name}' imported from app.js`), { code: 'ERR_MODULE_NOT_FOUND' });
const noBuild = Object.assign(new Error("Cannot find module '../bin/napi-v6/darwin/x64/onnxruntime_binding.node'"), {
  code: 'MODULE_NOT_FOUND',
});
const musl = Object.assign(new Error('Error loading shared library ld-linux-x86-64.so.2: No such file or directory'), {
  code: 'ERR_DLOPEN_FAILED',
});

/** Fails as Node does, for the packages that are named; imports the others. */
function importing(failures: Readonly<Record<string, Error>>): ImportRuntime {
  return (name) => (failures[name] === undefined ? importInstalled(name) : Promise.reject(failures[name]));
}

async function load(options: OnnxOptions, importRuntime?: ImportRuntime): ReturnType<ReturnType<typeof onnx>['load']> {
  return onnx(options, importRuntime).load(await openArtifact(special('identity-float.onnx')));
}

describe('the runtime of the ONNX backend', () => {
  it('is onnxruntime-node by default, imported at the first load and not before', async () => {
    const importRuntime = vi.fn(importInstalled);
    const backend = onnx({}, importRuntime);
    const artifact = await openArtifact(special('identity-float.onnx'));
    expect(await backend.accepts(artifact)).toBe(true);
    expect(importRuntime).not.toHaveBeenCalled();
    const session = await backend.load(artifact);
    expect(importRuntime.mock.calls).toEqual([['onnxruntime-node']]);
    expect(session.info.runtime).toMatch(/^onnxruntime-node \d+\.\d+\.\d+$/);
    await session.close();
  });

  it.each([
    ['missing', notInstalled('onnxruntime-node')],
    ['without a build for the platform', noBuild],
    ['refused by the system', musl],
  ])('is onnxruntime-web where onnxruntime-node is %s', async (_, error) => {
    const session = await load({}, importing({ 'onnxruntime-node': error }));
    expect(session.info.runtime).toMatch(/^onnxruntime-web \d/);
    const answer = await session.run(new Map([['x', Tensor.of('FP32', [1, 2], [1, 2])]]));
    expect(answer.get('y')?.toFlat()).toEqual([1, 2]);
    await session.close();
  });

  it('is reported missing with both packages and the command, when there is none', async () => {
    const none = importing({
      'onnxruntime-node': notInstalled('onnxruntime-node'),
      'onnxruntime-web': notInstalled('onnxruntime-web'),
    });
    await expect(load({}, none)).rejects.toMatchObject({
      code: 'RUNTIME_MISSING',
      message: expect.stringMatching(
        /onnxruntime-node.*onnxruntime-web.*npm install onnxruntime-node.*ONNXRUNTIME_NODE_INSTALL=skip/,
      ),
    });
    await expect(load({ runtime: 'native' }, none)).rejects.toMatchObject({ code: 'RUNTIME_MISSING' });
    await expect(load({ runtime: 'wasm' }, none)).rejects.toMatchObject({
      code: 'RUNTIME_MISSING',
      message: expect.stringContaining('npm install onnxruntime-web'),
    });
  });

  it.each([
    [noBuild, /no build for \w+-\w+.*npm install onnxruntime-web/],
    [musl, /glibc.*musl.*npm install onnxruntime-web/],
    [new Error('boom'), /import failed on [\w-]+: boom/],
  ])('is reported unsupported with the reason, when it is there but does not work: %s', async (error, message) => {
    const broken = importing({ 'onnxruntime-node': error, 'onnxruntime-web': notInstalled('onnxruntime-web') });
    await expect(load({}, broken)).rejects.toMatchObject({
      code: 'RUNTIME_UNSUPPORTED',
      message: expect.stringMatching(message),
      cause: error,
    });
    await expect(load({ runtime: 'native' }, broken)).rejects.toMatchObject({ code: 'RUNTIME_UNSUPPORTED' });
  });

  it('does not fall back when the native one was asked for', async () => {
    const importRuntime = vi.fn(importing({ 'onnxruntime-node': notInstalled('onnxruntime-node') }));
    await expect(load({ runtime: 'native' }, importRuntime)).rejects.toMatchObject({ code: 'RUNTIME_MISSING' });
    expect(importRuntime.mock.calls).toEqual([['onnxruntime-node']]);
  });

  it('is tried again at the next load', async () => {
    const importRuntime = vi.fn<ImportRuntime>(importInstalled).mockRejectedValueOnce(notInstalled('onnxruntime-node'));
    const backend = onnx({ runtime: 'native' }, importRuntime);
    const artifact = await openArtifact(special('identity-float.onnx'));
    await expect(backend.load(artifact)).rejects.toMatchObject({ code: 'RUNTIME_MISSING' });
    await (await backend.load(artifact)).close();
  });

  it('may be injected, and is then used as it is', async () => {
    const runtime: OrtLike = ort;
    const importRuntime = vi.fn(importInstalled);
    const session = await load({ runtime }, importRuntime);
    expect(importRuntime).not.toHaveBeenCalled();
    expect(session.info.runtime).toMatch(/^onnxruntime-node \d/);
    await session.close();
  });

  it('needs no network when it is WebAssembly', async () => {
    const fetch = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('no network'));
    const session = await load({ runtime: 'wasm' });
    await session.close();
    expect(fetch).not.toHaveBeenCalled();
    fetch.mockRestore();
  });

  it('names the execution provider that it lacks', async () => {
    await expect(load({ runtime: 'native', executionProviders: ['nonsense'] })).rejects.toMatchObject({
      code: 'RUNTIME_UNSUPPORTED',
    });
  });
});

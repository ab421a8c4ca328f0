import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import ort from 'onnxruntime-node';
import { bytesArtifact, valueArtifact } from '../../../../src/runtime/artifact/memory-artifact.js';
import { openArtifact } from '../../../../src/runtime/artifact/open-artifact.js';
import { onnx, type OnnxOptions } from '../../../../src/runtime/backends/onnx/onnx.js';
import type { OrtLike } from '../../../../src/runtime/backends/onnx/runtime/ort.js';
import { FIXTURES, special } from './fixtures.js';

describe('the ONNX backend', () => {
  it('says what it is', () => {
    expect(onnx()).toMatchObject({
      name: 'onnx',
      flags: { isSynchronous: false, packages: ['onnxruntime-node', 'onnxruntime-web'] },
      reference: { module: 'modelmount/onnx', options: {} },
    });
  });

  it('can be made again in another thread with the same options', () => {
    const options: OnnxOptions = {
      runtime: 'wasm',
      executionProviders: ['wasm', { name: 'cpu' }],
      sessionOptions: { intraOpNumThreads: 1, extra: { session: { set_denormal_as_zero: '1' } } },
      telemetry: true,
    };
    expect(onnx(options).reference?.options).toEqual(options);
    expect(onnx({ runtime: undefined }).reference?.options).toEqual({});
    expect(onnx({ runtime: ort }).reference).toBeUndefined();
  });

  it.each([
    ['an .onnx file', () => openArtifact(special('identity-float.onnx')), true],
    ['a folder with one .onnx file', () => openArtifact(path.join(FIXTURES, 'iris-logistic')), true],
    ['a folder with several', () => openArtifact(special('')), true],
    ['bytes', () => openArtifact(new Uint8Array(3)), true],
    ['a main file in a subfolder', async () => ({ ...(await openArtifact(special(''))), entry: 'a/m.onnx' }), true],
    [
      'an .ORT file, to refuse it with its reason',
      () => Promise.resolve(bytesArtifact('M.ORT', new Uint8Array(3))),
      true,
    ],
    ['a JSON file', () => openArtifact(path.join(FIXTURES, 'iris-logistic/reference.json')), false],
    ['a folder without one', () => openArtifact(path.join(FIXTURES, 'linear-diabetes')), false],
    ['a value', () => Promise.resolve(valueArtifact({ coefficients: [1] })), false],
    [
      'a folder that cannot be listed',
      async () => ({ ...(await openArtifact(special(''))), files: () => Promise.reject(new Error('EACCES')) }),
      false,
    ],
  ])('accepts %s', async (_, artifact, isAccepted) => {
    expect(await onnx().accepts(await artifact())).toBe(isAccepted);
  });

  it.each([
    [{ runtimes: 'wasm' }, /unknown option "runtimes".*runtime, executionProviders, sessionOptions, telemetry/],
    [{ runtime: 'cuda' }, /runtime must be 'native', 'wasm' or a loaded onnxruntime module, got "cuda"/],
    [{ runtime: {} }, /runtime must be/],
    [{ executionProviders: 'cuda' }, /executionProviders must be a list/],
    [{ executionProviders: [() => 1] }, /executionProviders must be a list/],
    [{ sessionOptions: { externalData: [] } }, /without externalData/],
    [{ sessionOptions: { logId: new Map() } }, /plain data/],
    [{ telemetry: 'no' }, /telemetry must be true or false, got "no"/],
  ])('refuses the options %j', (options, message) => {
    expect(() => onnx(options as OnnxOptions)).toThrow(message);
    expect(() => onnx(options as OnnxOptions)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });

  it('hands session options and execution providers to the runtime, over its own defaults', async () => {
    const create = vi.fn<(bytes: Uint8Array, options: object) => Promise<unknown>>(() =>
      ort.InferenceSession.create(special('identity-float.onnx')),
    );
    const runtime: OrtLike = { Tensor: ort.Tensor, InferenceSession: { create } };
    const options = { executionProviders: ['cpu'], sessionOptions: { intraOpNumThreads: 2, logSeverityLevel: 3 } };
    const session = await onnx({ runtime, ...options }).load(await openArtifact(special('identity-float.onnx')));
    expect(create.mock.calls[0]?.[1]).toEqual({
      executionMode: 'sequential',
      logSeverityLevel: 3,
      intraOpNumThreads: 2,
      executionProviders: ['cpu'],
      externalData: [],
      extra: { 'session.intra_op.allow_spinning': '0' },
    });
    await session.close();
  });

  it('has runs use as many threads as it is told, which do not spin, unless its options say otherwise', async () => {
    const optionsOf = async (sessionOptions?: OnnxOptions['sessionOptions']): Promise<object | undefined> => {
      const create = vi.fn<(bytes: Uint8Array, options: object) => Promise<unknown>>((bytes, options) =>
        ort.InferenceSession.create(bytes, options),
      );
      const runtime: OrtLike = { Tensor: ort.Tensor, InferenceSession: { create } };
      const artifact = await openArtifact(special('identity-float.onnx'));
      const session = await onnx({ runtime, sessionOptions }).load(artifact, { threads: 2 });
      await session.close();
      return create.mock.calls[0]?.[1];
    };
    const flat = (value: string): object => ({ extra: { 'session.intra_op.allow_spinning': value } });
    const nested = { extra: { session: { intra_op: { allow_spinning: '1' } } } };
    expect(await optionsOf()).toMatchObject({ intraOpNumThreads: 2, ...flat('0') });
    expect(await optionsOf({ intraOpNumThreads: 3 })).toMatchObject({ intraOpNumThreads: 3, ...flat('0') });
    expect(await optionsOf(flat('1') as never)).toMatchObject(flat('1'));
    // Not both: the runtime would warn.
    expect((await optionsOf(nested)) as typeof nested).toMatchObject({ extra: nested.extra });
    expect(JSON.stringify(await optionsOf(nested)).match(/allow_spinning/g)).toHaveLength(1);
    expect(await optionsOf({ extra: { session: { set_denormal_as_zero: '1' } } })).toMatchObject({
      extra: { session: { set_denormal_as_zero: '1' }, 'session.intra_op.allow_spinning': '0' },
    });
  });

  it('loads nothing once its signal has fired', async () => {
    const artifact = await openArtifact(special('identity-float.onnx'));
    await expect(onnx().load(artifact, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' });
  });
});

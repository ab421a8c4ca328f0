import * as tf from '@tensorflow/tfjs';
import { describe, expect, it, vi } from 'vitest';
import { openArtifact } from '../../../../../src/runtime/artifact/open-artifact.js';
import type { TfHost } from '../../../../../src/runtime/backends/tfjs/runtime/tf-runtime.js';
import type { TfLike } from '../../../../../src/runtime/backends/tfjs/runtime/tf-like.js';
import { createTfjs, tfjs } from '../../../../../src/runtime/backends/tfjs/tfjs.js';
import { largestDifference, referenceModel } from '../reference-models.js';

const digits = referenceModel('keras-digits-layers');
const artifact = await openArtifact(digits.folder);

function host(change: Partial<TfHost>): TfHost {
  return { nodeVersion: '20.19.0', hasIsNullOrUndefined: true, importModule: (name) => import(name), ...change };
}

/** As Node fails when a package is not there. */
async function importAllBut(missing: string, name: string): Promise<unknown> {
  if (name !== missing) return import(name);
  const error = new Error(`Cannot find package '${name}' imported from /somewhere/else/index.js`);
  throw Object.assign(error, { code: 'ERR_MODULE_NOT_FOUND' });
}

describe('tfjs', () => {
  it.each([
    ['@tensorflow/tfjs', 'wasm', 'npm install @tensorflow/tfjs @tensorflow/tfjs-backend-wasm'],
    ['@tensorflow/tfjs-backend-wasm', 'wasm', 'npm install @tensorflow/tfjs @tensorflow/tfjs-backend-wasm'],
    ['@tensorflow/tfjs', 'cpu', 'npm install @tensorflow/tfjs'],
    ['@tensorflow/tfjs-node', 'node', 'npm install @tensorflow/tfjs-node'],
  ] as const)('names the package %s if it is missing for %s, and how to get it', async (missing, runtime, command) => {
    const backend = createTfjs({ runtime }, host({ importModule: (name) => importAllBut(missing, name) }));
    const error: unknown = await backend.load(artifact).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'RUNTIME_MISSING' });
    expect((error as Error).message).toContain(`the package ${missing}, which is not installed`);
    expect((error as Error).message.endsWith(command)).toBe(true);
    expect((error as Error).message).not.toContain('/somewhere');
  });

  it('looks again at the next load, when the package may have been installed', async () => {
    let isInstalled = false;
    const backend = createTfjs(
      {},
      host({ importModule: (name) => importAllBut(isInstalled ? '' : '@tensorflow/tfjs', name) }),
    );
    await expect(backend.load(artifact)).rejects.toMatchObject({ code: 'RUNTIME_MISSING' });
    isInstalled = true;
    await (await backend.load(artifact)).close();
  });

  it('tells a package that is there but cannot be loaded from a missing one, without its folder', async () => {
    const importModule = (): Promise<unknown> =>
      Promise.reject(new Error('/srv/app/node_modules/x/binding.node: cannot open shared object file'));
    await expect(createTfjs({ runtime: 'node' }, host({ importModule })).load(artifact)).rejects.toMatchObject({
      code: 'RUNTIME_UNSUPPORTED',
      message: '@tensorflow/tfjs-node cannot be loaded: binding.node: cannot open shared object file',
    });
  });

  it('refuses tfjs-node where Node no longer has what it calls, and tells the way out', async () => {
    const importModule = vi.fn();
    const node24 = host({ nodeVersion: '24.11.0', hasIsNullOrUndefined: false, importModule });
    const error: unknown = await createTfjs({ runtime: 'node' }, node24)
      .load(artifact)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'RUNTIME_UNSUPPORTED' });
    expect((error as Error).message).toMatch(/Node 24\.11\.0.*util\.isNullOrUndefined.*tfjs\(\{ runtime: 'wasm' \}\)/);
    expect(importModule).not.toHaveBeenCalled();
  });

  it('refuses an injected tfjs-node there too, but not another TensorFlow.js', async () => {
    const node24 = host({ nodeVersion: '24.11.0', hasIsNullOrUndefined: false });
    const tfjsNode: TfLike = { ...tf, version: { ...tf.version, 'tfjs-node': '4.22.0' } };
    await expect(createTfjs({ tf: tfjsNode }, node24).load(artifact)).rejects.toMatchObject({
      code: 'RUNTIME_UNSUPPORTED',
    });
    await tf.setBackend('cpu');
    await (await createTfjs({ tf }, node24).load(artifact)).close();
  });

  it('runs on an injected TensorFlow.js and leaves its backend alone', async () => {
    await tf.setBackend('cpu');
    const backend = createTfjs({ tf }, host({ importModule: () => Promise.reject(new Error('imported')) }));
    const session = await backend.load(artifact);
    const answers = await session.run(digits.inputs());
    expect(largestDifference(answers.get('digit'), digits.outputs().get('digit')!)).toBeLessThanOrEqual(
      digits.tolerance,
    );
    expect(session.info.runtime).toBe('@tensorflow/tfjs 4.22.0 (cpu)');
    expect(tf.getBackend()).toBe('cpu');
    await session.close();
  });

  it('refuses an injected TensorFlow.js whose backend does not start', async () => {
    const broken: TfLike = { ...tf, ready: () => Promise.reject(new Error('no backend here')) };
    await expect(tfjs({ tf: broken }).load(artifact)).rejects.toMatchObject({
      code: 'RUNTIME_UNSUPPORTED',
      message: expect.stringContaining('no backend here') as string,
    });
  });

  it('leaves the active backend alone even where sessions of two backends run at once', async () => {
    await tf.setBackend('cpu');
    const loop = await openArtifact(referenceModel('tfjs-control-flow/while').folder);
    const inputs = referenceModel('tfjs-control-flow/while').inputs();
    const sessions = await Promise.all(
      (['wasm', 'cpu'] as const).flatMap((runtime) => [tfjs({ runtime }).load(loop), tfjs({ runtime }).load(loop)]),
    );
    const expected = referenceModel('tfjs-control-flow/while').outputs().get('halved')!;
    const answers = await Promise.all([...sessions, ...sessions].map((session) => session.run(inputs)));
    for (const answer of answers) expect(largestDifference(answer.get('halved'), expected)).toBeLessThanOrEqual(1e-6);
    expect(tf.getBackend()).toBe('cpu');
    await Promise.all(sessions.map((session) => session.close()));
  });

  it('runs on its own backend and leaves the one that the application chose active', async () => {
    await tf.setBackend('cpu');
    const session = await tfjs().load(artifact);
    expect(tf.getBackend()).toBe('cpu');
    const wasm = tf.engine().registry['wasm'] as unknown as { numDataIds(): number };
    expect(wasm.numDataIds()).toBeGreaterThan(0);
    const answers = await session.run(digits.inputs());
    expect(largestDifference(answers.get('digit'), digits.outputs().get('digit')!)).toBeLessThanOrEqual(
      digits.tolerance,
    );
    expect(tf.getBackend()).toBe('cpu');
    await session.close();
  });

  it('can be sent to another thread by name and options, unless TensorFlow.js was injected', () => {
    expect(tfjs({ runtime: 'cpu' }).reference).toEqual({ module: 'modelmount/tfjs', options: { runtime: 'cpu' } });
    expect(tfjs().reference).toEqual({ module: 'modelmount/tfjs', options: { runtime: 'wasm' } });
    expect(tfjs({ tf }).reference).toBeUndefined();
    expect(tfjs().flags).toEqual({ isSynchronous: false, packages: ['@tensorflow/tfjs', '@tensorflow/tfjs-node'] });
  });

  it.each<[string, object, string]>([
    ['an unknown option', { backend: 'wasm' }, 'unknown option "backend" of tfjs; it has runtime, tf'],
    ['an unknown runtime', { runtime: 'webgl' }, 'must be one of wasm, cpu, node, got "webgl"'],
    ['both a runtime and a module', { runtime: 'wasm', tf }, 'not both'],
  ])('refuses %s', (_, options, message) => {
    expect(() => tfjs(options)).toThrow(message);
  });

  it('takes undefined as an option that is not given', () => {
    expect(tfjs({ runtime: undefined, tf: undefined }).reference?.options).toEqual({ runtime: 'wasm' });
  });

  it('refuses to start loading once the signal has fired', async () => {
    await expect(tfjs().load(artifact, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' });
  });
});

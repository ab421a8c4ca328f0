import * as tf from '@tensorflow/tfjs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Session } from '../../../../src/core/session.js';
import { Tensor } from '../../../../src/core/tensor/tensor.js';
import { openArtifact } from '../../../../src/runtime/artifact/open-artifact.js';
import { tfjs, type TfjsOptions } from '../../../../src/runtime/backends/tfjs/tfjs.js';
import { sessionChecks } from '../../../../src/testing/check-session.js';
import { referenceModel } from './reference-models.js';

const memory = tf as unknown as { memory(): { numTensors: number } };

async function open(name: string, options: TfjsOptions = {}): Promise<Session> {
  const session = await tfjs(options).load(await openArtifact(referenceModel(name).folder));
  onTestFinished(() => session.close());
  return session;
}

describe.each([
  ['wasm', 'keras-digits-layers'],
  ['cpu', 'keras-digits-layers'],
  ['wasm', 'keras-digits-graph'],
  ['cpu', 'keras-digits-graph'],
  ['wasm', 'keras-two-inputs'],
  ['cpu', 'keras-text-v3/keras'],
  ['wasm', 'keras-nested-v3/h5'],
  ['wasm', 'tfjs-control-flow/switch-merge'],
  ['cpu', 'tfjs-control-flow/while'],
] as const)('a tfjs session on %s of %s', (runtime, name) => {
  const backend = tfjs({ runtime });
  const { folder, inputs, outputs, tolerance } = referenceModel(name);
  const isLoop = name.startsWith('tfjs-control-flow');
  for (const check of sessionChecks({
    name,
    backend,
    open: async () => backend.load(await openArtifact(folder)),
    inputs,
    outputs: outputs(),
    tolerance,
    // The loop runs until the whole batch is small.
    hasIndependentRows: !isLoop,
    otherInputs: () => new Map([...inputs()].map(([key, tensor]) => [key, doubled(tensor)])),
  })) {
    it(check.name, check.run);
  }
});

function doubled({ dtype, shape, data }: Tensor): Tensor {
  const values = Array.from(data as ArrayLike<number>, (value) => (dtype === 'INT32' ? (value + 1) % 50 : value * 4));
  return Tensor.of(dtype, shape, values);
}

describe('a tfjs session', () => {
  it('has the names of a Keras model’s layers, with the batch axis open', async () => {
    const { signature } = await open('keras-two-inputs');
    expect(signature).toEqual({
      inputs: [
        { name: 'size', dtype: 'FP32', shape: [-1, 3], axes: ['batch', ''] },
        { name: 'color', dtype: 'FP32', shape: [-1, 2], axes: ['batch', ''] },
      ],
      outputs: [
        { name: 'price', dtype: 'FP32', shape: [-1, 1] },
        { name: 'demand', dtype: 'FP32', shape: [-1, 1] },
      ],
    });
  });

  it('keeps those names when the model is loaded a second time beside the first', async () => {
    const first = await open('keras-two-inputs');
    const second = await open('keras-two-inputs');
    expect(second.signature).toEqual(first.signature);
  });

  it('has the names and dtypes of a SavedModel’s signature', async () => {
    const { signature } = await open('tfjs-control-flow/while');
    expect(signature).toEqual({
      inputs: [
        { name: 'limit', dtype: 'FP32', shape: [] },
        { name: 'x', dtype: 'FP32', shape: [-1, 2] },
      ],
      outputs: [
        { name: 'halved', dtype: 'FP32', shape: [-1, 2] },
        { name: 'is_small', dtype: 'BOOL', shape: [-1, 2] },
        { name: 'steps', dtype: 'INT32', shape: [] },
      ],
    });
  });

  it('takes integers where a Keras 3 model does', async () => {
    const { signature } = await open('keras-text-v3/h5');
    expect(signature.inputs).toEqual([{ name: 'tokens', dtype: 'INT32', shape: [-1, 12], axes: ['batch', ''] }]);
  });

  it('tells the runtime and what the file says about itself', async () => {
    const { info } = await open('keras-digits-v3/functional-h5');
    expect(info).toEqual({
      format: 'tfjs',
      runtime: '@tensorflow/tfjs 4.22.0 (wasm)',
      metadata: {
        format: 'layers-model',
        generatedBy: 'keras v3.15.1',
        convertedBy: 'TensorFlow.js Converter v4.22.0',
        kerasVersion: '3.15.1',
      },
      classifiers: [],
    });
  });

  it('answers no rows with no rows', async () => {
    const session = await open('keras-digits-layers');
    const answers = await session.run(new Map([['pixels', new Tensor('FP32', [0, 8, 8, 1], new Float32Array())]]));
    expect(answers.get('digit')).toMatchObject({ dtype: 'FP32', shape: [0, 10] });
  });

  it('refuses inputs whose numbers of rows differ', async () => {
    const session = await open('keras-two-inputs');
    const inputs = new Map([
      ['size', Tensor.of('FP32', [2, 3], [1, 2, 3, 4, 5, 6])],
      ['color', Tensor.of('FP32', [1, 2], [1, 2])],
    ]);
    await expect(session.run(inputs)).rejects.toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: '/color' }] });
  });

  it.each(['keras-digits-layers', 'keras-digits-graph', 'tfjs-control-flow/switch-merge', 'tfjs-control-flow/while'])(
    'leaks no tensor of %s, whether runs succeed, select outputs, or the model is closed',
    async (name) => {
      const before = memory.memory().numTensors;
      const session = await open(name);
      const { inputs } = referenceModel(name);
      const [first = ''] = session.signature.outputs.map((spec) => spec.name);
      await session.run(inputs());
      const loaded = memory.memory().numTensors;
      for (let i = 0; i < 100; i++) await session.run(inputs(), i % 2 === 0 ? {} : { outputs: [first] });
      expect(memory.memory().numTensors).toBe(loaded);
      await session.close();
      expect(memory.memory().numTensors).toBe(before);
    },
  );

  it('leaks no tensor over 10,000 predictions', async () => {
    const session = await open('keras-two-inputs');
    const { inputs } = referenceModel('keras-two-inputs');
    const before = memory.memory().numTensors;
    for (let i = 0; i < 10_000; i++) await session.run(inputs());
    expect(memory.memory().numTensors).toBe(before);
  });
});

import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import type { Artifact } from '../../../../src/core/artifact.js';
import { Tensor } from '../../../../src/core/tensor/tensor.js';
import { tfjs } from '../../../../src/runtime/backends/tfjs/tfjs.js';
import { largestDifference } from './reference-models.js';

/** The files that `model.save` writes, in memory. */
async function saved(model: tf.LayersModel): Promise<Artifact> {
  const files = new Map<string, Uint8Array>();
  const handler = tf.io.withSaveHandler((artifacts) => {
    const { weightData, weightSpecs, ...rest } = artifacts;
    const json = { ...rest, weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }] };
    files.set('model.json', Buffer.from(JSON.stringify(json)));
    files.set('weights.bin', new Uint8Array(weightData as ArrayBuffer));
    return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' as const } });
  });
  await model.save(handler, { includeOptimizer: true });
  return {
    label: 'saved',
    entry: undefined,
    value: undefined,
    files: () => Promise.resolve([...files.keys()]),
    read: (name) => Promise.resolve(files.get(name)!),
  };
}

// The answers to compare with: TensorFlow.js's own, of the model before it was saved.
describe('tfjs on a model that TensorFlow.js trained and saved', () => {
  it('answers as that did, with the optimizer left aside', async () => {
    await tf.setBackend('cpu');
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 5, activation: 'hardSigmoid', inputShape: [3], name: 'first' }),
        tf.layers.batchNormalization({ name: 'scale' }),
        tf.layers.dense({ units: 2, activation: 'softmax', kernelConstraint: 'maxNorm', name: 'last' }),
      ],
    });
    model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
    const X = tf.tensor2d([0.1, 2, -3, 4, 0.5, 6], [2, 3]);
    const y = tf.tensor2d([1, 0, 0, 1], [2, 2]);
    await model.fit(X, y, { epochs: 2 });
    const expected = new Tensor('FP32', [2, 2], (model.predict(X) as tf.Tensor).dataSync() as Float32Array);

    const session = await tfjs().load(await saved(model));
    const answers = await session.run(
      new Map([['first_input', new Tensor('FP32', [2, 3], X.dataSync() as Float32Array)]]),
    );
    expect(largestDifference(answers.get('last'), expected)).toBeLessThanOrEqual(1e-6);
    await session.close();
  });

  it('answers as that did, where the last layer is a model itself', async () => {
    await tf.setBackend('cpu');
    const x = tf.input({ shape: [3], name: 'x' });
    const inner = tf.sequential({
      name: 'inner',
      layers: [tf.layers.dense({ units: 2, inputShape: [4], name: 'deep' })],
    });
    const hidden = tf.layers.dense({ units: 4, name: 'hidden' }).apply(x) as tf.SymbolicTensor;
    const model = tf.model({ inputs: x, outputs: inner.apply(hidden) as tf.SymbolicTensor });
    const X = Float32Array.of(0.1, 2, -3);
    const answer = model.predict(tf.tensor2d(X, [1, 3])) as tf.Tensor;
    const expected = new Tensor('FP32', [1, 2], answer.dataSync() as Float32Array);

    const session = await tfjs().load(await saved(model));
    const answers = await session.run(new Map([['x', new Tensor('FP32', [1, 3], X)]]));
    expect(largestDifference(answers.get('inner'), expected)).toBeLessThanOrEqual(1e-6);
    await session.close();
  });
});

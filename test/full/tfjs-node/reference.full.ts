import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { openArtifact } from '../../../src/runtime/artifact/open-artifact.js';
import type { TfLike } from '../../../src/runtime/backends/tfjs/runtime/tf-like.js';
import { createTfjs, tfjs } from '../../../src/runtime/backends/tfjs/tfjs.js';
import { sessionChecks } from '../../../src/testing/check-session.js';
import { largestDifference, referenceModel, referenceModels } from '../../runtime/backends/tfjs/reference-models.js';

// Where run.mjs built it.
const folder = process.env['MODELMOUNT_TFJS_NODE'];
if (folder === undefined) throw new Error('run this by node test/full/tfjs-node/run.mjs');
const tf = createRequire(import.meta.url)(folder) as TfLike & { memory(): { numTensors: number } };

describe('tfjs on the real tfjs-node', () => {
  it('is given the native backend', () => {
    expect(tf.getBackend()).toBe('tensorflow');
    expect(tf.version).toMatchObject({ 'tfjs-node': '4.22.0' });
  });

  it.each(referenceModels())('answers as Keras does for $name', async ({ folder, inputs, outputs, tolerance }) => {
    const session = await tfjs({ tf }).load(await openArtifact(folder));
    const answers = await session.run(inputs());
    expect([...answers.keys()].sort()).toEqual([...outputs().keys()].sort());
    for (const [name, expected] of outputs()) {
      expect(largestDifference(answers.get(name), expected), name).toBeLessThanOrEqual(tolerance);
    }
    await session.close();
  });

  it('is imported under its own name for runtime "node"', async () => {
    const importModule = (name: string): Promise<unknown> =>
      name === '@tensorflow/tfjs-node' ? import(createRequire(import.meta.url).resolve(folder)) : import(name);
    const host = { nodeVersion: process.versions.node, hasIsNullOrUndefined: true, importModule };
    const { inputs, folder: model } = referenceModel('keras-digits-layers');
    const session = await createTfjs({ runtime: 'node' }, host).load(await openArtifact(model));
    expect(session.info.runtime).toBe('@tensorflow/tfjs-node 4.22.0 (tensorflow)');
    expect((await session.run(inputs())).get('digit')?.shape).toEqual([20, 10]);
    await session.close();
  });

  it.each(['keras-digits-layers', 'keras-digits-graph', 'tfjs-control-flow/while'])(
    'leaks no tensor over 200 predictions of %s',
    async (name) => {
      const { folder, inputs } = referenceModel(name);
      const before = tf.memory().numTensors;
      const session = await tfjs({ tf }).load(await openArtifact(folder));
      await session.run(inputs());
      const loaded = tf.memory().numTensors;
      for (let i = 0; i < 200; i++) await session.run(inputs());
      expect(tf.memory().numTensors).toBe(loaded);
      await session.close();
      expect(tf.memory().numTensors).toBe(before);
    },
  );
});

describe.each(['keras-digits-layers', 'keras-digits-graph', 'keras-two-inputs'])(
  'a session on tfjs-node of %s',
  (name) => {
    const backend = tfjs({ tf });
    const { folder, inputs, outputs, tolerance } = referenceModel(name);
    const open = async () => backend.load(await openArtifact(folder));
    for (const check of sessionChecks({ name, backend, open, inputs, outputs: outputs(), tolerance })) {
      it(check.name, check.run);
    }
  },
);

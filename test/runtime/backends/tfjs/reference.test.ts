import { describe, expect, it } from 'vitest';
import { openArtifact } from '../../../../src/runtime/artifact/open-artifact.js';
import { tfjs } from '../../../../src/runtime/backends/tfjs/tfjs.js';
import { largestDifference, referenceModels } from './reference-models.js';

// Expected answers: Keras and TensorFlow in Python, test/reference/keras.
describe.each(['wasm', 'cpu'] as const)('tfjs on %s answers as Keras does', (runtime) => {
  const backend = tfjs({ runtime });

  it.each(referenceModels())('for $name', async ({ folder, inputs, outputs, tolerance }) => {
    const session = await backend.load(await openArtifact(folder));
    const answers = await session.run(inputs());
    expect([...answers.keys()].sort()).toEqual([...outputs().keys()].sort());
    for (const [name, expected] of outputs()) {
      expect(largestDifference(answers.get(name), expected), name).toBeLessThanOrEqual(tolerance);
    }
    await session.close();
  });
});

import { describe, expect, it } from 'vitest';
import type { Label } from '../../../../src/core/session.js';
import { largestDifference, loadOnnx, onnxFixtures, referenceInputs } from './fixtures.js';

const FIXTURES = onnxFixtures();
// Where float16, string or sequence models are refused, the reference says so or the type is none of JavaScript's.
const isRunnable = ({ name, reference }: (typeof FIXTURES)[number]): boolean =>
  reference.unsupported === undefined && Object.keys(reference.outputs).length > 0 && !name.includes('bfloat16');

describe.each(['native', 'wasm'] as const)('ONNX models on the %s runtime', (runtime) => {
  it.each(FIXTURES.filter(isRunnable))('$name gives the reference outputs', async ({ model, reference }) => {
    const session = await loadOnnx(model, { runtime });
    const outputs = await session.run(referenceInputs(reference));
    expect([...outputs.keys()].sort()).toEqual(Object.keys(reference.outputs).sort());
    for (const [name, expected] of Object.entries(reference.outputs)) {
      const actual = outputs.get(name)!;
      expect(actual.shape, name).toEqual(expected.shape);
      expect(largestDifference(actual, expected), name).toBeLessThanOrEqual(reference.tolerance);
    }
    await session.close();
  });
});

describe('the classifiers of ONNX models', () => {
  // These references have labels that the exporter did not write into the file.
  const hasLabelsInFile = ({ name }: { name: string }): boolean => !/digits-cnn|zipmap-columns/.test(name);
  const labelled = FIXTURES.filter(isRunnable).filter(({ reference }) => reference.labels !== undefined);

  it.each(labelled.filter(hasLabelsInFile))('$name has the labels of its reference', async ({ model, reference }) => {
    const session = await loadOnnx(model);
    const { labels } = reference;
    const expected = Array.isArray(labels)
      ? [labels]
      : session.info.classifiers.map(({ probabilities }) => (labels as Record<string, Label[]>)[probabilities!]);
    expect(expected).not.toEqual([]);
    expect(session.info.classifiers.map((classifier) => classifier.labels)).toEqual(expected);
    await session.close();
  });

  it.each(FIXTURES.filter(isRunnable).filter((fixture) => !labelled.includes(fixture) || !hasLabelsInFile(fixture)))(
    '$name has no classifier',
    async ({ model }) => {
      const session = await loadOnnx(model);
      expect(session.info.classifiers).toEqual([]);
      await session.close();
    },
  );

  it.each([
    ['iris-logistic/model.onnx', [['output_probability', 'output_label']]],
    ['breast-cancer-forest/model.onnx', [['output_probability', 'output_label']]],
    ['wine-mixed-pipeline/model.onnx', [['output_probability', 'output_label']]],
    ['iris-pipeline-double/model.onnx', [['output_probability', 'output_label']]],
    ['breast-cancer-xgboost/model.onnx', [['probabilities', 'label']]],
    ['breast-cancer-lightgbm/model.onnx', [['probabilities', 'label']]],
    ['onnx-special/zipmap-cast-double.onnx', [['probabilities', 'label']]],
    ['onnx-special/zipmap-input-exposed.onnx', [['probabilities', 'label']]],
    [
      'onnx-special/zipmap-two.onnx',
      [
        ['first_probabilities', 'first_label'],
        ['second_probabilities', 'second_label'],
      ],
    ],
  ])('%s: each classifier knows its own label output', async (name, expected) => {
    const session = await loadOnnx(FIXTURES.find((fixture) => fixture.name === name)!.model);
    expect(session.info.classifiers.map(({ probabilities, label }) => [probabilities, label])).toEqual(expected);
    await session.close();
  });
});

import { describe, expect, it } from 'vitest';
import { Tensor } from '../../../../src/core/tensor/tensor.js';
import {
  ELEMENT,
  initializer,
  integers,
  mapType,
  ml,
  model,
  node,
  packedIntegers,
  sequenceType,
  strings,
  tensor,
  tensorType,
  text,
  value,
  type ModelParts,
} from './build-model.js';
import { loadOnnx, special } from './fixtures.js';

const MAPS = sequenceType(mapType(ELEMENT.INT64, tensorType(ELEMENT.FLOAT, [])));
const zipMap = (input: string, output: string, labels: Uint8Array): Uint8Array =>
  ml({ op: 'ZipMap', inputs: [input], outputs: [output], attributes: [labels] });

/** A ZipMap straight on the input: what goes in must come out. */
function zipMapModel(elementType: number, labels: Uint8Array, changes: Partial<ModelParts> = {}): Uint8Array {
  return model({
    nodes: [zipMap('x', 'p', labels)],
    inputs: [tensor('x', elementType, ['N', 2])],
    outputs: [value('p', MAPS)],
    ...changes,
  });
}

const ROWS = (): Map<string, Tensor> => new Map([['x', Tensor.of('FP32', [2, 2], [3, 1, 2, 5])]]);

describe.each(['native', 'wasm'] as const)('a model with ZipMap on the %s runtime', (runtime) => {
  it('answers the tensor under the name of the ZipMap’s output', async () => {
    const session = await loadOnnx(zipMapModel(ELEMENT.FLOAT, integers('classlabels_int64s', [7, -1])), { runtime });
    expect(session.signature.outputs).toEqual([{ name: 'p', dtype: 'FP32', shape: [-1, 2] }]);
    expect(session.info.classifiers).toEqual([{ probabilities: 'p', labels: [7, -1] }]);
    const answer = await session.run(ROWS());
    expect(answer.get('p')).toEqual(Tensor.of('FP32', [2, 2], [3, 1, 2, 5]));
    await session.close();
  });

  it('may make its probabilities in double, which ZipMap itself does not take', async () => {
    const labels = strings('classlabels_strings', ['a', 'b']);
    const session = await loadOnnx(zipMapModel(ELEMENT.DOUBLE, labels), { runtime });
    expect(session.signature.outputs).toEqual([{ name: 'p', dtype: 'FP64', shape: [-1, 2] }]);
    const answer = await session.run(new Map([['x', Tensor.of('FP64', [1, 2], [0.1, 1e300])]]));
    expect(answer.get('p')).toEqual(Tensor.of('FP64', [1, 2], [0.1, 1e300]));
    await session.close();
  });

  it('needs no standard operator set of its own', async () => {
    const labels = packedIntegers('classlabels_int64s', [0, 1]);
    const bytes = zipMapModel(ELEMENT.FLOAT, labels, { opsets: { 'ai.onnx.ml': 1 }, inner: [value('p', MAPS)] });
    const session = await loadOnnx(bytes, { runtime });
    expect((await session.run(ROWS())).get('p')?.toFlat()).toEqual([3, 1, 2, 5]);
    expect(session.info.metadata['opsets']).toEqual({ 'ai.onnx.ml': 1 });
    await session.close();
  });

  it('keeps weights before and after the ZipMap as they are', async () => {
    const raw = Buffer.from(Float32Array.of(10, 20).buffer);
    const bytes = model({
      nodes: [
        zipMap('x', 'p', integers('classlabels_int64s', [0, 1])),
        node({ op: 'Add', inputs: ['x', 'w'], outputs: ['s'] }),
      ],
      inputs: [tensor('x', ELEMENT.FLOAT, ['N', 2])],
      outputs: [value('p', MAPS), tensor('s', ELEMENT.FLOAT, ['N', 2])],
      initializers: [initializer({ name: 'w', elementType: ELEMENT.FLOAT, dims: [2], raw })],
    });
    const before = Buffer.from(bytes);
    const session = await loadOnnx(bytes, { runtime });
    expect((await session.run(ROWS())).get('s')?.toFlat()).toEqual([13, 21, 12, 25]);
    expect(Buffer.compare(before, bytes)).toBe(0);
    await session.close();
  });
});

describe('the labels of a ZipMap', () => {
  it('stay exact beyond the safe integers, as text', async () => {
    const labels = integers('classlabels_int64s', ['9007199254740993', '1']);
    const session = await loadOnnx(zipMapModel(ELEMENT.FLOAT, labels));
    expect(session.info.classifiers[0]?.labels).toEqual(['9007199254740993', 1]);
    await session.close();
  });
});

describe('a ZipMap that cannot be taken out', () => {
  it.each(['zipmap-consumed.onnx', 'zipmap-consumed-only.onnx'])('%s is refused with the way out', async (name) => {
    await expect(loadOnnx(special(name))).rejects.toMatchObject({
      code: 'UNSUPPORTED_MODEL',
      message: expect.stringMatching(/ZipMap.*"probabilities".*DictVectorizer.*zipmap: False/),
    });
  });

  it('is refused as damaged without labels', async () => {
    await expect(loadOnnx(zipMapModel(ELEMENT.FLOAT, text('classlabels_none', '')))).rejects.toMatchObject({
      code: 'INVALID_MODEL',
      message: expect.stringContaining('ZipMap without'),
    });
  });
});

import { describe, expect, it } from 'vitest';
import { Tensor } from '../../../../src/core/tensor/tensor.js';
import {
  ELEMENT,
  field,
  floats,
  initializer,
  integer,
  integerAttribute,
  integers,
  join,
  mapType,
  ml,
  model,
  node,
  sequenceType,
  strings,
  tensor,
  tensorType,
  text,
  value,
} from './build-model.js';
import { loadOnnx } from './fixtures.js';

const MAPS = sequenceType(mapType(ELEMENT.INT64, tensorType(ELEMENT.FLOAT, [])));
const ROWS = (): Map<string, Tensor> => new Map([['x', Tensor.of('FP32', [2, 2], [3, 1, 2, 5])]]);
const zipMap = (input: string, output: string, labels: Uint8Array): Uint8Array =>
  ml({ op: 'ZipMap', inputs: [input], outputs: [output], attributes: [labels] });

const int64Initializer = (name: string, values: readonly bigint[]): Uint8Array =>
  initializer({
    name,
    elementType: ELEMENT.INT64,
    dims: [values.length],
    raw: new Uint8Array(BigInt64Array.from(values).buffer),
  });
const textInitializer = (name: string, values: readonly string[]): Uint8Array =>
  join(
    integer(1, values.length),
    integer(2, ELEMENT.STRING),
    field(8, name),
    ...values.map((entry) => field(6, entry)),
  );

const linearClassifier = (scores: string, label: string, labels: Uint8Array): Uint8Array =>
  ml({
    op: 'LinearClassifier',
    inputs: ['x'],
    outputs: [label, scores],
    attributes: [
      floats('coefficients', [1, 0, 0, 1]),
      floats('intercepts', [0, 0]),
      text('post_transform', 'NONE'),
      labels,
    ],
  });

describe('the labels of a classifier', () => {
  it('come from the operator where there is no ZipMap, through Cast and Normalizer', async () => {
    const bytes = model({
      nodes: [
        linearClassifier('scores', 'chosen', strings('classlabels_strings', ['a', 'b'])),
        ml({ op: 'Normalizer', inputs: ['scores'], outputs: ['normal'], attributes: [text('norm', 'L1')] }),
        node({ op: 'Cast', inputs: ['normal'], outputs: ['p'], attributes: [integerAttribute('to', ELEMENT.DOUBLE)] }),
        node({ op: 'Identity', inputs: ['chosen'], outputs: ['c'] }),
      ],
      inputs: [tensor('x', ELEMENT.FLOAT, ['N', 2])],
      outputs: [tensor('p', ELEMENT.DOUBLE, ['N', 2]), tensor('c', ELEMENT.STRING, ['N'])],
    });
    const session = await loadOnnx(bytes);
    expect(session.info.classifiers).toEqual([{ probabilities: 'p', label: 'c', labels: ['a', 'b'] }]);
    const answer = await session.run(ROWS());
    expect(answer.get('p')?.toFlat()[0]).toBeCloseTo(0.75, 6);
    expect(answer.get('c')?.toFlat()).toEqual(['a', 'b']);
    await session.close();
  });

  it('are not given to an output that has another number of columns', async () => {
    const bytes = model({
      nodes: [linearClassifier('p', 'c', integers('classlabels_ints', [0, 1]))],
      inputs: [tensor('x', ELEMENT.FLOAT, ['N', 2])],
      outputs: [tensor('p', ELEMENT.FLOAT, ['N', 3]), tensor('c', ELEMENT.INT64, ['N'])],
    });
    const session = await loadOnnx(bytes);
    expect(session.info.classifiers).toEqual([]);
    await session.close();
  });

  it('belong to the one label output that there is, if nothing else tells', async () => {
    const bytes = model({
      nodes: [
        node({ op: 'ArgMax', inputs: ['x'], outputs: ['place'], attributes: [integerAttribute('axis', 1)] }),
        zipMap('x', 'p', integers('classlabels_int64s', [0, 1])),
      ],
      inputs: [tensor('x', ELEMENT.FLOAT, ['N', 2])],
      outputs: [tensor('place', ELEMENT.INT64, ['N', 1]), value('p', MAPS)],
    });
    const session = await loadOnnx(bytes);
    expect(session.info.classifiers).toEqual([{ probabilities: 'p', label: 'place', labels: [0, 1] }]);
    await session.close();
  });

  it('belong to the label output of the same operator, not to one that only shares the input', async () => {
    const bytes = model({
      nodes: [
        node({
          op: 'ArgMax',
          inputs: ['x'],
          outputs: ['other'],
          attributes: [integerAttribute('keepdims', 0), integerAttribute('axis', 1)],
        }),
        linearClassifier('scores', 'c', integers('classlabels_ints', [4, 5])),
        zipMap('scores', 'p', integers('classlabels_int64s', [4, 5])),
      ],
      inputs: [tensor('x', ELEMENT.FLOAT, ['N', 2])],
      outputs: [tensor('other', ELEMENT.INT64, ['N']), value('p', MAPS), tensor('c', ELEMENT.INT64, ['N'])],
    });
    const session = await loadOnnx(bytes);
    expect(session.info.classifiers).toEqual([{ probabilities: 'p', label: 'c', labels: [4, 5] }]);
    await session.close();
  });

  it.each([
    ['text', textInitializer('classes', ['a', 'b']), ELEMENT.STRING, ['a', 'b'], ['a', 'b']],
    ['int64', int64Initializer('classes', [7n, 9n]), ELEMENT.INT64, [7, 9], [7n, 9n]],
  ] as const)('come from the list out of which the largest column picks: %s', async (_, list, type, labels, chosen) => {
    // As scikit-learn's exporter writes a double logistic regression without ZipMap.
    const bytes = model({
      nodes: [
        node({ op: 'Neg', inputs: ['x'], outputs: ['other'] }),
        node({ op: 'Neg', inputs: ['other'], outputs: ['scores'] }),
        node({ op: 'Softmax', inputs: ['scores'], outputs: ['p'], attributes: [integerAttribute('axis', 1)] }),
        node({ op: 'ArgMax', inputs: ['scores'], outputs: ['place'], attributes: [integerAttribute('axis', 1)] }),
        ml({ op: 'ArrayFeatureExtractor', inputs: ['classes', 'place'], outputs: ['picked'] }),
        node({ op: 'Reshape', inputs: ['picked', 'flat'], outputs: ['c'] }),
      ],
      inputs: [tensor('x', ELEMENT.DOUBLE, ['N', 2])],
      // The first has the shape of probabilities too, but is further from the label.
      outputs: [
        tensor('other', ELEMENT.DOUBLE, ['N', 2]),
        tensor('c', type, ['N']),
        tensor('p', ELEMENT.DOUBLE, ['N', 2]),
      ],
      initializers: [list, int64Initializer('flat', [-1n])],
    });
    const session = await loadOnnx(bytes);
    expect(session.info.classifiers).toEqual([{ probabilities: 'p', label: 'c', labels }]);
    const answer = await session.run(new Map([['x', Tensor.of('FP64', [2, 2], [3, 1, 2, 5])]]));
    expect(answer.get('c')?.toFlat()).toEqual(chosen);
    await session.close();
  });

  it('are not taken from a list that has another length than the scores, or a class twice', async () => {
    for (const classes of [
      [1n, 2n, 3n],
      [5n, 5n],
    ]) {
      const bytes = model({
        nodes: [
          node({ op: 'Identity', inputs: ['x'], outputs: ['p'] }),
          node({ op: 'ArgMax', inputs: ['p'], outputs: ['place'], attributes: [integerAttribute('axis', 1)] }),
          node({ op: 'Gather', inputs: ['classes', 'place'], outputs: ['c'] }),
        ],
        inputs: [tensor('x', ELEMENT.FLOAT, ['N', 2])],
        outputs: [tensor('p', ELEMENT.FLOAT, ['N', 2]), tensor('c', ELEMENT.INT64, ['N', 1])],
        initializers: [int64Initializer('classes', classes)],
      });
      const session = await loadOnnx(bytes);
      expect(session.info.classifiers).toEqual([]);
      await session.close();
    }
  });
});

import { describe, expect, it } from 'vitest';
import type { DType } from '../../src/core/tensor/dtype.js';
import type { SessionInfo } from '../../src/core/session.js';
import { Tensor } from '../../src/core/tensor/tensor.js';
import type { Postprocessing } from '../../src/model/description.js';
import { Model } from '../../src/model/model.js';
import type { ClassificationPrediction } from '../../src/model/predict/prediction.js';
import { createFakeSession } from '../../src/testing/fake-session.js';
import { codeOf, errorOf } from '../helpers/code-of.js';

type Outputs = Readonly<Record<string, { dtype: DType; shape: readonly number[]; values: readonly unknown[] }>>;

/** A model whose session answers `outputs`, whatever it is asked. */
function modelAnswering(outputs: Outputs, postprocessing?: Postprocessing, info: Partial<SessionInfo> = {}): Model {
  const specs = Object.entries(outputs).map(([name, { dtype, shape }]) => ({
    name,
    dtype,
    shape: [-1, ...shape.slice(1)],
  }));
  const session = createFakeSession({
    signature: { inputs: [{ name: 'X', dtype: 'FP64', shape: [-1, 1] }], outputs: specs },
    info,
    answer: () =>
      new Map(
        Object.entries(outputs).map(([name, { dtype, shape, values }]) => {
          // Straight into storage: NaN is what some of these tests are about.
          const data = dtype === 'FP32' ? Float32Array.from(values as number[]) : undefined;
          return [name, data ? new Tensor('FP32', shape, data) : Tensor.of(dtype, shape, values)];
        }),
      ),
  });
  return new Model({ name: 'm', session, description: postprocessing === undefined ? {} : { postprocessing } });
}

const logits = { logits: { dtype: 'FP64', shape: [2, 3], values: [1, 2, 3, 1000, 1000, -1000] } } as const;
const labels = ['a', 'b', 'c'];

describe('classification', () => {
  it('applies softmax without overflow; the first of equals wins', async () => {
    const predictions = await modelAnswering(logits, { kind: 'classification', activation: 'softmax', labels }).predict(
      [[0], [0]],
    );
    // softmax([1, 2, 3]) by scipy 1.17.1, scipy.special.softmax.
    expect(predictions[0]).toEqual({
      label: 'c',
      probabilities: { a: 0.09003057317038046, b: 0.24472847105479764, c: 0.6652409557748218 },
    });
    expect(predictions[1]).toEqual({ label: 'a', probabilities: { a: 0.5, b: 0.5, c: 0 } });
  });

  it.each([[[2]], [[2, 1]]])('takes one score of shape %j for the second of two classes', async (shape) => {
    const outputs = { score: { dtype: 'FP64', shape, values: [0, 2] } } as const;
    const model = modelAnswering(outputs, { kind: 'classification', activation: 'sigmoid', labels: [false, true] });
    const [even, likely] = await model.predict([[0], [0]]);
    expect(even).toEqual({ label: false, probabilities: { false: 0.5, true: 0.5 } });
    // expit(2) by scipy 1.17.1.
    expect(likely).toMatchObject({ label: true, probabilities: { true: 0.8807970779778823 } });
    const tensors = await model.run(new Map([['X', Tensor.of('FP64', [2, 1], [0, 0])]]));
    expect(tensors.get('label')!.toFlat()).toEqual([false, true]);
    expect(tensors.get('probabilities')!.shape).toEqual([2, 2]);
  });

  it('decides two classes at the threshold', async () => {
    const outputs = { p: { dtype: 'FP64', shape: [3, 2], values: [0.6, 0.4, 0.7, 0.3, 0.71, 0.29] } } as const;
    const model = modelAnswering(outputs, { kind: 'classification', labels: ['no', 'yes'], threshold: 0.3 });
    expect((await model.predict([[0], [0], [0]])).map((prediction) => prediction['label' as never])).toEqual([
      'yes',
      'yes',
      'no',
    ]);
  });

  it('answers the k most probable, most probable first', async () => {
    const model = modelAnswering(logits, { kind: 'classification', activation: 'softmax', labels, topK: 2 });
    expect((await model.predict([[0], [0]]))[0]).toMatchObject({ label: 'c', top: [{ label: 'c' }, { label: 'b' }] });
  });

  it('follows the label that the model file chose, where the file says which output it is', async () => {
    const outputs = {
      chosen: { dtype: 'BYTES', shape: [1], values: ['b'] },
      scores: { dtype: 'FP32', shape: [1, 3], values: [0.5, 0.25, 0.25] },
    } as const;
    const classifiers = [{ label: 'chosen', probabilities: 'scores', labels }];
    expect(await modelAnswering(outputs, undefined, { classifiers }).predict([[0]])).toEqual([
      { label: 'b', probabilities: { a: 0.5, b: 0.25, c: 0.25 } },
    ]);
  });

  describe('of a model file that says which class it chose', () => {
    const outputs = {
      chosen: { dtype: 'INT64', shape: [2], values: [7, 9] },
      scores: { dtype: 'FP64', shape: [2, 2], values: [0.5, 0.5, 0.75, 0.25] },
      other: { dtype: 'FP64', shape: [2, 2], values: [0.1, 0.9, 0.8, 0.2] },
    } as const;
    const classifiers = [{ label: 'chosen', probabilities: 'scores', labels: [7, 9] }];
    const chosenBy = async (declared: object): Promise<unknown[]> => {
      const postprocessing = { kind: 'classification', labels: ['no', 'yes'], ...declared } as const;
      const predictions = await modelAnswering(outputs, postprocessing, { classifiers }).predict([[0], [0]]);
      return (predictions as ClassificationPrediction[]).map(({ label }) => label);
    };

    it('is followed under the names that are declared for its classes', async () => {
      expect(await chosenBy({ scores: 'scores' })).toEqual(['no', 'yes']);
      expect(await chosenBy({ scores: 'scores', labels: [7, 9] })).toEqual([7, 9]);
      expect(await chosenBy({ scores: 'scores', topK: 1 })).toEqual(['no', 'yes']);
    });

    it('is not, where a threshold or other scores are declared', async () => {
      expect(await chosenBy({ scores: 'scores', threshold: 0.5 })).toEqual(['yes', 'no']);
      expect(await chosenBy({ scores: 'other' })).toEqual(['yes', 'no']);
    });

    it('answers tensors of the names that are declared', async () => {
      const postprocessing = { kind: 'classification', labels: ['no', 'yes'], scores: 'scores' } as const;
      const model = modelAnswering(outputs, postprocessing, { classifiers });
      const tensors = await model.run(new Map([['X', Tensor.of('FP64', [2, 1], [0, 0])]]));
      expect(tensors.get('label')!.toFlat()).toEqual(['no', 'yes']);
    });
  });

  describe('of a model file that says which class it chose, and has no probabilities', () => {
    const outputs = {
      chosen: { dtype: 'BYTES', shape: [2], values: ['b', 'a'] },
      margins: { dtype: 'FP64', shape: [2, 2], values: [-1, 2, 3, -4] },
    } as const;
    const own = ['a', 'b'];

    it('answers the class, with its scores where there are some', async () => {
      const scored = [{ label: 'chosen', scores: 'margins', labels: own }];
      const model = modelAnswering(outputs, undefined, { classifiers: scored });
      expect(await model.predict([[0], [0]])).toEqual([
        { label: 'b', scores: [-1, 2] },
        { label: 'a', scores: [3, -4] },
      ]);
      expect(model.classes).toEqual(own);
      const plain = modelAnswering(outputs, undefined, { classifiers: [{ label: 'chosen', labels: own }] });
      expect(await plain.predict([[0], [0]])).toEqual([{ label: 'b' }, { label: 'a' }]);
      const tensors = await model.run(new Map([['X', Tensor.of('FP64', [2, 1], [0, 0])]]));
      expect([...tensors.keys()]).toEqual(['chosen', 'margins']);
    });

    it('answers tensors of its parts, where its classes are declared', async () => {
      const classifiers = [{ label: 'chosen', scores: 'margins', labels: own }];
      const declared = { kind: 'classification', labels: [1, 2] } as const;
      const model = modelAnswering(outputs, declared, { classifiers });
      const tensors = await model.run(new Map([['X', Tensor.of('FP64', [2, 1], [0, 0])]]));
      expect(tensors.get('label')!.toFlat()).toEqual([2n, 1n]);
      expect(tensors.get('margins')!.toNested()).toEqual([
        [-1, 2],
        [3, -4],
      ]);
      const none = modelAnswering(outputs, declared, { classifiers: [{ label: 'chosen', labels: own }] });
      expect(none.signature.outputs.map(({ name }) => name)).toEqual(['label']);
    });
  });

  it.each([[['__proto__', 'constructor', 'b']], [['1', 1, 'b']], [[10, 9, 'b']], [['a', 'b', 'a']]])(
    'answers probabilities by label as plain own properties, whatever the labels are called: %j',
    async (odd) => {
      const model = modelAnswering(logits, { kind: 'classification', activation: 'softmax', labels: odd });
      const predictions = (await model.predict([[0], [0]])) as ClassificationPrediction[];
      // By definition: of labels that are written alike the last counts.
      const rows = [
        [0.09003057317038046, 0.24472847105479764, 0.6652409557748218],
        [0.5, 0.5, 0],
      ];
      for (const [i, { probabilities }] of predictions.entries()) {
        const expected = Object.fromEntries(odd.map((label, k) => [String(label), rows[i]![k]!]));
        expect(JSON.stringify(probabilities)).toBe(JSON.stringify(expected));
        expect(Object.getPrototypeOf(probabilities)).toBe(Object.prototype);
      }
    },
  );

  it('does not change what the session answered', async () => {
    const answered = Float64Array.of(1, 2, 3, 4, 5, 6);
    const signature = {
      inputs: [{ name: 'X', dtype: 'FP64', shape: [-1, 1] }],
      outputs: [{ name: 'logits', dtype: 'FP64', shape: [-1, 3] }],
    } as const;
    const session = createFakeSession({
      signature,
      answer: () => new Map([['logits', new Tensor('FP64', [2, 3], answered)]]),
    });
    const postprocessing = { kind: 'classification', activation: 'softmax', labels } as const;
    const model = new Model({ name: 'm', session, description: { postprocessing } });
    await model.predict([[0], [0]]);
    const tensors = await model.run(new Map([['X', Tensor.of('FP64', [2, 1], [0, 0])]]));
    expect(tensors.get('probabilities')!.data).not.toBe(answered);
    expect(answered).toEqual(Float64Array.of(1, 2, 3, 4, 5, 6));
  });

  it('refuses labels, thresholds and outputs that do not fit', () => {
    const make = (postprocessing: Postprocessing) => codeOf(() => modelAnswering(logits, postprocessing));
    expect(make({ kind: 'classification', labels: ['a', 'b'] })).toBe('INVALID_MANIFEST');
    expect(make({ kind: 'classification', labels, threshold: 0.5 })).toBe('INVALID_MANIFEST');
    expect(make({ kind: 'classification', labels, scores: 'nothing' })).toBe('INVALID_MANIFEST');
  });
});

describe('multilabel', () => {
  it('answers every label at or above the threshold', async () => {
    const model = modelAnswering(logits, { kind: 'multilabel', labels, threshold: 0.75 });
    const [first, second] = await model.predict([[0], [0]]);
    expect(first).toMatchObject({ labels: ['b', 'c'] });
    expect(second).toMatchObject({ labels: ['a', 'b'], probabilities: { a: 1, b: 1, c: 0 } });
  });
});

describe('regression', () => {
  it('answers one value, or several where there are several targets', async () => {
    const one = modelAnswering({ y: { dtype: 'FP32', shape: [2, 1], values: [1.5, 2.5] } });
    expect(await one.predict([[0], [0]])).toEqual([{ value: 1.5 }, { value: 2.5 }]);
    const two = modelAnswering({ y: { dtype: 'FP64', shape: [2, 2], values: [1, 2, 3, 4] } }, { kind: 'regression' });
    expect(await two.predict([[0], [0]])).toEqual([{ value: [1, 2] }, { value: [3, 4] }]);
  });
});

describe('outputs of which nothing is known', () => {
  it('are answered row by row under their names; large integers as strings', async () => {
    const model = modelAnswering({
      ids: { dtype: 'INT64', shape: [2], values: [7, 2n ** 60n] },
      words: { dtype: 'BYTES', shape: [2, 2], values: ['a', 'b', 'c', new Uint8Array([255])] },
    });
    expect(await model.predict([[0], [0]])).toEqual([
      { ids: 7, words: ['a', 'b'] },
      { ids: '1152921504606846976', words: ['c', '/w=='] },
    ]);
  });
});

describe('an answer that is not finite', () => {
  it.each([
    [{ y: { dtype: 'FP32', shape: [2, 1], values: [1, NaN] } } as const, undefined],
    [{ y: { dtype: 'FP32', shape: [2, 2], values: [1, 2, 3, Infinity] } } as const, undefined],
    [
      { y: { dtype: 'FP32', shape: [2, 2], values: [1, 2, 3, NaN] } } as const,
      { kind: 'classification', labels: ['a', 'b'] } as const,
    ],
  ])('is an error that names output and row, never null', async (outputs, postprocessing) => {
    const error = await errorOf(modelAnswering(outputs, postprocessing).predict([[0], [0]]));
    expect([error.code, error.details]).toEqual(['NON_FINITE_OUTPUT', { output: 'y', row: 1 }]);
  });
});

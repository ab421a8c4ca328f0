import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RunOptions, Session } from '../../src/core/session.js';
import { Tensor } from '../../src/core/tensor/tensor.js';
import { loadModel, type LoadModelOptions } from '../../src/model/load-model.js';
import { Model } from '../../src/model/model.js';
import type { ClassificationPrediction, RegressionPrediction } from '../../src/model/predict/prediction.js';
import { batchSession } from '../../src/runtime/batching/batch-session.js';
import { createFakeSession } from '../../src/testing/fake-session.js';
import { FIXTURES, largestDifference, readReference, rowsOf, toTensor } from '../helpers/reference.js';
import { codeOf, errorOf } from '../helpers/code-of.js';

const open: Model[] = [];
async function load(name: string, options: LoadModelOptions = {}): Promise<Model> {
  const model = await loadModel(path.join(FIXTURES, name), options);
  open.push(model);
  return model;
}
afterAll(async () => {
  await Promise.all(open.map((model) => model.close()));
});

describe('predict', () => {
  // Expected values: the fixtures' reference.json, made by scikit-learn, XGBoost and LightGBM as each file says.
  it.each([
    'iris-logistic',
    'breast-cancer-forest',
    'breast-cancer-xgboost',
    'breast-cancer-lightgbm',
    'logistic-breast-cancer',
    'logistic-wine-multinomial',
  ])('answers the labels and probabilities of the Python original: %s', async (name) => {
    const { inputs, outputs, labels = [], tolerance } = readReference(name);
    const [label, probabilities] = Object.values(outputs);
    const model = await load(name);
    const predictions = (await model.predict(rowsOf(Object.values(inputs)[0]!))) as ClassificationPrediction[];
    expect(predictions.map((prediction) => prediction.label)).toEqual(label!.data);
    expect(Object.keys(predictions[0]!.probabilities!).sort()).toEqual(labels.map(String).sort());
    const flat = predictions.flatMap((prediction) => labels.map((each) => prediction.probabilities![String(each)]!));
    expect(largestDifference(flat, probabilities!.data)).toBeLessThanOrEqual(tolerance);
    expect(JSON.parse(JSON.stringify(predictions))).toEqual(predictions);
  });

  it.each(['diabetes-boosting', 'linear-diabetes', 'ridge-diabetes'])(
    'answers the values of a regressor: %s',
    async (name) => {
      const { inputs, outputs, tolerance } = readReference(name);
      const model = await load(name);
      const predictions = (await model.predict(rowsOf(Object.values(inputs)[0]!))) as RegressionPrediction[];
      const values = predictions.map((prediction) => prediction.value as number);
      expect(largestDifference(values, Object.values(outputs)[0]!.data)).toBeLessThanOrEqual(tolerance);
    },
  );

  it('takes rows by name, with missing values and unknown categories, where the features say so', async () => {
    const { rows = [], outputs, labels = [], tolerance } = readReference('wine-mixed-pipeline');
    const numbers = ['alcohol', 'malic_acid', 'magnesium', 'flavanoids', 'hue'];
    const features = [
      ...numbers.map((name) => ({ name, type: 'number' as const, nullable: true })),
      { name: 'colour', type: 'string' as const },
      { name: 'vigour', type: 'string' as const },
    ];
    expect(rows.some((row) => Object.values(row).includes(null))).toBe(true);
    const model = await load('wine-mixed-pipeline', { features });
    const predictions = (await model.predict(rows)) as ClassificationPrediction[];
    const flat = predictions.flatMap((prediction) => labels.map((each) => prediction.probabilities![String(each)]!));
    expect(largestDifference(flat, outputs['output_probability']!.data)).toBeLessThanOrEqual(tolerance);
  });

  it('answers the same for rows by position, typed arrays, a tensor and tensors by name', async () => {
    const reference = readReference('iris-logistic');
    const rows = rowsOf(reference.inputs['X']!) as number[][];
    const model = await load('iris-logistic');
    const expected = await model.predict(rows);
    const tensor = toTensor(reference.inputs['X']!);
    const byName = rows.map(([x0, x1, x2, x3]) => ({ x3, x2, x1, x0 }));
    for (const input of [
      byName,
      rows.map((row) => Float64Array.from(row)),
      tensor,
      { X: tensor },
      new Map([['X', tensor]]),
    ]) {
      expect(await model.predict(input)).toEqual(expected);
    }
  });

  it('answers each of many single rows with its own, however they overlap', async () => {
    const rows = rowsOf(readReference('iris-logistic').inputs['X']!) as number[][];
    // Not joined: the runtime rounds a row in a batch otherwise than alone.
    const model = await load('iris-logistic', { batching: false });
    const expected = [];
    for (const row of rows) expected.push(...(await model.predict([row])));
    expect((await Promise.all(rows.map((row) => model.predict([row])))).flat()).toEqual(expected);
  });

  it('answers nothing for no rows', async () => {
    const model = await load('iris-logistic');
    expect(await model.predict([])).toEqual([]);
  });

  it('gives the label of a class as the model file has it, whatever the type', async () => {
    const model = await load('iris-logistic', {
      postprocessing: {
        kind: 'classification',
        scores: 'output_probability',
        labels: ['setosa', 'versicolor', 'virginica'],
      },
    });
    const [prediction] = await model.predict([[5.1, 3.5, 1.4, 0.2]]);
    expect(prediction).toMatchObject({ label: 'setosa' });
  });

  it('predicts at once where the backend is pure JavaScript, and says so where it is not', async () => {
    const linear = await load('logistic-wine-multinomial');
    const rows = readReference('logistic-wine-multinomial').rows!;
    expect(linear.isSynchronous).toBe(true);
    expect(linear.predictSync(rows)).toEqual(await linear.predict(rows));
    const onnx = await load('iris-logistic');
    expect(onnx.isSynchronous).toBe(false);
    expect(codeOf(() => onnx.predictSync([[5.1, 3.5, 1.4, 0.2]]))).toBe('NOT_SYNCHRONOUS');
  });
});

describe('predict on bad rows', () => {
  it('reports every fault with its place', async () => {
    const model = await load('wine-mixed-pipeline');
    const row = readReference('wine-mixed-pipeline').rows!.find((each) => !Object.values(each).includes(null))!;
    const { hue: _hue, ...withoutHue } = row;
    const error = await errorOf(
      model.predict([row, { ...row, alcohol: '13' }, { ...withoutHue, color: 'red' }, { ...row, alcohol: NaN }, 7]),
    );
    expect(error.code).toBe('INVALID_INPUT');
    expect(error.issues.map(({ path: place, code }) => [place, code])).toEqual([
      ['/1/alcohol', 'type'],
      ['/2/hue', 'missing'],
      ['/2/color', 'unexpected'],
      ['/3/alcohol', 'nonFinite'],
      ['/4', 'type'],
    ]);
    expect(error.issues[0]!.message).toBe('expected number, got "13"');
  });

  it('stops collecting at a hundred faults', async () => {
    const model = await load('iris-logistic');
    const error = await errorOf(model.predict(Array.from({ length: 100_000 }, () => ['a', 'b', 'c', 'd'])));
    expect(error.issues).toHaveLength(100);
  });

  it.each([
    [[[1, 2, 3]], '/0', 'shape'],
    [[[1, 2, 3, 4, 5]], '/0', 'shape'],
    [[[1, 2, 3, 1e39]], '/0/x3', 'range'],
    [[[1, 2, 3, Infinity]], '/0/3', 'nonFinite'],
    [[[1, 2, 3, null]], '/0/3', 'type'],
    [[{ x0: 1, x1: 2, x2: 3, __proto__: { x3: 4 } }], '/0/x3', 'missing'],
  ])('%j is refused at %s', async (rows, place, code) => {
    const model = await load('iris-logistic');
    const error = await errorOf(model.predict(rows));
    expect(error.issues[0]).toMatchObject({ path: place, code });
  });

  it('refuses anything that is neither rows nor tensors', async () => {
    const model = await load('iris-logistic');
    for (const input of [null, 'rows', 7, {}, { X: [1] }, new Map()]) {
      expect((await errorOf(model.predict(input as never))).code).toBe('INVALID_INPUT');
    }
  });

  it('refuses NaN in tensors, with its place', async () => {
    const model = await load('iris-logistic');
    const error = await errorOf(model.predict(new Tensor('FP32', [1, 4], Float32Array.of(1, 2, NaN, 4))));
    expect(error.issues).toMatchObject([{ path: '/X/0/2', code: 'nonFinite' }]);
  });
});

describe('run', () => {
  it('gives the outputs in the order in which they are wanted, else in that of the signature', async () => {
    const specs = ['a', 'b'].map((name) => ({ name, dtype: 'FP64' as const, shape: [-1] }));
    const session = createFakeSession({
      signature: { inputs: [{ name: 'X', dtype: 'FP64', shape: [-1] }], outputs: specs },
      answer: () => new Map(['b', 'a'].map((name) => [name, Tensor.of('FP64', [1], [0])])),
      isSynchronous: true,
    });
    const model = new Model({ name: 'm', session });
    const X = new Map([['X', Tensor.of('FP64', [1], [0])]]);
    expect([...(await model.run(X)).keys()]).toEqual(['a', 'b']);
    for (const outputs of [['b', 'a'], ['a', 'b'], ['b'], []]) {
      expect([...(await model.run(X, { outputs })).keys()]).toEqual(outputs);
      expect([...model.runSync(X, { outputs }).keys()]).toEqual(outputs);
    }
  });

  it('gives the tensors of the model file, only those wanted', async () => {
    const { inputs, outputs, tolerance } = readReference('diabetes-boosting');
    const model = await load('diabetes-boosting');
    const answer = await model.run(new Map([['X', toTensor(inputs['X']!)]]), { outputs: ['variable'] });
    const [variable] = answer.values();
    expect([...answer.keys()]).toEqual(['variable']);
    expect(variable!.shape).toEqual(outputs['variable']!.shape);
    expect(largestDifference(variable!.toFlat() as number[], outputs['variable']!.data)).toBeLessThanOrEqual(tolerance);
    const wrong = await errorOf(model.run(new Map([['X', toTensor(inputs['X']!)]]), { outputs: ['nothing'] }));
    expect(wrong.code).toBe('INVALID_ARGUMENT');
  });

  it('speaks the signature that declared postprocessing gives', async () => {
    const postprocessing = {
      kind: 'classification',
      activation: 'softmax',
      labels: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    } as const;
    const model = await load('digits-cnn-torch', { postprocessing });
    expect(model.signature.outputs).toEqual([
      { name: 'label', dtype: 'INT64', shape: [-1], axes: ['batch'] },
      { name: 'probabilities', dtype: 'FP64', shape: [-1, 10], axes: ['batch', ''] },
    ]);
    const { inputs, outputs } = readReference('digits-cnn-torch');
    const answer = await model.run(new Map([['image', toTensor(inputs['image']!)]]));
    // The argmax of torch's logits, which softmax does not change.
    const logits = rowsOf(outputs['logits']!) as number[][];
    const expected = logits.map((row) => BigInt(row.indexOf(Math.max(...row))));
    expect(answer.get('label')!.toFlat()).toEqual(expected);
  });
});

describe('options of a call', () => {
  const row = [1, 2];
  const X = new Map([['X', Tensor.of('FP64', [1, 2], row)]]);

  it('reach the queue in front of the session: what is late is dropped, what is urgent goes first', async () => {
    const inner = createFakeSession();
    const model = new Model({ name: 'm', session: batchSession(inner, { maxBatchSize: 1 }) });
    const late = { deadlineMs: performance.now() - 1 };
    expect((await errorOf(model.predict([row], late))).code).toBe('DEADLINE_EXCEEDED');
    expect((await errorOf(model.run(X, late))).code).toBe('DEADLINE_EXCEEDED');
    expect((await errorOf(model.predict([row], { priority: NaN }))).code).toBe('INVALID_ARGUMENT');
    await Promise.all([
      model.predict([[1, 0]], { priority: 1 }),
      model.predict([[2, 0]]),
      model.predict([[3, 0]], { priority: 3, deadlineMs: performance.now() + 60_000 }),
      model.run(new Map([['X', Tensor.of('FP64', [1, 2], [4, 0])]]), { priority: 2 }),
    ]);
    expect(inner.runs.map((inputs) => inputs.get('X')!.toFlat()[0])).toEqual([3, 4, 1, 2]);
  });

  it('reach the runs into which rows are cut for a fixed batch, and runs at once', async () => {
    const signature = {
      inputs: [{ name: 'X', dtype: 'FP64', shape: [2, 2] }],
      outputs: [{ name: 'Y', dtype: 'FP64', shape: [2] }],
    } as const;
    const answer = () => new Map([['Y', Tensor.of('FP64', [2], [0, 0])]]);
    const fixed = createFakeSession({ signature, answer, isSynchronous: true });
    const seen: (RunOptions | undefined)[] = [];
    const session: Session = {
      ...fixed,
      run: (inputs, options) => {
        seen.push(options);
        return fixed.run(inputs, options);
      },
    };
    const model = new Model({ name: 'm', session });
    const options = { signal: new AbortController().signal, deadlineMs: 1e9, priority: 5 };
    expect(await model.predict([row, row, row], options)).toHaveLength(3);
    expect(seen).toHaveLength(2);
    for (const each of seen) expect(each).toMatchObject(options);
    const pair = new Map([['X', Tensor.of('FP64', [2, 2], [1, 2, 3, 4])]]);
    expect(codeOf(() => model.runSync(pair, { signal: AbortSignal.abort() }))).toBe('ABORTED');
  });
});

describe('a model with a fixed batch', () => {
  it('takes any number of rows: the last run is filled up and what fills it dropped', async () => {
    const model = await load('onnx-special/fixed-batch.onnx');
    const reference = JSON.parse(
      JSON.stringify(await import('../fixtures/onnx-special/fixed-batch.json')),
    ) as ReturnType<typeof readReference>;
    const rows = rowsOf(Object.values(reference.inputs)[0]!) as number[][];
    const expected = await model.predict(rows);
    expect(rows).toHaveLength(4);
    expect(await model.predict([...rows, ...rows, rows[1]!])).toEqual([...expected, ...expected, expected[1]]);
    expect(await model.predict([rows[2]!])).toEqual([expected[2]]);
  });
});

describe('close', () => {
  it('makes further calls fail and may be called again', async () => {
    const model = await loadModel(path.join(FIXTURES, 'iris-logistic'));
    await model.close();
    await model.close();
    expect((await errorOf(model.predict([[1, 2, 3, 4]]))).code).toBe('SESSION_CLOSED');
  });
});

describe('abort', () => {
  it('refuses a call whose signal has fired', async () => {
    const model = await load('iris-logistic');
    const error = await errorOf(model.predict([[1, 2, 3, 4]], { signal: AbortSignal.abort() }));
    expect(error.code).toBe('ABORTED');
  });
});

describe('inspect', () => {
  it('tells what the model is, as plain data', async () => {
    const model = await load('iris-logistic');
    const inspection = model.inspect();
    expect(inspection).toMatchObject({
      name: 'iris-logistic',
      format: 'onnx',
      features: [{ name: 'x0', type: 'number' }, {}, {}, {}],
    });
    expect(inspection.metadata).toMatchObject({ producerName: 'skl2onnx', opsets: { '': 9 } });
    expect(JSON.parse(JSON.stringify(inspection))).toMatchObject({ signature: { inputs: [{ name: 'X' }] } });
  });
});

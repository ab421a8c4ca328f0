import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Label } from '../../src/core/session.js';
import type { Estimator, Predictor } from '../../src/learn/contracts.js';
import type { Samples } from '../../src/learn/data/samples.js';
import { evaluate } from '../../src/learn/metrics/evaluate.js';
import { Pipeline } from '../../src/learn/preprocessing/compose/pipeline.js';
import { StandardScaler } from '../../src/learn/preprocessing/scaling/standard-scaler.js';
import { evaluateModel } from '../../src/model/evaluate-model.js';
import { loadModel } from '../../src/model/load-model.js';
import type { Model } from '../../src/model/model.js';
import { saveModel } from '../../src/model/save-model.js';
import { createHandler } from '../../src/serve/handler.js';
import { poster } from '../serve/call.js';
import { FITTABLE, SERVED, THREE_CLASSES, TWO_CLASSES, type Served } from './served-estimators.js';

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'modelmount-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A fitted model after it went through a model folder. */
async function savedAndLoaded(fitted: Predictor): Promise<Model> {
  const { path: version } = await saveModel(path.join(folder, `m${count++}`), fitted);
  return loadModel(version);
}

/** What `predict` of a loaded model answers to rows, in the words of a fitted one. */
async function answersOf(model: Model, X: Samples): Promise<Answers> {
  const predictions = (await model.predict(X as never)) as {
    readonly value?: number;
    readonly label?: Label;
    readonly probabilities?: Record<string, number>;
    readonly scores?: unknown;
  }[];
  const { classes } = model;
  if (classes === undefined) return { predicted: predictions.map(({ value }) => value!) };
  const [first] = predictions;
  return {
    predicted: predictions.map(({ label }) => label!),
    ...(first?.probabilities && {
      probabilities: predictions.map(({ probabilities }) => classes.map((label) => probabilities![String(label)]!)),
    }),
    ...(first?.scores !== undefined && { scores: predictions.map(({ scores }) => scores as number) }),
  };
}

interface Answers {
  readonly predicted: readonly Label[];
  readonly probabilities?: readonly (readonly number[])[];
  readonly scores?: readonly unknown[];
}

function expectedOf(fitted: Predictor, X: Samples): Answers {
  const predicted = Array.from<Label>(fitted.predict(X));
  if (fitted.predictProba !== undefined) return { predicted, probabilities: fitted.predictProba(X).toRows() };
  const scores = fitted.decisionFunction?.(X);
  if (scores === undefined) return { predicted };
  return { predicted, scores: 'toRows' in scores ? scores.toRows() : Array.from(scores) };
}

/** Equal bit for bit; of linear models to a rounding, since their formulas are written in another way there. */
function expectSame(actual: Answers, expected: Answers, format: Served['format']): void {
  if (format === 'estimator') {
    expect(actual).toEqual(expected);
    return;
  }
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  const numbers = ({ predicted, probabilities = [], scores = [] }: Answers): unknown[] => [
    ...[predicted, probabilities, scores].flat(2),
  ];
  numbers(actual).forEach((value, i) => {
    const other = numbers(expected)[i];
    if (typeof value !== 'number') expect(value).toBe(other);
    else expect(Math.abs(value - (other as number))).toBeLessThanOrEqual(2 ** -50 * Math.max(1, Math.abs(value)));
  });
}

it('knows every class that can be fitted and predicts, and no other', () => {
  expect(Object.keys(SERVED).sort()).toEqual(FITTABLE);
});

describe.each(Object.entries(SERVED))('%s', (_, { make, data: { X, y }, format }) => {
  const some = X.filter((_row, i) => i % 3 === 0);

  it('answers from a model folder what it answered where it was fitted', async () => {
    const fitted = make().fit(X, y);
    const model = await savedAndLoaded(fitted);
    expect(model.info.format).toBe(format);
    expect(model.isSynchronous).toBe(true);
    // One call on both sides: a dummy that draws begins anew with each.
    expectSame(await answersOf(model, some), expectedOf(fitted, some), format);
    await model.close();
  });

  it('answers so as the last step of a pipeline', async () => {
    const pipeline = new Pipeline([
      ['scale', new StandardScaler()],
      ['model', make()],
    ]).fit(X, y);
    const model = await savedAndLoaded(pipeline);
    expect(model.info.format).toBe(format);
    expectSame(await answersOf(model, some), expectedOf(pipeline, some), format);
    expect(await model.predict(model.example!.rows as never)).toEqual(model.example!.predictions);
    await model.close();
  });

  it('is evaluated there as it is where it was fitted', async () => {
    const fitted = make().fit(X, y);
    const model = await savedAndLoaded(fitted);
    const there = await evaluateModel(model, { X, y }, { batchSize: X.length });
    const here = evaluate(fitted, { X, y });
    expect(Object.keys(there)).toEqual(Object.keys(here));
    if (format === 'estimator') expect(there).toEqual(here);
    await model.close();
  });
});

const classifiers = Object.entries(SERVED).filter(
  // The model in a frozen one was fitted before, on other labels.
  ([name, { data }]) => (data === TWO_CLASSES || data === THREE_CLASSES) && name !== 'FrozenEstimator',
);

describe.each(classifiers)('%s', (_, { make, data: { X, y }, format }) => {
  const kinds = [...new Set(y)].sort();
  const variants: [string, (label: Label) => Label][] = [['whole numbers', (label) => kinds.indexOf(label) * 5 - 3]];
  if (kinds.length === 2) variants.push(['booleans', (label) => label === kinds[1]]);

  it.each(variants)('answers labels that are %s', async (_, rename) => {
    const estimator: Estimator<Predictor> = make();
    const fitted = estimator.fit(X, y.map(rename));
    const model = await savedAndLoaded(fitted);
    expectSame(await answersOf(model, X), expectedOf(fitted, X), format);
    await model.close();
  });
});

describe('over HTTP', () => {
  it.each(['KNeighborsClassifier', 'TunedThresholdClassifierCV', 'LinearSVC', 'IsotonicRegression'])(
    '%s answers rows, and its document says what the answers are like',
    async (name) => {
      const { make, data } = SERVED[name]!;
      const fitted = make().fit(data.X, data.y);
      const model = await savedAndLoaded(fitted);
      const handler = createHandler({ models: { served: model } });
      const rows = data.X.slice(0, 40);
      const { status, body } = await poster(() => handler)('/predict', { rows });
      expect(status).toBe(200);
      const { predictions } = body as { predictions: { label?: Label; value?: number }[] };
      expect(predictions).toEqual(await model.predict(rows));
      expect(predictions.map(({ label, value }) => label ?? value)).toEqual(Array.from<Label>(fitted.predict(rows)));
      const validate = new Ajv2020({ strict: true }).compile(model.predictionSchema);
      expect(predictions.filter((prediction) => !validate(prediction))).toEqual([]);
      const [first = {}] = predictions;
      expect(validate({ ...first, label: 'none of them', value: 'no number' })).toBe(false);
      await model.close();
    },
  );
});

it('keeps in its manifest which format it is, and the labels', async () => {
  const { make, data } = SERVED['KNeighborsClassifier']!;
  const saved = await saveModel(path.join(folder, 'manifest'), make().fit(data.X, data.y));
  const manifest = JSON.parse(await readFile(path.join(saved.path, 'model.json'), 'utf8')) as object;
  expect(manifest).toMatchObject({
    format: 'estimator',
    entry: 'estimator.json',
    features: [
      { name: 'sepalLength', type: 'number' },
      { name: 'sepalWidth', type: 'number' },
    ],
    postprocessing: { kind: 'classification', labels: ['setosa', 'versicolor', 'virginica'] },
  });
});

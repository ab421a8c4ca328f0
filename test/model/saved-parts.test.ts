import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Predictor } from '../../src/learn/contracts.js';
import { CalibratedClassifierCV } from '../../src/learn/estimators/calibration/calibrated-classifier-cv.js';
import { LinearRegression } from '../../src/learn/estimators/linear/linear-regression.js';
import { LogisticRegression } from '../../src/learn/estimators/linear/logistic-regression.js';
import { LinearSVC } from '../../src/learn/estimators/linear/svm/linear-svc.js';
import { GaussianNB } from '../../src/learn/estimators/naive-bayes/gaussian-nb.js';
import { KNeighborsClassifier } from '../../src/learn/estimators/neighbors/k-neighbors-classifier.js';
import { revivePredictor } from '../../src/learn/estimators/revive.js';
import { ColumnTransformer } from '../../src/learn/preprocessing/compose/column-transformer.js';
import { Pipeline } from '../../src/learn/preprocessing/compose/pipeline.js';
import { OneHotEncoder } from '../../src/learn/preprocessing/encoding/one-hot-encoder.js';
import { FunctionTransformer } from '../../src/learn/preprocessing/functions/function-transformer.js';
import { SimpleImputer } from '../../src/learn/preprocessing/imputation/simple-imputer.js';
import { StandardScaler } from '../../src/learn/preprocessing/scaling/standard-scaler.js';
import { reviveTransformer } from '../../src/learn/preprocessing/revive.js';
import { CountVectorizer } from '../../src/learn/preprocessing/text/count-vectorizer.js';
import { GridSearchCV } from '../../src/learn/selection/search/grid-search-cv.js';
import { FixedThresholdClassifier } from '../../src/learn/selection/thresholds/fixed-threshold-classifier.js';
import { TunedThresholdClassifierCV } from '../../src/learn/selection/thresholds/tuned-threshold-classifier-cv.js';
import { loadModel } from '../../src/model/load-model.js';
import type { Model } from '../../src/model/model.js';
import type { Manifest } from '../../src/model/package/manifest.js';
import type { ClassificationPrediction } from '../../src/model/predict/prediction.js';
import { saveModel } from '../../src/model/save-model.js';
import { errorOf } from '../helpers/code-of.js';

/** Rows with text and with missing values of both types, and what is true of them. */
const ROWS = Array.from({ length: 60 }, (_, i) => ({
  tenure: (i * 7) % 31,
  charge: i % 5 === 2 ? null : 20 + ((i * 13) % 50),
  plan: i % 6 === 1 ? null : ['basic', 'pro', 'team'][i % 3]!,
}));
const LABELS = ROWS.map(({ tenure, plan }, i) => (tenure < (plan === 'pro' ? 12 : 20) && i % 7 > 0 ? 'leave' : 'stay'));

const fill = new SimpleImputer({ strategy: 'mostFrequent' });
const prepare = (): ColumnTransformer =>
  new ColumnTransformer([
    [
      'numbers',
      new Pipeline([
        ['fill', new SimpleImputer()],
        ['scale', new StandardScaler()],
      ]),
      ['tenure', 'charge'],
    ],
    [
      'words',
      new Pipeline([
        ['fill', fill],
        ['encode', new OneHotEncoder({ handleUnknown: 'ignore' })],
      ]),
      ['plan'],
    ],
  ]);
const churn = () =>
  new Pipeline([
    ['prepare', prepare()],
    ['model', new LogisticRegression()],
  ]);

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'modelmount-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function saved(fitted: Predictor, options: object = {}): Promise<{ model: Model; manifest: Manifest }> {
  const { path: version } = await saveModel(path.join(folder, `m${count++}`), fitted, options);
  const manifest = JSON.parse(await readFile(path.join(version, 'model.json'), 'utf8')) as Manifest;
  return { model: await loadModel(version, options), manifest };
}

async function expectServed(model: Model, fitted: Predictor): Promise<void> {
  const predictions = (await model.predict(ROWS)) as ClassificationPrediction[];
  expect(predictions.map(({ label }) => label)).toEqual(fitted.predict(ROWS));
  const rows = fitted.predictProba?.(ROWS).toRows();
  if (rows === undefined) return;
  expect(predictions.map(({ probabilities: p }) => fitted.classes!.map((label) => p![String(label)]))).toEqual(rows);
}

const FEATURES = [
  { name: 'tenure', type: 'number' },
  { name: 'charge', type: 'number', nullable: true },
  { name: 'plan', type: 'string', nullable: true },
];

describe('a model that holds pipelines', () => {
  it.each([
    ['a fixed threshold', () => new FixedThresholdClassifier({ estimator: churn(), threshold: 0.3 })],
    ['a tuned threshold', () => new TunedThresholdClassifierCV({ estimator: churn(), cv: 3 })],
  ])('gives the pipeline to the model folder, where the model is %s', async (_, make) => {
    const fitted = make().fit(ROWS, LABELS);
    const { model, manifest } = await saved(fitted);
    await expectServed(model, fitted);
    expect(manifest.features).toEqual(FEATURES);
    expect(manifest.preprocessing).toMatchObject({ kind: 'tabular', transformer: { kind: 'pipeline' } });
    expect(manifest.statistics).toHaveLength(3);
    expect(manifest.example!.predictions).toHaveLength(1);
    // Made again from its JSON it knows nothing of the data but which of it is text.
    const revived = revivePredictor(JSON.parse(JSON.stringify(fitted)), { reviveTransformer });
    const again = await saved(revived);
    expect(again.manifest.features!.map(({ type }) => type)).toEqual(['number', 'number', 'string']);
    expect(again.manifest.preprocessing).toEqual(manifest.preprocessing);
    const rows = ROWS.filter(({ charge, plan }) => charge !== null && plan !== null);
    expect(await again.model.predict(rows)).toEqual(await model.predict(rows));
  });

  it('serves text and missing values to calibrated pipelines, each of which has its own preprocessing', async () => {
    const fitted = new CalibratedClassifierCV({ estimator: churn(), cv: 3 }).fit(ROWS, LABELS);
    const { model, manifest } = await saved(fitted);
    await expectServed(model, fitted);
    expect(manifest.features).toEqual(FEATURES);
    expect(manifest.example!.predictions).toHaveLength(1);
    expect(model.signature.inputs.map(({ name, dtype }) => [name, dtype])).toEqual([
      ['tenure', 'FP64'],
      ['charge', 'FP64'],
      ['plan', 'BYTES'],
    ]);
    const [unknown] = await model.predict([{ tenure: 3, charge: null, plan: 'gold' }]);
    expect(unknown).toMatchObject({ label: fitted.predict([{ tenure: 3, charge: null, plan: 'gold' }])[0] });
    const error = await errorOf(model.predict([{ tenure: 3, charge: 1, plan: 7 }] as never));
    expect(error.issues).toEqual([expect.objectContaining({ path: '/0/plan', code: 'type' })]);
  });

  it('serves a threshold behind calibrated pipelines, and a search among them', async () => {
    const calibrated = new CalibratedClassifierCV({ estimator: churn(), cv: 2 });
    const threshold = new FixedThresholdClassifier({ estimator: calibrated, threshold: 0.2 });
    const fitted = new GridSearchCV({ estimator: threshold, cv: 2, paramGrid: { threshold: [0.2, 0.4] } });
    const found = fitted.fit(ROWS, LABELS);
    const rows = ROWS.filter(({ charge, plan }) => charge !== null && plan !== null);
    const { model, manifest } = await saved(found);
    expect(manifest.features!.map(({ type }) => type)).toEqual(['number', 'number', 'string']);
    const predictions = (await model.predict(rows)) as ClassificationPrediction[];
    expect(predictions.map(({ label }) => label)).toEqual(found.predict(rows));
  });

  it('serves the empty text as the value that it is, where there is one', async () => {
    const plans = ROWS.map(({ plan }) => ({ plan: plan ?? '' }));
    const encode = new Pipeline([
      ['encode', new OneHotEncoder()],
      ['model', new GaussianNB({ varSmoothing: 0.1 })],
    ]);
    const fitted = new CalibratedClassifierCV({ estimator: encode, cv: 2 }).fit(plans, LABELS);
    const { model } = await saved(fitted);
    const predictions = (await model.predict(plans)) as ClassificationPrediction[];
    expect(predictions.map(({ probabilities: p }) => [p!['leave'], p!['stay']])).toEqual(
      fitted.predictProba(plans).toRows(),
    );
  });

  it('serves texts of any words', async () => {
    const texts = ROWS.map(({ plan, tenure }) => ({ note: `${plan ?? ''} ${tenure > 15 ? 'long since' : 'new'}` }));
    const count = new Pipeline([
      ['count', new CountVectorizer()],
      ['model', new LogisticRegression()],
    ]);
    const fitted = new CalibratedClassifierCV({ estimator: count, cv: 2 }).fit(texts, LABELS);
    const { model } = await saved(fitted);
    const some = [...texts.slice(0, 5), { note: '' }];
    const predictions = (await model.predict(some)) as ClassificationPrediction[];
    expect(predictions.map(({ probabilities: p }) => [p!['leave'], p!['stay']])).toEqual(
      fitted.predictProba(some).toRows(),
    );
  });

  it('serves pipelines within pipelines', async () => {
    const numbers = ROWS.map(({ tenure }, i) => [tenure, i % 11]);
    const inner = new Pipeline([
      ['scale', new StandardScaler()],
      ['model', new KNeighborsClassifier()],
    ]);
    const fitted = new Pipeline([
      ['scale', new StandardScaler()],
      ['model', inner],
    ]).fit(numbers, LABELS);
    const { model, manifest } = await saved(fitted);
    expect(manifest.format).toBe('estimator');
    const predictions = (await model.predict(numbers)) as ClassificationPrediction[];
    expect(predictions.map(({ label }) => label)).toEqual(fitted.predict(numbers));
  });

  it('takes the functions that its pipelines name from those that it is loaded with', async () => {
    const functions = { halve: (value: number) => value / 2 };
    const step = new FunctionTransformer({ func: 'halve', functions });
    const numbers = ROWS.map(({ tenure }, i) => [tenure, i % 11]);
    const estimator = new Pipeline([
      ['halve', step],
      ['model', new GaussianNB()],
    ]);
    const fitted = new CalibratedClassifierCV({ estimator, cv: 2 }).fit(numbers, LABELS);
    const { model } = await saved(fitted, { functions });
    const predictions = (await model.predict(numbers)) as ClassificationPrediction[];
    expect(predictions.map(({ label }) => label)).toEqual(fitted.predict(numbers));
    const error = await errorOf(loadModel(path.join(folder, `m${count - 1}`)));
    expect([error.code, error.message]).toEqual(['INVALID_MODEL', expect.stringContaining('"halve"')]);
  });
});

describe('classifiers without probabilities', () => {
  const numbers = ROWS.map(({ tenure }, i) => [tenure, i % 11]);
  const fitted = new LinearSVC().fit(numbers, LABELS);

  it('answer the class and its score, by the names that are declared', async () => {
    const { model } = await saved(fitted);
    const scores = Array.from(fitted.decisionFunction(numbers) as Float64Array);
    expect(await model.predict(numbers)).toEqual(
      fitted.predict(numbers).map((label, i) => ({ label, scores: scores[i] })),
    );
    const labels = ['goes', 'remains'];
    const renamed = await loadModel(path.join(folder, `m${count - 1}`), {
      postprocessing: { kind: 'classification', labels },
    });
    const names = ((await renamed.predict(numbers)) as ClassificationPrediction[]).map(({ label }) => label);
    expect(names).toEqual(fitted.predict(numbers).map((label) => labels[fitted.classes.indexOf(label)]));
  });

  it('can be told to make probabilities of their scores, but have none to compare or to rank', async () => {
    await saved(fitted);
    const load = (more: object) =>
      loadModel(path.join(folder, `m${count - 1}`), {
        postprocessing: { kind: 'classification', labels: ['leave', 'stay'], ...more },
      });
    const [first] = (await (await load({ activation: 'sigmoid' })).predict(numbers)) as ClassificationPrediction[];
    const score = (fitted.decisionFunction(numbers) as Float64Array)[0]!;
    expect(first!.probabilities!['stay']).toBeCloseTo(1 / (1 + Math.exp(-score)), 14);
    for (const options of [{ threshold: 0.5 }, { topK: 1 }, { labels: ['a', 'b', 'c'] }]) {
      const error = await errorOf(load(options));
      expect([error.code, error.message]).toEqual(['INVALID_MANIFEST', expect.stringContaining('no probabilities')]);
    }
  });
});

describe('the class that a model chooses', () => {
  const numbers = ROWS.map(({ tenure }, i) => [tenure, i % 11]);
  const fitted = new FixedThresholdClassifier({ estimator: new GaussianNB(), threshold: 0.9 }).fit(numbers, LABELS);

  it('is answered under other names too, and gives way to a threshold that is declared', async () => {
    await saved(fitted);
    const load = (more: object) =>
      loadModel(path.join(folder, `m${count - 1}`), {
        postprocessing: { kind: 'classification', labels: ['goes', 'remains'], ...more },
      });
    const named = (await (await load({})).predict(numbers)) as ClassificationPrediction[];
    expect(named.map(({ label }) => label)).toEqual(
      fitted.predict(numbers).map((label) => (label === 'leave' ? 'goes' : 'remains')),
    );
    const probabilities = fitted.predictProba!(numbers);
    const decided = (await (await load({ threshold: 0.2 })).predict(numbers)) as ClassificationPrediction[];
    expect(decided.map(({ label }) => label)).toEqual(
      numbers.map((_, i) => (probabilities.at(i, 1) >= 0.2 ? 'remains' : 'goes')),
    );
  });
});

it('says of a search that fitted nothing why it cannot be saved', async () => {
  const search = new GridSearchCV({ estimator: new LinearRegression(), cv: 2, paramGrid: {}, refit: false });
  const done = search.fit([[1], [2], [3], [4]], [1, 2, 3, 5]);
  const error = await errorOf(saveModel(path.join(folder, 'none'), done));
  expect([error.code, error.message]).toEqual(['INVALID_ARGUMENT', expect.stringContaining('refit: true')]);
});

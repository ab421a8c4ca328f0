import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Tensor } from '../../../../src/core/tensor/tensor.js';
import { CalibratedClassifierCV } from '../../../../src/learn/estimators/calibration/calibrated-classifier-cv.js';
import { DummyRegressor } from '../../../../src/learn/estimators/dummy/dummy-regressor.js';
import { IsotonicRegression } from '../../../../src/learn/estimators/isotonic/isotonic-regression.js';
import { LogisticRegression } from '../../../../src/learn/estimators/linear/logistic-regression.js';
import { LinearSVC } from '../../../../src/learn/estimators/linear/svm/linear-svc.js';
import { GaussianNB } from '../../../../src/learn/estimators/naive-bayes/gaussian-nb.js';
import { KNeighborsClassifier } from '../../../../src/learn/estimators/neighbors/k-neighbors-classifier.js';
import { KNeighborsRegressor } from '../../../../src/learn/estimators/neighbors/k-neighbors-regressor.js';
import { revivePredictor } from '../../../../src/learn/estimators/revive.js';
import { OneHotEncoder } from '../../../../src/learn/preprocessing/encoding/one-hot-encoder.js';
import { ColumnTransformer } from '../../../../src/learn/preprocessing/compose/column-transformer.js';
import { Pipeline } from '../../../../src/learn/preprocessing/compose/pipeline.js';
import { StandardScaler } from '../../../../src/learn/preprocessing/scaling/standard-scaler.js';
import { FixedThresholdClassifier } from '../../../../src/learn/selection/thresholds/fixed-threshold-classifier.js';
import { defaultBackends } from '../../../../src/model/find-backend.js';
import { openArtifact } from '../../../../src/runtime/artifact/open-artifact.js';
import { ESTIMATOR_KINDS } from '../../../../src/runtime/backends/estimator/estimator-kinds.js';
import { estimator } from '../../../../src/runtime/backends/estimator/estimator.js';
import { LINEAR_KINDS } from '../../../../src/runtime/backends/linear/linear-schema.js';
import { sessionChecks } from '../../../../src/testing/check-session.js';
import { answer, documentOf, openEstimator, X } from './open-estimator.js';

const rows = [
  [1, 2],
  [2, 1],
  [3, 5],
  [4, 2],
  [5, 5],
  [6, 1],
  [7, 3],
  [1, 7],
  [2, 6],
];
const three = ['a', 'a', 'b', 'b', 'c', 'c', 'c', 'a', 'b'];
const two = three.map((label) => label === 'a');
const values = [3, 3, 8, 6, 10, 7, 12, 8, 8];
const column = rows.map(([x = 0]) => [x]);

/** One of each form that a session can have. */
const FITTED = {
  'a regressor': new KNeighborsRegressor({ nNeighbors: 2 }).fit(rows, values),
  'a regressor of one feature': new IsotonicRegression({ outOfBounds: 'clip' }).fit(column, values),
  'a classifier of strings': new GaussianNB().fit(rows, three),
  'a classifier of booleans': new KNeighborsClassifier({ nNeighbors: 2 }).fit(rows, two),
  'a classifier of numbers': new GaussianNB().fit(
    rows,
    two.map((label) => (label ? 7 : -3)),
  ),
  'a classifier that has scores': new FixedThresholdClassifier({ estimator: new LinearSVC(), threshold: 0.3 }).fit(
    rows,
    two,
  ),
  'calibrated pipelines': new CalibratedClassifierCV({
    cv: 2,
    estimator: new Pipeline([
      ['scale', new StandardScaler()],
      ['model', new LogisticRegression()],
    ]),
  }).fit(rows, two),
};

describe.each(Object.entries(FITTED))('a session of %s keeps the session contract', (name, fitted) => {
  const backend = estimator();
  const checks = sessionChecks({
    name,
    backend,
    open: async () => backend.load(await openArtifact(documentOf(fitted))),
    inputs: () => X((fitted.nFeatures === 1 ? column : rows).slice(0, 6)),
    tolerance: 0,
  });
  for (const check of checks) it(check.name, check.run);
});

describe('a session of a model that takes text keeps the session contract', () => {
  const backend = estimator();
  const texts = three.map((plan, i) => ({ plan, tenure: values[i]! }));
  const encode = new ColumnTransformer([['plan', new OneHotEncoder(), ['plan']]], { remainder: 'passthrough' });
  const pipeline = new Pipeline([
    ['encode', encode],
    ['model', new LogisticRegression()],
  ]);
  const fitted = new CalibratedClassifierCV({ cv: 2, estimator: pipeline }).fit(texts, two);
  const checks = sessionChecks({
    name: 'texts',
    backend,
    open: async () => backend.load(await openArtifact(documentOf(fitted))),
    inputs: () =>
      new Map([
        ['plan', Tensor.of('BYTES', [3, 1], ['a', 'b', 'c'])],
        ['tenure', Tensor.of('FP64', [3, 1], [3, 8, 1])],
      ]),
    tolerance: 0,
  });
  for (const check of checks) it(check.name, check.run);

  it('answers what the model answers', async () => {
    const session = await openEstimator(documentOf(fitted));
    const inputs = new Map([
      ['plan', Tensor.of('BYTES', [texts.length, 1], three)],
      ['tenure', Tensor.of('FP64', [texts.length, 1], values)],
    ]);
    const outputs = session.runSync!(inputs);
    expect(outputs.get('probabilities')!.toNested()).toEqual(fitted.predictProba(texts).toRows());
    expect(outputs.get('label')!.toFlat()).toEqual(fitted.predict(texts));
  });
});

describe('estimator', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'modelmount-estimator-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = async (name: string, content: unknown): Promise<string> => {
    const file = path.join(folder, name);
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  const acceptedBy = async (source: string | object): Promise<string[]> => {
    const names: string[] = [];
    for (const backend of defaultBackends()) {
      if (await backend.accepts(await openArtifact(source))) names.push(backend.name);
    }
    return names;
  };

  it('knows every kind of fitted model that linear does not, and no other', () => {
    let message = '';
    try {
      revivePredictor({});
    } catch (error) {
      message = (error as Error).message;
    }
    const known = /"kind" of ([\w, ]+);/.exec(message)![1]!.split(', ');
    const others = known.filter((kind) => !LINEAR_KINDS.includes(kind as never) && kind !== 'mlRegression');
    expect(others.sort()).toEqual(ESTIMATOR_KINDS);
  });

  it('loads a value, an instance, a file of any name, and a folder with an estimator.json', async () => {
    const fitted = FITTED['a regressor'];
    const file = await write('neighbours.json', fitted);
    await write('estimator.json', fitted);
    await write('package.json', { name: 'not a model' });
    for (const source of [documentOf(fitted), fitted, file, folder]) {
      expect(await acceptedBy(source)).toEqual(['estimator']);
      expect(answer(await openEstimator(source), 'value', rows)).toEqual(Array.from(fitted.predict(rows)));
    }
  });

  it.each([
    ...Object.values(FITTED).map((fitted) => documentOf(fitted)),
    { kind: 'predictorPipeline', name: 'LogisticRegression', predictor: {} },
    { kind: 'predictorPipeline', name: 'polynomialRegression', coefficients: [] },
    { kind: 'kNeighborsRegressor', weights: 'uniform' },
    { kind: 'gaussianNB', powers: [], coefficients: [], classifiers: [], inputs: 1, outputs: 1, weights: [] },
  ])('is the only one that accepts a document of its kinds, whatever else is in it', async (document) => {
    expect(await acceptedBy(document)).toEqual(['estimator']);
  });

  it.each([
    documentOf(new LogisticRegression().fit(rows, two)),
    { kind: 'gaussianNB', coef: [[1]], intercept: [0] },
    { kind: 'gaussianNB', coef_: [1], intercept_: 0 },
    { kind: 'mlRegression', name: 'simpleLinearRegression', slope: 1, intercept: 0 },
  ])('leaves coefficients to the linear backend', async (document) => {
    expect(await acceptedBy(document)).toEqual(['linear']);
  });

  it('accepts nothing else, and throws for nothing', async () => {
    for (const content of ['', '{', '[1]', 'null', '"gaussianNB"', '{"kind": "standardScaler"}', '{"kind": 1}']) {
      expect(await acceptedBy(await write('other.json', content))).toEqual([]);
    }
    expect(await acceptedBy(folder)).toEqual([]);
    const trap = {
      get kind(): string {
        throw new Error('no');
      },
    };
    for (const value of [{}, [], new Map(), trap]) expect(await acceptedBy(value)).toEqual([]);
  });

  it('claims an estimator.json that is damaged, and says what is wrong with it', async () => {
    const file = await write('estimator.json', '{"kind": "gaussianNB"');
    for (const source of [file, folder]) {
      expect(await acceptedBy(source)).toEqual(['estimator']);
      await expect(openEstimator(source)).rejects.toMatchObject({
        code: 'INVALID_MODEL',
        message: '"estimator.json" is not JSON',
      });
    }
    await expect(openEstimator(await mkdtemp(path.join(folder, 'empty-')))).rejects.toMatchObject({
      code: 'INVALID_MODEL',
      message: expect.stringContaining('has no fitted model; expected an estimator.json'),
    });
  });

  it('refuses options that it does not have', () => {
    expect(() => estimator({ neighbours: 1 } as never)).toThrow(/unknown option "neighbours" of estimator/);
  });

  it('does not load once the signal has fired', async () => {
    const artifact = await openArtifact(documentOf(FITTED['a regressor']));
    await expect(estimator().load(artifact, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'ABORTED',
    });
  });

  it('is not changed by a later change of the value that it was loaded from', async () => {
    const fitted = new DummyRegressor().fit(rows, values);
    const document = { ...documentOf(fitted), constant: 4 };
    const session = await openEstimator(document);
    document.constant = 5;
    expect(answer(session, 'value', [[0, 0]])).toEqual([4]);
  });

  it('can be made again from its reference, unless something was handed to it', () => {
    expect(estimator().reference).toEqual({ module: 'modelmount/estimator', options: {} });
    expect(estimator({ functions: undefined }).reference).toBeDefined();
    expect(estimator({ functions: {} }).reference).toBeUndefined();
  });

  it('tells from a file’s size whether a row may take long', async () => {
    const cost = async (source: string | object) => estimator().estimateCost!(await openArtifact(source));
    const small = FITTED['a regressor'];
    const values3000 = Array.from({ length: 3000 }, (_, i) => i / 7);
    const many = Array.from({ length: 20_000 }, (_, i) => [i % 97, i % 89]);
    const large = new KNeighborsRegressor().fit(
      many,
      many.map(([a = 0]) => a),
    );
    expect(await cost(await write('estimator.json', small))).toBe('light');
    expect(await cost(folder)).toBe('light');
    expect(await cost(small)).toBe('light');
    expect(await cost(documentOf(small))).toBe('light');
    expect(await cost(await write('estimator.json', large))).toBe('unknown');
    expect(await cost(large)).toBe('unknown');
    expect(await cost(documentOf(large))).toBe('unknown');
    const some = new KNeighborsRegressor().fit(many.slice(0, 3000), values3000);
    const wide = new GaussianNB().fit(
      [0, 1, 2, 3].map((i) => Array.from({ length: 3000 }, (_, j) => (i * 7 + j) % 13)),
      [0, 0, 1, 1],
    );
    for (const [fitted, expected] of [
      [some, 'unknown'],
      [wide, 'light'],
    ] as const) {
      expect(JSON.stringify(fitted).length).toBeGreaterThan(2 ** 15);
      expect(await cost(await write('estimator.json', fitted))).toBe(expected);
      expect(await cost(documentOf(fitted))).toBe(expected);
      expect(await cost(fitted)).toBe(expected);
    }
    expect(await cost(await write('estimator.json', '{'))).toBe('light');
    const endless: Record<string, unknown> = { kind: 'gaussianNB' };
    endless['self'] = endless;
    expect(await cost(endless)).toBe('unknown');
  });
});

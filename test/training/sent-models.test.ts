import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CalibratedClassifierCV } from '../../src/learn/estimators/calibration/calibrated-classifier-cv.js';
import { FrozenEstimator } from '../../src/learn/estimators/calibration/frozen-estimator.js';
import { LogisticRegression } from '../../src/learn/estimators/linear/logistic-regression.js';
import { Ridge } from '../../src/learn/estimators/linear/ridge.js';
import { MlRegression } from '../../src/learn/estimators/ml-regression/ml-regression.js';
import type { MlRegressionClass } from '../../src/learn/estimators/ml-regression/ml-regression-model.js';
import { Pipeline } from '../../src/learn/preprocessing/compose/pipeline.js';
import { StandardScaler } from '../../src/learn/preprocessing/scaling/standard-scaler.js';
import { GridSearchCV } from '../../src/learn/selection/search/grid-search-cv.js';
import { FixedThresholdClassifier } from '../../src/learn/selection/thresholds/fixed-threshold-classifier.js';
import { crossValidate } from '../../src/learn/selection/validation/cross-validate.js';
import { crossValidateAsync } from '../../src/training/cross-validate-async.js';
import { fitAsync } from '../../src/training/fit-async.js';
import { dataOf } from '../learn/selection/reference.js';
import { buildTraining, type Build } from './build.js';
import { Mean } from './own-model.mjs';

const library = createRequire(import.meta.url)('ml-regression') as Record<string, MlRegressionClass> & {
  NLR: Record<string, MlRegressionClass>;
};
const classOf = (name: string): MlRegressionClass => library[name]!;
const FAMILIES: [string, MlRegressionClass, unknown[], 1 | 2][] = [
  ['a line', classOf('SimpleLinearRegression'), [], 1],
  ['a polynomial', classOf('PolynomialRegression'), [2], 1],
  ['an exponential', classOf('ExponentialRegression'), [], 1],
  ['a power law', classOf('PowerRegression'), [], 1],
  ['a power of a given exponent', library.NLR['PotentialRegression']!, [2], 1],
  ['Theil and Sen’s line', classOf('TheilSenRegression'), [], 1],
  ['a robust polynomial', classOf('RobustPolynomialRegression'), [1], 1],
  ['a surface', classOf('PolinomialFitting2D'), [{ order: 1 }], 2],
  ['a plane', classOf('MultivariateLinearRegression'), [], 2],
  ['kernel ridge', classOf('KernelRidgeRegression'), [{ kernelType: 'gaussian', kernelOptions: { sigma: 3 } }], 2],
];

const X = Array.from({ length: 24 }, (_, i) => [i + 1, (i * 5) % 7]);
const y = X.map(([a = 0, b = 0], i) => a * a + 3 * b + ((i * 7) % 5));
const column = X.map(([a = 0]) => [a]);
const pair = dataOf('irisPair', 5);

let build: Build;
const warnings: string[] = [];
const threads = (): object => ({
  ...{ workerUrl: build.workerUrl, nWorkers: 2 },
  onWarning: ({ message }: { readonly message: string }) => void warnings.push(message),
});
beforeAll(async () => {
  build = await buildTraining();
});
afterAll(() => build.remove());

function warned(): string {
  return warnings.splice(0).join();
}

describe('models of ml-regression in threads', () => {
  it.each(FAMILIES)('are what they are in one: %s', async (_, model, args, nFeatures) => {
    const estimator = new MlRegression({ model, args });
    const data = { X: nFeatures === 1 ? column : X, y };
    const options = { cv: 3, returnEstimator: true, scoring: 'neg_mean_absolute_error' } as const;
    const here = crossValidate(estimator, data, options);
    const there = await crossValidateAsync(estimator, data, { ...options, ...threads() });
    expect(warned()).toBe('');
    expect(there.testScores).toEqual(here.testScores);
    expect(JSON.stringify(there.estimators)).toBe(JSON.stringify(here.estimators));
    expect(there.estimators!.map((fitted) => fitted!.predict(data.X))).toEqual(
      here.estimators!.map((fitted) => fitted!.predict(data.X)),
    );
  });

  it('are searched as steps, and fitted on all data there', async () => {
    const search = new GridSearchCV({
      estimator: new Pipeline([
        ['scale', new StandardScaler()],
        ['model', new MlRegression({ model: classOf('PolynomialRegression'), args: [1] })],
      ]),
      paramGrid: { model__args: [[1], [2], [3]] },
      scoring: 'neg_mean_squared_error',
      cv: 3,
    });
    const here = search.fit(column, y);
    const there = await fitAsync(search, { X: column, y }, threads());
    expect(warned()).toBe('');
    expect(there.cvResults.testScores).toEqual(here.cvResults.testScores);
    expect(there.bestParams).toEqual({ model__args: [2] });
    expect(JSON.stringify(there)).toBe(JSON.stringify(here));
    expect(there.predict(column)).toEqual(here.predict(column));
  });

  it('stay in this thread where the class is not the installed one', async () => {
    class PolynomialRegression extends (classOf('PolynomialRegression') as never as new (...of: never[]) => object) {}
    const estimator = new MlRegression({ model: PolynomialRegression as never, args: [2] });
    const there = await crossValidateAsync(estimator, { X: column, y }, { cv: 2, ...threads() });
    expect(there.testScores).toEqual(crossValidate(estimator, { X: column, y }, { cv: 2 }).testScores);
    expect(warned()).toMatch(/since the estimator\.model is a class that neither the installed ml-regression has nor/);
  });
});

describe('a worker that cannot find ml-regression', () => {
  it('says what to install', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'modelmount-elsewhere-'));
    const filter = (file: string): boolean => !file.includes('node_modules');
    await cp(build.folder, folder, { recursive: true, filter });
    const estimator = new MlRegression({ model: classOf('SimpleLinearRegression') });
    const running = fitAsync(estimator, { X: column, y }, { workerUrl: path.join(folder, 'worker.js') });
    await expect(running).rejects.toMatchObject({ code: 'RUNTIME_MISSING' });
    await expect(running).rejects.toThrow(/needs the package ml-regression where modelmount is.*npm install/);
    await rm(folder, { recursive: true });
  });
});

describe('frozen models in threads', () => {
  const pipeline = new Pipeline([
    ['scale', new StandardScaler()],
    ['model', new LogisticRegression()],
  ]).fit(pair.X, pair.y);

  it.each([
    ['a model', new LogisticRegression({ C: 0.1 }).fit(pair.X, pair.y)],
    ['a pipeline', pipeline],
    [
      'a model with a threshold',
      new FixedThresholdClassifier({ estimator: new LogisticRegression() }).fit(pair.X, pair.y),
    ],
    [
      'a finished search',
      new GridSearchCV({ estimator: new LogisticRegression(), paramGrid: { C: [1, 2] }, cv: 2 }).fit(pair.X, pair.y),
    ],
  ])('score and calibrate as they do in one: %s', async (_, model) => {
    const frozen = new FrozenEstimator({ estimator: model });
    const options = { cv: 3, returnEstimator: true } as const;
    const there = await crossValidateAsync(frozen, pair, { ...options, ...threads() });
    expect(there.testScores).toEqual(crossValidate(frozen, pair, options).testScores);
    expect(there.estimators!.every((fitted) => fitted === model)).toBe(true);
    expect(await fitAsync(frozen, pair, threads())).toBe(model);

    const calibrated = new CalibratedClassifierCV({ estimator: frozen, cv: 3 });
    const [here, thence] = [calibrated.fit(pair.X, pair.y), await fitAsync(calibrated, pair, threads())];
    expect(warned()).toBe('');
    expect(JSON.stringify(thence)).toBe(JSON.stringify(here));
    expect(thence.predictProba(pair.X)).toEqual(here.predictProba(pair.X));
  });

  it('are sent where they are of ml-regression', async () => {
    const model = new MlRegression({ model: classOf('PolynomialRegression'), args: [2] }).fit(column, y);
    const options = { cv: 3, scoring: 'neg_mean_absolute_error' } as const;
    for (const estimator of [
      model,
      new Pipeline([['model', new FrozenEstimator({ estimator: model })]]).fit(column, y),
    ]) {
      const frozen = new FrozenEstimator<typeof estimator>({ estimator });
      const there = await crossValidateAsync(frozen, { X: column, y }, { ...options, ...threads() });
      expect(warned()).toBe('');
      expect(there.testScores).toEqual(crossValidate(frozen, { X: column, y }, options).testScores);
    }
  });

  it('stay in this thread where their JSON does not make them again', async () => {
    const own = new Mean().fit(column, y);
    const held = new FixedThresholdClassifier({ estimator: new LogisticRegression() }).fit(pair.X, pair.y);
    const strange = Object.assign(Object.create(held) as typeof held, { toJSON: () => ({ kind: 'strange' }) });
    for (const [estimator, message] of [
      [own, /since the estimator\.estimator is a FittedMean, which no module/],
      [
        strange,
        /since the estimator\.estimator is a fitted model that cannot be made again from its JSON: .*"strange"/,
      ],
    ] as const) {
      const frozen = new FrozenEstimator({ estimator });
      const there = await crossValidateAsync(frozen, pair, { cv: 2, scoring: () => 1, ...threads() });
      expect([...there.testScores['score']!]).toEqual([1, 1]);
      expect(warned()).toMatch(message);
    }
  });

  it('are compared with what is fitted anew', async () => {
    const frozen = new FrozenEstimator({ estimator: new Ridge({ alpha: 10 }).fit(X, y) });
    const held = new Pipeline([
      ['scale', 'passthrough'],
      ['model', frozen],
    ]);
    const there = await fitAsync(held, { X, y }, threads());
    expect(there.predict(X)).toEqual(frozen.fit().predict(X));
    expect(warned()).toBe('');
  });
});

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelMountError } from '../../src/core/errors.js';
import { CalibratedClassifierCV } from '../../src/learn/estimators/calibration/calibrated-classifier-cv.js';
import { LogisticRegression } from '../../src/learn/estimators/linear/logistic-regression.js';
import { Ridge } from '../../src/learn/estimators/linear/ridge.js';
import { Matrix } from '../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../src/learn/math/sparse-matrix.js';
import { OneHotEncoder } from '../../src/learn/preprocessing/encoding/one-hot-encoder.js';
import { Pipeline } from '../../src/learn/preprocessing/compose/pipeline.js';
import { StandardScaler } from '../../src/learn/preprocessing/scaling/standard-scaler.js';
import type { FitProgress } from '../../src/learn/selection/run/fit-job.js';
import { GridSearchCV } from '../../src/learn/selection/search/grid-search-cv.js';
import type { SelectionWarning } from '../../src/learn/selection/selection-warning.js';
import { KFold } from '../../src/learn/selection/splits/folds/k-fold.js';
import { FixedThresholdClassifier } from '../../src/learn/selection/thresholds/fixed-threshold-classifier.js';
import { crossValidate } from '../../src/learn/selection/validation/cross-validate.js';
import { crossValidateAsync } from '../../src/training/cross-validate-async.js';
import { fitAsync } from '../../src/training/fit-async.js';
import { dataOf, weightsOf } from '../learn/selection/reference.js';
import { buildTraining, type Build } from './build.js';
import { Mean, negativeBias } from './own-model.mjs';

let build: Build;
beforeAll(async () => {
  build = await buildTraining();
});
afterAll(() => build.remove());

const modules = [new URL('own-model.mjs', import.meta.url)];
const threads = (): { workerUrl: string; nWorkers: number } => ({ workerUrl: build.workerUrl, nWorkers: 2 });
const { X, y } = dataOf('diabetes', 5) as { X: number[][]; y: number[] };
const iris = dataOf('iris', 5);
const pair = dataOf('irisPair', 5);
const pipeline = new Pipeline([
  ['scale', new StandardScaler()],
  ['model', new LogisticRegression()],
]);
const withoutTimes = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !name.endsWith('TimeMs')));

describe('fits in threads', () => {
  it('give what they give in one thread, bit for bit', async () => {
    const scoring = ['accuracy', 'neg_log_loss'] as const;
    const options = { scoring, returnTrainScore: true, returnEstimator: true, returnIndices: true, cv: 4 };
    const here = crossValidate(pipeline, iris, options);
    const there = await crossValidateAsync(pipeline, iris, { ...options, ...threads() });
    expect(withoutTimes({ ...there, estimators: undefined })).toEqual(withoutTimes({ ...here, estimators: undefined }));
    expect(JSON.stringify(there.estimators)).toBe(JSON.stringify(here.estimators));
    expect(there.fitTimeMs.length).toBe(4);
  });

  it.each<[string, typeof X | Matrix | SparseMatrix]>([
    ['rows', X],
    ['a matrix', Matrix.from(X)],
    ['a sparse matrix', SparseMatrix.fromMatrix(Matrix.from(X))],
  ])('search as one thread does: %s', async (_, samples) => {
    const cv = new KFold({ nSplits: 3, shuffle: true, randomState: 2 });
    const search = new GridSearchCV({ estimator: new Ridge(), paramGrid: { alpha: [0.1, 1, 10] }, cv });
    const sampleWeight = weightsOf({ y });
    const here = search.fit(samples, y, { sampleWeight });
    const there = await fitAsync(search, { X: samples, y }, { ...threads(), fitParams: { sampleWeight } });
    expect(withoutTimes(there.cvResults)).toEqual(withoutTimes(here.cvResults));
    expect([there.bestIndex, there.bestScore, there.nSplits]).toEqual([here.bestIndex, here.bestScore, here.nSplits]);
    expect(there.predict(X)).toEqual(here.predict(X));
    expect(there.refitTimeMs).toBeGreaterThan(0);
  });

  it('fit one estimator, with what a pipeline knows of its columns', async () => {
    const rows = iris.X.map(([a = 0, b = 0], i) => ({ a, b, isOdd: i % 2 === 1 }));
    const here = pipeline.fit(rows, iris.y);
    const there = await fitAsync(pipeline, { X: rows, y: iris.y }, threads());
    expect(JSON.stringify(there)).toBe(JSON.stringify(here));
    expect(there.features).toEqual(here.features);
    expect(there.predictProba(rows)).toEqual(here.predictProba(rows));
  });

  it('take columns of strings', async () => {
    const rows = iris.y.map((label, i) => ({ shop: `s${(Number(label) + i) % 4}`, plan: i % 3 === 0 ? null : 'pro' }));
    const encoded = new Pipeline([
      ['encode', new OneHotEncoder({ handleUnknown: 'ignore' })],
      ['model', new LogisticRegression()],
    ]);
    const there = await crossValidateAsync(encoded, { X: rows, y: iris.y }, threads());
    expect(there.testScores).toEqual(crossValidate(encoded, { X: rows, y: iris.y }).testScores);
  });

  it('give back a pipeline that something else holds', async () => {
    const calibrated = new CalibratedClassifierCV({ estimator: pipeline, cv: 2 });
    const there = await fitAsync(new FixedThresholdClassifier({ estimator: calibrated }), pair, threads());
    const here = new FixedThresholdClassifier({ estimator: calibrated }).fit(pair.X, pair.y);
    expect(JSON.stringify(there)).toBe(JSON.stringify(here));
    expect(there.predictProba!(pair.X)).toEqual(here.predictProba!(pair.X));
  });

  it('hand the steps of a pipeline their weights', async () => {
    const sampleWeight = weightsOf(iris);
    const fitParams = { sampleWeight, scale__sampleWeight: sampleWeight };
    const options = { fitParams, scoring: 'neg_log_loss', returnEstimator: true } as const;
    const there = await crossValidateAsync(pipeline, iris, { ...options, ...threads() });
    const here = crossValidate(pipeline, iris, options);
    expect(there.testScores).toEqual(here.testScores);
    expect(JSON.stringify(there.estimators)).toBe(JSON.stringify(here.estimators));
    expect(here.testScores).not.toEqual(crossValidate(pipeline, iris, { scoring: 'neg_log_loss' }).testScores);
  });

  it('search within searches', async () => {
    const search = new GridSearchCV({ estimator: new Ridge(), paramGrid: { alpha: [1, 10] }, cv: 2 });
    const there = await crossValidateAsync(search, { X, y }, { ...threads(), cv: 2 });
    expect(there.testScores).toEqual(crossValidate(search, { X, y }, { cv: 2 }).testScores);
  });

  it('tell of each fit, and of warnings, while this thread stays free', async () => {
    const told: FitProgress[] = [];
    const warned: string[] = [];
    let nTurns = 0;
    const timer = setInterval(() => nTurns++, 0);
    const onWarning = (warning: Error): void => void warned.push(warning.message);
    const search = new GridSearchCV({
      estimator: new Mean({ onWarning }),
      paramGrid: { shift: [0, 1] },
      scoring: negativeBias,
      cv: 2,
    });
    const fitted = await fitAsync(search, { X, y }, { ...threads(), modules, onProgress: (p) => void told.push(p) });
    clearInterval(timer);
    expect(told.map(({ nDone, nTotal }) => [nDone, nTotal])).toEqual([1, 2, 3, 4].map((nDone) => [nDone, 4]));
    expect(told.map(({ split, params }) => `${split} ${String(params['shift'])}`).sort()).toEqual(
      ['0 0', '1 0', '0 1', '1 1'].sort(),
    );
    expect(warned.sort()).toEqual([110, 110, 111, 111, 221].map((n) => `mean of ${n}`).sort());
    expect(nTurns).toBeGreaterThan(0);
    expect(fitted.predict(X)).toEqual(search.fit(X, y).predict(X));
  });

  it('raise the error of the first task that fails, as one thread does', async () => {
    const broken = {
      estimator: new Mean({ breaksAt: y[0]! }),
      paramGrid: { shift: [0, 1] },
      cv: 4,
      scoring: negativeBias,
    };
    const here = ((): ModelMountError => {
      try {
        new GridSearchCV(broken).fit(X, y);
      } catch (error) {
        return error as ModelMountError;
      }
      throw new Error('it must fail');
    })();
    expect(here.message).toBe('shift = 0, split 1 of 4: it broke');
    const there = fitAsync(new GridSearchCV(broken), { X, y }, { ...threads(), modules });
    await expect(there).rejects.toMatchObject({
      code: here.code,
      message: here.message,
      cause: { name: 'RangeError' },
    });
    // Not fitted on all data, of which the first row is the one that breaks it.
    const tolerant = { ...broken, errorScore: NaN, refit: false };
    const there2 = await fitAsync(new GridSearchCV(tolerant), { X, y }, { ...threads(), modules });
    const here2 = new GridSearchCV(tolerant).fit(X, y);
    expect(there2.cvResults.testScores).toEqual(here2.cvResults.testScores);
  });

  it('end at an abort, whatever they do', async () => {
    const controller = new AbortController();
    const endless = new GridSearchCV({
      estimator: new Mean(),
      paramGrid: { isEndless: [false, true] },
      scoring: negativeBias,
    });
    const onProgress = ({ nDone }: FitProgress): void => {
      if (nDone === 4) controller.abort(new Error('enough'));
    };
    const { signal } = controller;
    const running = fitAsync(endless, { X, y }, { ...threads(), modules, signal, onProgress });
    await expect(running).rejects.toMatchObject({ code: 'ABORTED', cause: { message: 'enough' } });
    await expect(fitAsync(endless, { X, y }, { ...threads(), signal })).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('fail if a thread ends by itself', async () => {
    const running = crossValidateAsync(new Mean({ ends: true }), { X, y }, { ...threads(), modules });
    await expect(running).rejects.toMatchObject({ code: 'WORKER_LOST' });
  });

  it('run in this thread where something cannot be sent, and say what', async () => {
    const warnings: SelectionWarning[] = [];
    const onWarning = (warning: SelectionWarning): void => void warnings.push(warning);
    const scoring = (): number => 0.25;
    const result = await crossValidateAsync(new Ridge(), { X, y }, { ...threads(), scoring, onWarning });
    expect([...result.testScores['score']!]).toEqual([0.25, 0.25, 0.25, 0.25, 0.25]);
    const alone = await fitAsync(new Mean(), { X, y }, { ...threads(), onWarning });
    expect(alone.predict(X)[0]).toBeCloseTo(y.reduce((sum, value) => sum + value, 0) / y.length, 9);
    expect(warnings.map(({ code }) => code)).toEqual(['mainThread', 'mainThread']);
    expect(warnings[0]?.message).toMatch(/since scorers\[0\]\.scorer is a function that no module .*"modules" exports/);
    expect(warnings[1]?.message).toMatch(/since the estimator is a Mean, which no module/);
  });

  it('say that a bundler has lost the worker', async () => {
    const running = crossValidateAsync(new Ridge(), { X, y }, { workerUrl: '/nowhere/worker.js' });
    await expect(running).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(running).rejects.toThrow(/worker file "worker\.js" is not there/);
  });

  it.each([
    ['fitAsync', () => fitAsync(new Ridge(), { X, y }, { nJobs: 2 } as object), /unknown option "nJobs" of fitAsync/],
    ['no threads', () => crossValidateAsync(new Ridge(), { X, y }, { nWorkers: 0 }), /"nWorkers".*≥ 1, got 0/],
    ['no estimator', () => fitAsync({} as never, { X, y }), /fitAsync takes an estimator/],
  ] as const)('refuse %s', async (_, act, message) => {
    await expect(act()).rejects.toThrow(message);
  });
});

describe('fits in threads of a built package', () => {
  const program = (load: string): string => `${load}
    const X = Array.from({ length: 30 }, (_, i) => [i, (i * 7) % 5]);
    const y = X.map(([a, b]) => a - b);
    const search = new GridSearchCV({ estimator: new Ridge(), paramGrid: { alpha: [0.1, 1] }, cv: 3 });
    fitAsync(search, { X, y }, { nWorkers: 2, onWarning: console.log }).then((fitted) => {
      console.log(JSON.stringify(fitted) === JSON.stringify(search.fit(X, y)));
    });`;

  it.each([
    ['app.mjs', "import { fitAsync, GridSearchCV } from './selection.js'; import { Ridge } from './estimators.js';"],
    [
      'app.cjs',
      "const { fitAsync, GridSearchCV } = require('./selection.cjs'); const { Ridge } = require('./estimators.cjs');",
    ],
  ])('work, and let the program end: %s', async (name, load) => {
    const file = path.join(build.folder, name);
    await writeFile(file, program(load));
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [file], { timeout: 20_000 });
    expect([stdout, stderr]).toEqual(['true\n', '']);
  });
});

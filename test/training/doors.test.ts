import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelMountError } from '../../src/core/errors.js';
import { LogisticRegression } from '../../src/learn/estimators/linear/logistic-regression.js';
import { Ridge } from '../../src/learn/estimators/linear/ridge.js';
import { LinearSVC } from '../../src/learn/estimators/linear/svm/linear-svc.js';
import { KNeighborsClassifier } from '../../src/learn/estimators/neighbors/k-neighbors-classifier.js';
import { Pipeline } from '../../src/learn/preprocessing/compose/pipeline.js';
import { StandardScaler } from '../../src/learn/preprocessing/scaling/standard-scaler.js';
import type { FitProgress } from '../../src/learn/selection/run/fit-job.js';
import type { SelectionWarning } from '../../src/learn/selection/selection-warning.js';
import { GroupKFold } from '../../src/learn/selection/splits/folds/group-k-fold.js';
import { KFold } from '../../src/learn/selection/splits/folds/k-fold.js';
import {
  TunedThresholdClassifierCV,
  type TunedThresholdClassifierCVOptions,
} from '../../src/learn/selection/thresholds/tuned-threshold-classifier-cv.js';
import { crossValPredict } from '../../src/learn/selection/validation/cross-val-predict.js';
import { learningCurve } from '../../src/learn/selection/validation/learning-curve.js';
import { permutationTestScore } from '../../src/learn/selection/validation/permutation-test-score.js';
import { validationCurve } from '../../src/learn/selection/validation/validation-curve.js';
import { crossValPredictAsync } from '../../src/training/cross-val-predict-async.js';
import { fitAsync } from '../../src/training/fit-async.js';
import { learningCurveAsync } from '../../src/training/learning-curve-async.js';
import { permutationTestScoreAsync } from '../../src/training/permutation-test-score-async.js';
import { validationCurveAsync } from '../../src/training/validation-curve-async.js';
import { dataOf, weightsOf } from '../learn/selection/reference.js';
import { buildTraining, type Build } from './build.js';
import { Mean, negativeBias } from './own-model.mjs';

let build: Build;
beforeAll(async () => {
  build = await buildTraining();
});
afterAll(() => build.remove());

const warnings: SelectionWarning[] = [];
const onWarning = (warning: SelectionWarning): void => void warnings.push(warning);
const threads = (): object => ({ workerUrl: build.workerUrl, nWorkers: 2, onWarning });
const modules = [new URL('own-model.mjs', import.meta.url)];
const { X, y } = dataOf('diabetes', 5) as { X: number[][]; y: number[] };
const iris = dataOf('iris', 3);
const pair = dataOf('irisPair', 5);
const groups = iris.y.map((_, i) => i % 7);
const pipeline = new Pipeline([
  ['scale', new StandardScaler()],
  ['model', new LogisticRegression()],
]);
/** Without what a clock says. */
const scoresOf = ({ trainScores, testScores }: { trainScores: object; testScores: object }): object => ({
  trainScores,
  testScores,
});
const heard = (): SelectionWarning[] => warnings.splice(0);

describe('learningCurveAsync', () => {
  it('gives what learningCurve gives, bit for bit', async () => {
    const options = {
      cv: 3,
      trainSizes: [0.2, 0.5, 1],
      shuffle: true,
      randomState: 4,
      scoring: 'neg_log_loss',
    } as const;
    const here = learningCurve(pipeline, iris, options);
    const there = await learningCurveAsync(pipeline, iris, { ...options, ...threads() });
    expect(scoresOf(there)).toEqual(scoresOf(here));
    expect(there.trainSizes).toEqual(here.trainSizes);
    expect([there.fitTimeMs.nRows, there.fitTimeMs.nColumns]).toEqual([3, 3]);
    expect(heard()).toEqual([]);
  });
});

describe('validationCurveAsync', () => {
  it('gives what validationCurve gives, bit for bit, and tells of each fit', async () => {
    const sampleWeight = weightsOf({ y });
    const options = {
      ...{ paramName: 'alpha', paramRange: [0.1, 1, 10], cv: new KFold({ nSplits: 3, shuffle: true, randomState: 1 }) },
      ...{ fitParams: { sampleWeight }, scoreWeight: sampleWeight },
    };
    const told: FitProgress[] = [];
    const there = await validationCurveAsync(
      new Ridge(),
      { X, y },
      { ...options, ...threads(), onProgress: (progress) => void told.push(progress) },
    );
    expect(scoresOf(there)).toEqual(scoresOf(validationCurve(new Ridge(), { X, y }, options)));
    expect(told.map(({ nDone, nTotal }) => `${nDone}/${nTotal}`)).toEqual(
      Array.from({ length: 9 }, (_, i) => `${i + 1}/9`),
    );
    expect(new Set(told.map(({ params }) => params['alpha']))).toEqual(new Set([0.1, 1, 10]));
  });
});

describe('permutationTestScoreAsync', () => {
  it.each([
    ['stratified folds', { data: iris, options: { cv: 3 } }],
    ['groups', { data: { ...iris, groups }, options: { cv: new GroupKFold({ nSplits: 3 }) } }],
    ['a seed', { data: iris, options: { cv: 2, randomState: 9, fitParams: { sampleWeight: weightsOf(iris) } } }],
  ])('gives what permutationTestScore gives, bit for bit: %s', async (_, { data, options }) => {
    const test = { ...options, nPermutations: 6 };
    let nTold = 0;
    const onProgress = (): void => {
      nTold++;
    };
    const there = await permutationTestScoreAsync(pipeline, data, { ...test, ...threads(), onProgress });
    expect(there).toEqual(permutationTestScore(pipeline, data, test));
    expect(nTold).toBe(7 * (typeof test.cv === 'number' ? test.cv : 3));
    expect(heard()).toEqual([]);
  });

  it('refuses a splitter whose number of splits hangs on the targets', async () => {
    const cv = {
      *split(samples: { length: number }, targets: ArrayLike<unknown> = []) {
        const rows = Int32Array.from({ length: samples.length }, (_, i) => i);
        const nSplits = targets[0] === y[0] ? 1 : 2;
        for (let k = 0; k < nSplits; k++) yield { trainIndices: rows, testIndices: rows };
      },
      getNSplits: () => 1,
    };
    const running = permutationTestScoreAsync(new Ridge(), { X, y }, { cv: cv as never, ...threads() });
    await expect(running).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(running).rejects.toThrow(/as many splits for shuffled targets/);
  });
});

describe('crossValPredictAsync', () => {
  it.each([
    ['labels', new KNeighborsClassifier(), 'predict'],
    ['probabilities', pipeline, 'predictProba'],
    ['decisions', new LinearSVC(), 'decisionFunction'],
  ] as const)('gives what crossValPredict gives, bit for bit: %s', async (_, estimator, method) => {
    const there = await crossValPredictAsync(estimator as never, iris, { cv: 3, method, ...threads() });
    expect(there).toEqual(crossValPredict(estimator as never, iris, { cv: 3, method }));
    expect(heard()).toEqual([]);
  });

  it('gives numbers, of an estimator of your own too', async () => {
    const there = await crossValPredictAsync(new Mean(), { X, y }, { cv: 3, ...threads(), modules });
    expect(there).toEqual(crossValPredict(new Mean(), { X, y }, { cv: 3 }));
    expect(there).toBeInstanceOf(Float64Array);
    expect(heard()).toEqual([]);
  });

  it('says as crossValPredict what the fitted value lacks', async () => {
    const options = { cv: 2, method: 'predictProba' } as const;
    const running = crossValPredictAsync(new Ridge(), { X, y }, { ...options, ...threads() });
    const message = 'split 0 of 2: the fitted value of kind "ridge" has no predictProba';
    await expect(running).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', message });
    expect(() => crossValPredict(new Ridge(), { X, y }, options)).toThrow(message);
  });
});

describe('fitAsync of a TunedThresholdClassifierCV', () => {
  it.each<[string, Omit<TunedThresholdClassifierCVOptions, 'estimator'>]>([
    ['folds', { storeCvResults: true }],
    ['given thresholds', { thresholds: [0.2, 0.4, 0.6], storeCvResults: true, scoring: 'f1' }],
    ['one split and no fit on all data', { cv: 0.3, randomState: 3, refit: false }],
  ])('gives what fit gives, bit for bit: %s', async (_, options) => {
    const tuned = new TunedThresholdClassifierCV({ estimator: pipeline, cv: 4, ...options });
    const sampleWeight = weightsOf(pair);
    const labels = options.scoring === 'f1' ? pair.y.map((label) => Number(label === pair.y[0])) : pair.y;
    const here = tuned.fit(pair.X, labels, { sampleWeight });
    const told: FitProgress[] = [];
    const there = await fitAsync(
      tuned,
      { X: pair.X, y: labels },
      { ...threads(), fitParams: { sampleWeight }, onProgress: (progress) => void told.push(progress) },
    );
    expect(JSON.stringify(there)).toBe(JSON.stringify(here));
    expect([there.bestScore, there.cvResults]).toEqual([here.bestScore, here.cvResults]);
    expect(there.predict(pair.X)).toEqual(here.predict(pair.X));
    expect(told.length).toBe(options.refit === false ? 1 : 4);
    expect(heard()).toEqual([]);
  });

  it('stays in this thread with an estimator whose fitted value is not the library’s', async () => {
    const tuned = new TunedThresholdClassifierCV({ estimator: new Mean() });
    const running = fitAsync(tuned, pair, { ...threads(), modules });
    await expect(running).rejects.toThrow(/needs two classes in y, got 0/);
    expect(heard()[0]?.message).toMatch(/only those of the library can be made again from their JSON/);
  });
});

describe('the doors to threads', () => {
  const signal = AbortSignal.abort(new Error('enough'));
  type Act = (options: object) => Promise<unknown>;
  const DOORS: [string, Act, (options: object) => unknown][] = [
    [
      'learningCurve',
      (options) => learningCurveAsync(new Mean({ breaksAt: y[0]! }), { X, y }, { ...options }),
      (options) => learningCurve(new Mean({ breaksAt: y[0]! }), { X, y }, { ...options }),
    ],
    [
      'validationCurve',
      (options) =>
        validationCurveAsync(new Mean(), { X, y }, { paramName: 'breaksAt', paramRange: [0, y[0]], ...options }),
      (options) => validationCurve(new Mean(), { X, y }, { paramName: 'breaksAt', paramRange: [0, y[0]], ...options }),
    ],
    [
      'permutationTestScore',
      (options) =>
        permutationTestScoreAsync(new Mean({ breaksAt: y[7]! }), { X, y }, { ...options, nPermutations: 40 }),
      (options) => permutationTestScore(new Mean({ breaksAt: y[7]! }), { X, y }, { ...options, nPermutations: 40 }),
    ],
    [
      'crossValPredict',
      (options) => crossValPredictAsync(new Mean({ breaksAt: y[0]! }), { X, y }, withoutScoring(options)),
      (options) => crossValPredict(new Mean({ breaksAt: y[0]! }), { X, y }, withoutScoring(options)),
    ],
  ];

  function withoutScoring({ scoring: _, ...options }: { readonly scoring?: unknown }): object {
    return options;
  }

  async function errorOf(act: () => unknown): Promise<ModelMountError> {
    try {
      await act();
    } catch (error) {
      return error as ModelMountError;
    }
    throw new Error('it must fail');
  }

  it.each(DOORS)('raise the error that %s raises', async (_, there, here) => {
    const work = { cv: 3, scoring: negativeBias };
    const expected = await errorOf(() => here(work));
    expect(expected.message).toMatch(/it broke$/);
    const { code, message } = await errorOf(() => there({ ...work, ...threads(), modules }));
    expect({ code, message }).toEqual({ code: expected.code, message: expected.message });
  });

  it.each(DOORS)('end at an abort, and refuse what is no option: %sAsync', async (name, there) => {
    expect(await errorOf(() => there({ ...threads(), signal }))).toMatchObject({ code: 'ABORTED' });
    const unknown = await errorOf(() => there({ ...threads(), nJobs: 2 }));
    expect(unknown).toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(unknown.message).toContain(`unknown option "nJobs" of ${name}`);
    const none = await errorOf(() => there({ ...threads(), nWorkers: 0 }));
    expect(none.message).toBe(`option "nWorkers" of ${name}Async must be a whole number ≥ 1, got 0`);
  });

  it.each(DOORS)('work in this thread where something cannot be sent, and say so: %sAsync', async (_, there) => {
    const scoring = (): number => 1;
    const error = await errorOf(() => there({ ...threads(), cv: 3, scoring }));
    expect(error.message).toMatch(/it broke$/);
    expect(heard()[0]).toMatchObject({ code: 'mainThread' });
  });
});

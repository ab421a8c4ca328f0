import { describe, expect, it } from 'vitest';
import { Tensor } from '../../../../src/core/tensor/tensor.js';
import { CalibratedClassifierCV } from '../../../../src/learn/estimators/calibration/calibrated-classifier-cv.js';
import { DummyRegressor } from '../../../../src/learn/estimators/dummy/dummy-regressor.js';
import { IsotonicRegression } from '../../../../src/learn/estimators/isotonic/isotonic-regression.js';
import { LogisticRegression } from '../../../../src/learn/estimators/linear/logistic-regression.js';
import { GaussianNB } from '../../../../src/learn/estimators/naive-bayes/gaussian-nb.js';
import { KNeighborsClassifier } from '../../../../src/learn/estimators/neighbors/k-neighbors-classifier.js';
import { Pipeline } from '../../../../src/learn/preprocessing/compose/pipeline.js';
import { SimpleImputer } from '../../../../src/learn/preprocessing/imputation/simple-imputer.js';
import { FixedThresholdClassifier } from '../../../../src/learn/selection/thresholds/fixed-threshold-classifier.js';
import { loadModel } from '../../../../src/model/load-model.js';
import type { ClassificationPrediction } from '../../../../src/model/predict/prediction.js';
import { answer, documentOf, openEstimator, X } from './open-estimator.js';

const column = [[0], [1], [4], [5]];
const labels = ['low', 'low', 'high', 'high'];

/** A tensor that `Tensor.of` would refuse for its NaN. */
const inputOf = (shape: readonly [number, number], data: readonly number[]): Map<string, Tensor> =>
  new Map([['X', new Tensor('FP64', shape, Float64Array.from(data))]]);

describe('a session of a fitted model', () => {
  it('answers the label that the model chooses, where that is not the most probable one', async () => {
    const fitted = new FixedThresholdClassifier({ estimator: new GaussianNB(), threshold: 0.999 }).fit(column, labels);
    const session = await openEstimator(documentOf(fitted));
    const rows = [[1.9], [2.2], [2.6], [3]];
    const probabilities = answer(session, 'probabilities', rows) as number[][];
    expect(answer(session, 'label', rows)).toEqual(fitted.predict(rows));
    const mostProbable = probabilities.map(([high = 0, low = 0]) => (high >= low ? 'high' : 'low'));
    expect(answer(session, 'label', rows)).not.toEqual(mostProbable);
  });

  it.each([
    [['a', 1], 'BYTES'],
    [[0.5, 1.5], 'FP64'],
    [[true, false], 'BOOL'],
    [[-1, 2 ** 40], 'INT64'],
  ])('answers classes of any types, as coefficients may have them: %j', async (classes, dtype) => {
    const inner = { kind: 'logisticRegression', coef: [[1]], intercept: [0], classes };
    const document = { kind: 'thresholdClassifier', threshold: 0.5, posLabel: classes[1], estimator: inner };
    const source = { ...document, responseMethod: 'predictProba' };
    const session = await openEstimator(source);
    expect(session.signature.outputs[0]).toMatchObject({ name: 'label', dtype });
    const model = await loadModel(source);
    const predictions = (await model.predict([[-3], [3]])) as ClassificationPrediction[];
    expect(predictions.map(({ label }) => label)).toEqual(classes);
  });

  it('makes only the outputs that are asked for', async () => {
    const session = await openEstimator(documentOf(new KNeighborsClassifier({ nNeighbors: 1 }).fit(column, labels)));
    expect([...session.runSync!(X(column), { outputs: ['label'] }).keys()]).toEqual(['label']);
    expect([...session.runSync!(X(column), { outputs: [] }).keys()]).toEqual([]);
    expect(() => session.runSync!(X(column), { outputs: ['value'] })).toThrow(
      'unknown output "value"; the fitted model has label, probabilities',
    );
  });

  it('refuses numbers that are not finite, each with its place, unless the model takes missing values', async () => {
    const knn = await openEstimator(documentOf(new KNeighborsClassifier({ nNeighbors: 1 }).fit(column, labels)));
    await expect(knn.run(inputOf([3, 1], [1, NaN, Infinity]))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      issues: [
        { path: '/X/1/0', code: 'nonFinite', message: 'expected a finite number, got NaN' },
        { path: '/X/2/0', code: 'nonFinite', message: 'expected a finite number, got Infinity' },
      ],
    });
    const imputes = new CalibratedClassifierCV({
      cv: 2,
      estimator: new Pipeline([
        ['fill', new SimpleImputer()],
        ['model', new LogisticRegression()],
      ]),
    }).fit([[0], [1], [4], [5], [0.5], [NaN]], [...labels, 'low', 'high']);
    const session = await openEstimator(documentOf(imputes));
    const probabilities = session.runSync!(inputOf([2, 1], [NaN, 3])).get('probabilities')!;
    expect(probabilities.toNested()).toEqual(imputes.predictProba([[NaN], [3]]).toRows());
  });

  it('says why a model refuses a row', async () => {
    const fitted = new IsotonicRegression({ outOfBounds: 'raise' }).fit(column, [1, 2, 3, 4]);
    const session = await openEstimator(documentOf(fitted));
    await expect(session.run(X([[9]]))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ path: '', message: 'row 0 is 9, outside of the values seen when fitting, 0 to 5' }],
    });
  });

  it('fails with NON_FINITE_OUTPUT where a model has no answer', async () => {
    const fitted = new IsotonicRegression().fit(column, [1, 2, 3, 4]);
    const session = await openEstimator(documentOf(fitted));
    await expect(session.run(X([[3], [9]]))).rejects.toMatchObject({
      code: 'NON_FINITE_OUTPUT',
      issues: [{ path: '/value/1', code: 'nonFinite' }],
    });
  });

  it('tells the names of the features, and the kind', async () => {
    const fitted = new DummyRegressor().fit([{ a: 1, b: 2 }], [3]);
    const { info } = await openEstimator(documentOf(fitted));
    expect(info).toEqual({
      format: 'estimator',
      runtime: 'modelmount',
      metadata: { kind: 'dummyRegressor' },
      classifiers: [],
      featureNames: ['a', 'b'],
    });
  });
});

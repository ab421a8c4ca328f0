import { describe, expect, it } from 'vitest';
import type { Label } from '../../../../src/core/session.js';
import type { Predictor } from '../../../../src/learn/contracts.js';
import { CalibratedClassifierCV } from '../../../../src/learn/estimators/calibration/calibrated-classifier-cv.js';
import { FrozenEstimator } from '../../../../src/learn/estimators/calibration/frozen-estimator.js';
import { LogisticRegression } from '../../../../src/learn/estimators/linear/logistic-regression.js';
import { Ridge } from '../../../../src/learn/estimators/linear/ridge.js';
import { KNeighborsClassifier } from '../../../../src/learn/estimators/neighbors/k-neighbors-classifier.js';
import { Pipeline, type PipelineFitOptions } from '../../../../src/learn/preprocessing/compose/pipeline.js';
import { MinMaxScaler } from '../../../../src/learn/preprocessing/scaling/min-max-scaler.js';
import { StandardScaler } from '../../../../src/learn/preprocessing/scaling/standard-scaler.js';
import { GridSearchCV } from '../../../../src/learn/selection/search/grid-search-cv.js';
import { FixedThresholdClassifier } from '../../../../src/learn/selection/thresholds/fixed-threshold-classifier.js';
import { TunedThresholdClassifierCV } from '../../../../src/learn/selection/thresholds/tuned-threshold-classifier-cv.js';
import { crossValidate } from '../../../../src/learn/selection/validation/cross-validate.js';
import { crossValPredict } from '../../../../src/learn/selection/validation/cross-val-predict.js';
import { codeOf, readFixture, relativeDifference } from '../../fixture.js';
import { dataOf, weightsOf } from '../../selection/reference.js';

const reference = readFixture('pipeline-weights') as {
  pipelines: { data: string; scaled: boolean; probabilities: number[][] }[];
  searches: { data: string; mean: number[]; best: number; probabilities: number[][] }[];
  holders: { name: string; probabilities: number[][]; labels: Label[]; threshold: number | null }[];
};
const TOLERANCE = 1e-9;

const scaled = (C = 0.1) =>
  new Pipeline([
    ['scale', new StandardScaler()],
    ['model', new LogisticRegression({ C })],
  ]);
const every7th = (rows: number[][]): number[][] => rows.filter((_, i) => i % 7 === 0);
const isClose = (fitted: Predictor, X: number[][], expected: number[][]): void => {
  expect(relativeDifference(fitted.predictProba!(X).data, expected.flat())).toBeLessThan(TOLERANCE);
};

describe('weights reach the steps of a pipeline as in scikit-learn', () => {
  it.each(reference.pipelines)('fitted: $data, scaler too: $scaled', ({ data, scaled: isScaled, probabilities }) => {
    const { X, y } = dataOf(data, 5);
    const sampleWeight = weightsOf({ y });
    const options = isScaled ? { sampleWeight, scale__sampleWeight: sampleWeight } : { sampleWeight };
    isClose(scaled().fit(X, y, options), every7th(X), probabilities);
  });

  it.each(reference.searches)('searched: $data', ({ data, mean, best, probabilities }) => {
    const { X, y } = dataOf(data, 5);
    const paramGrid = { model__C: [0.001, 0.1, 10] };
    const search = new GridSearchCV({ estimator: scaled(), paramGrid, scoring: 'balanced_accuracy' });
    const fitted = search.fit(X, y, { sampleWeight: weightsOf({ y }) });
    expect(relativeDifference(fitted.cvResults.testScores['score']!.mean, mean)).toBeLessThan(TOLERANCE);
    expect(fitted.bestIndex).toBe(best);
    isClose(fitted, every7th(X), probabilities);
  });

  it.each(reference.holders)('held by another: $name', ({ name, probabilities, labels, threshold }) => {
    const { X, y } = dataOf('irisPair', 5);
    const holders: Record<string, () => { fit: CalibratedClassifierCV['fit'] | TunedThresholdClassifierCV['fit'] }> = {
      calibrated: () => new CalibratedClassifierCV({ estimator: scaled(), method: 'isotonic', cv: 3 }),
      fixed: () => new FixedThresholdClassifier({ estimator: scaled(), threshold: 0.7 }),
      tuned: () => new TunedThresholdClassifierCV({ estimator: scaled(0.001), cv: 4 }),
    };
    const fitted = holders[name]!().fit(X, y, { sampleWeight: weightsOf({ y }) });
    isClose(fitted, X, probabilities);
    expect(fitted.predict(X)).toEqual(labels);
    if (threshold !== null) expect((fitted as { threshold: number }).threshold).toBeCloseTo(threshold, 9);
  });
});

describe('fit options of a pipeline', () => {
  const { X, y } = dataOf('irisPair', 5);
  const sampleWeight = weightsOf({ y });

  it('go to the last step, by its name too', () => {
    const plain = JSON.stringify(scaled().fit(X, y, { sampleWeight }));
    expect(JSON.stringify(scaled().fit(X, y, { model__sampleWeight: sampleWeight }))).toBe(plain);
    expect(JSON.stringify(scaled().fit(X, y))).not.toBe(plain);
    expect(JSON.stringify(scaled().fit(X, y, { sampleWeight: undefined } as never))).toBe(
      JSON.stringify(scaled().fit(X, y)),
    );
  });

  it('reach a step within a step', () => {
    const inner = new Pipeline([['scale', new StandardScaler()]]);
    const outer = new Pipeline([
      ['prepare', inner],
      ['model', new LogisticRegression({ C: 0.1 })],
    ]);
    expect(outer.fitOptions).toEqual([
      'sampleWeight',
      'prepare__sampleWeight',
      'prepare__scale__sampleWeight',
      'model__sampleWeight',
    ]);
    const deep = outer.fit(X, y, { sampleWeight, prepare__scale__sampleWeight: sampleWeight });
    const flat = scaled().fit(X, y, { sampleWeight, scale__sampleWeight: sampleWeight });
    expect(deep.predictProba(X)).toEqual(flat.predictProba(X));
    expect(outer.fit(X, y, { sampleWeight, prepare__sampleWeight: sampleWeight }).predictProba(X)).toEqual(
      flat.predictProba(X),
    );
  });

  it('weigh what a pipeline of transformers gives', () => {
    const weighted = inner().fitTransform(X, y, { sampleWeight });
    expect(weighted.transformed).toEqual(new StandardScaler().fit(X, y, { sampleWeight }).transform(X));
    expect(inner().fit(X, y, { sampleWeight }).transform(X)).toEqual(weighted.transformed);
  });

  it('are cut to the rows of each split, for each step', () => {
    const fitParams = { sampleWeight, scale__sampleWeight: sampleWeight };
    const { testScores } = crossValidate(scaled(), { X, y }, { fitParams, scoring: 'neg_log_loss', cv: 2 });
    const byHand = crossValPredict(scaled(), { X, y }, { fitParams, method: 'predictProba', cv: 2 });
    expect(testScores['score']!.every(Number.isFinite)).toBe(true);
    expect(byHand).not.toEqual(crossValPredict(scaled(), { X, y }, { method: 'predictProba', cv: 2 }));
  });

  it('go through the search within, groups and all', () => {
    const search = new GridSearchCV({ estimator: new Ridge(), paramGrid: { alpha: [1] }, cv: 2 });
    expect(search.fitOptions).toEqual(['groups', 'sampleWeight']);
    const whole = new Pipeline([['search', search]]);
    const targets = y.map((_, i) => i % 5);
    const fitted = whole.fit(X, targets, { sampleWeight });
    expect(fitted.predict(X)).toEqual(search.fit(X, targets, { sampleWeight }).predict(X));
  });

  it('say what kind of estimator the whole is', () => {
    expect(scaled().estimatorType).toBe('classifier');
    expect(new Pipeline([['model', new Ridge()]]).estimatorType).toBe('regressor');
    expect(inner().estimatorType).toBeUndefined();
    expect(new Pipeline([['last', 'passthrough']]).estimatorType).toBeUndefined();
  });

  const neighbors = () =>
    new Pipeline([
      ['scale', new StandardScaler()],
      ['near', new KNeighborsClassifier()],
    ]);
  it.each<[string, () => unknown, RegExp]>([
    [
      'the last step takes none',
      () => neighbors().fit(X, y, { sampleWeight }),
      /the fit of step "near" of Pipeline takes only X and y, got sampleWeight; leave it out/,
    ],
    [
      'a step takes none',
      () =>
        new Pipeline([
          ['map', new MinMaxScaler()],
          ['model', new Ridge()],
        ]).fit(X, [], { map__sampleWeight: sampleWeight }),
      /the fit of step "map" of Pipeline takes only X and y, got sampleWeight/,
    ],
    [
      'a misspelt one',
      () => scaled().fit(X, y, { sampleWeights: [] } as PipelineFitOptions),
      /the fit of step "model" of Pipeline takes X, y and sampleWeight, got sampleWeights/,
    ],
    [
      'no such step',
      () => scaled().fit(X, y, { scaler__sampleWeight: sampleWeight }),
      /"scaler__sampleWeight" is for a step of Pipeline, but "scaler" is none; there are scale, model/,
    ],
    [
      'a step passes on',
      () => scaled().withOptions({ scale: 'passthrough' }).fit(X, y, { scale__sampleWeight: sampleWeight }),
      /"scale" passes its input on/,
    ],
    [
      'it is given twice',
      () => scaled().fit(X, y, { sampleWeight, model__sampleWeight: sampleWeight }),
      /got both sampleWeight and model__sampleWeight, which are the same/,
    ],
    [
      'cross-validation is of what takes none',
      () => crossValidate(new KNeighborsClassifier(), { X, y }, { fitParams: { sampleWeight } }),
      /the fit of KNeighborsClassifier takes only X and y, got sampleWeight/,
    ],
    [
      'calibration is of what takes none',
      () => new CalibratedClassifierCV({ estimator: neighbors(), cv: 2 }).fit(X, y, { sampleWeight }),
      /the fit of Pipeline takes X, y and scale__sampleWeight, got sampleWeight/,
    ],
  ])('are refused where %s', (_, act, message) => {
    expect(act).toThrow(message);
    expect(codeOf(act)).toBe('INVALID_ARGUMENT');
  });

  it('are of no use to a model that is fitted already', () => {
    const estimator = new FrozenEstimator({ estimator: scaled().fit(X, y) });
    expect(estimator.estimatorType).toBe('classifier');
    const fixed = new FixedThresholdClassifier({ estimator });
    expect(fixed.fit(X, y, { sampleWeight }).predict(X)).toEqual(fixed.fit(X, y).predict(X));
  });
});

function inner() {
  return new Pipeline([['scale', new StandardScaler()]]);
}

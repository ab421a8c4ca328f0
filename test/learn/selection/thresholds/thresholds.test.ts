import { describe, expect, it } from 'vitest';
import type { Label } from '../../../../src/core/session.js';
import { Ridge } from '../../../../src/learn/estimators/linear/ridge.js';
import { LogisticRegression } from '../../../../src/learn/estimators/linear/logistic-regression.js';
import { revivePredictor } from '../../../../src/learn/estimators/revive.js';
import { StratifiedKFold } from '../../../../src/learn/selection/splits/folds/stratified-k-fold.js';
import { FittedThresholdClassifier } from '../../../../src/learn/selection/thresholds/fitted-threshold-classifier.js';
import { FixedThresholdClassifier } from '../../../../src/learn/selection/thresholds/fixed-threshold-classifier.js';
import { TunedThresholdClassifierCV } from '../../../../src/learn/selection/thresholds/tuned-threshold-classifier-cv.js';
import { withOptions } from '../../../../src/learn/selection/with-options.js';
import { codeOf, readFixture, relativeDifference } from '../../fixture.js';
import { dataOf } from '../reference.js';

interface Reference {
  tuned: {
    data: string;
    method: 'predictProba' | 'decisionFunction';
    thresholds: number | number[];
    scoring: 'accuracy' | 'balanced_accuracy';
    cv: number | 'shuffled';
    best: number;
    bestScore: number;
    tried: number[];
    scores: number[];
    labels: Label[];
  }[];
  fixed: { data: string; posLabel: Label | null; labels: Label[] }[];
}

const { tuned, fixed } = readFixture('selection-thresholds') as Reference;
const estimator = new LogisticRegression({ C: 0.01 });
const { X, y } = dataOf('irisPair', 5);

describe('thresholds are those of scikit-learn', () => {
  it.each(tuned.map((c, i) => [`${c.data} ${c.method} ${c.scoring} (${i})`, c] as const))('tuned: %s', (_, c) => {
    const data = dataOf(c.data, 5);
    const fitted = new TunedThresholdClassifierCV({
      ...{ estimator, responseMethod: c.method, thresholds: c.thresholds, storeCvResults: true },
      ...(c.scoring === 'accuracy' && { scoring: 'accuracy' }),
      ...(c.cv === 0.4 && { randomState: 3 }),
      cv: c.cv === 'shuffled' ? new StratifiedKFold({ nSplits: 3, shuffle: true, randomState: 1 }) : c.cv,
    }).fit(data.X, data.y);
    expect(fitted.bestThreshold).toBe(fitted.threshold);
    expect(relativeDifference([fitted.threshold, fitted.bestScore!], [c.best, c.bestScore])).toBeLessThan(1e-9);
    expect(relativeDifference(fitted.cvResults!.thresholds, c.tried)).toBeLessThan(1e-9);
    expect(relativeDifference(fitted.cvResults!.scores, c.scores)).toBeLessThan(1e-6);
    expect(fitted.predict(data.X.filter((__, i) => i % 7 === 0))).toEqual(c.labels);
  });

  it('fixed', () => {
    for (const { data, posLabel, labels } of fixed) {
      const samples = dataOf(data, 5);
      const options = { estimator, threshold: 0.6, responseMethod: 'predictProba' as const };
      const model = new FixedThresholdClassifier({ ...options, ...(posLabel !== null && { posLabel }) });
      expect(model.fit(samples.X, samples.y).predict(samples.X)).toEqual(labels);
    }
  });
});

describe('a threshold classifier', () => {
  it('decides as the classifier within where nothing else is said', () => {
    const plain = estimator.fit(X, y);
    const byProbability = new FixedThresholdClassifier({ estimator }).fit(X, y);
    const byDecision = new FixedThresholdClassifier({ estimator, responseMethod: 'decisionFunction' }).fit(X, y);
    const chosen = new FixedThresholdClassifier({ estimator, threshold: 'auto', responseMethod: 'auto' }).fit(X, y);
    expect(chosen.toJSON()).toEqual(byProbability.toJSON());
    const decided = { estimator, threshold: 'auto', responseMethod: 'decisionFunction' } as const;
    expect(new FixedThresholdClassifier(decided).fit(X, y).threshold).toBe(0);
    expect([byProbability.threshold, byDecision.threshold]).toEqual([0.5, 0]);
    expect(byProbability.predict(X)).toEqual(plain.predict(X));
    expect(byDecision.predict(X)).toEqual(plain.predict(X));
    expect(byProbability.predictProba!(X)).toEqual(plain.predictProba(X));
    expect(byProbability.decisionFunction!(X)).toEqual(plain.decisionFunction(X));
  });

  it('comes back from its JSON', () => {
    const fitted = new TunedThresholdClassifierCV({ estimator, cv: 3 }).fit(X, y);
    const revived = revivePredictor(JSON.parse(JSON.stringify(fitted)));
    expect(revived).toBeInstanceOf(FittedThresholdClassifier);
    expect(JSON.stringify(revived)).toBe(JSON.stringify(fitted));
    expect(revived.predict(X)).toEqual(fitted.predict(X));
  });

  it('lets options of the classifier within vary', () => {
    const varied = withOptions(new FixedThresholdClassifier({ estimator }), { estimator__C: 3, threshold: 0.2 });
    expect(varied.options.estimator.options).toEqual({ C: 3 });
    expect(varied.options.threshold).toBe(0.2);
  });

  it('keeps the fit of the only split with refit: false', () => {
    const fitted = new TunedThresholdClassifierCV({ estimator, cv: 0.5, refit: false, randomState: 0 }).fit(X, y);
    expect(fitted.estimator).not.toEqual(estimator.fit(X, y));
  });

  const json = JSON.parse(JSON.stringify(new FixedThresholdClassifier({ estimator }).fit(X, y))) as object;
  const bad: [string, () => unknown, RegExp][] = [
    ['no estimator', () => new FixedThresholdClassifier({} as never), /needs the option estimator/],
    ['a threshold of NaN', () => new FixedThresholdClassifier({ estimator, threshold: NaN }), /must be a number/],
    [
      'one threshold',
      () => new TunedThresholdClassifierCV({ estimator, thresholds: 1 }),
      /a whole number ≥ 2, or a list/,
    ],
    [
      'a class that is none',
      () => new FixedThresholdClassifier({ estimator, posLabel: 'x' }).fit(X, y),
      /one of the classes "versicolor" and "virginica", got "x"/,
    ],
    [
      'three classes',
      () => new FixedThresholdClassifier({ estimator }).fit(dataOf('iris', 5).X, dataOf('iris', 5).y),
      /two classes, got 3/,
    ],
    [
      'what has no scores',
      () =>
        new FixedThresholdClassifier({ estimator: new Ridge() }).fit(
          X,
          X.map((_, i) => i),
        ),
      /predictProba or decisionFunction, which "ridge" has not/,
    ],
    [
      'one score for all',
      () =>
        new TunedThresholdClassifierCV({ estimator }).fit(
          X.map(() => [1]),
          y,
        ),
      /gives all rows one score/,
    ],
    [
      'several splits to keep',
      () => new TunedThresholdClassifierCV({ estimator, refit: false }).fit(X, y),
      /needs one split, got 5/,
    ],
    [
      'another JSON',
      () => FittedThresholdClassifier.fromJSON({ ...json, kind: 'x' }, revivePredictor),
      /\/kind must be "thresholdClassifier"/,
    ],
    [
      'a response that is none',
      () => FittedThresholdClassifier.fromJSON({ ...json, responseMethod: 'predict' }, revivePredictor),
      /\/responseMethod must be/,
    ],
    [
      'a class in JSON that is none',
      () => FittedThresholdClassifier.fromJSON({ ...json, posLabel: 7 }, revivePredictor),
      /got 7/,
    ],
  ];
  it.each(bad)('refuses %s', (_, act, message) => {
    expect(act).toThrow(message);
    expect(codeOf(act)).toBe('INVALID_ARGUMENT');
  });
});

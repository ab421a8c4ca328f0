import { describe, expect, it } from 'vitest';
import { LinearRegression } from '../../../src/learn/estimators/linear/linear-regression.js';
import { LogisticRegression } from '../../../src/learn/estimators/linear/logistic-regression.js';
import { revivePredictor } from '../../../src/learn/estimators/revive.js';
import { Ridge } from '../../../src/learn/estimators/linear/ridge.js';
import { Pipeline } from '../../../src/learn/preprocessing/compose/pipeline.js';
import { reviveTransformer } from '../../../src/learn/preprocessing/revive.js';
import { StandardScaler } from '../../../src/learn/preprocessing/scaling/standard-scaler.js';
import { FixedThresholdClassifier } from '../../../src/learn/selection/thresholds/fixed-threshold-classifier.js';
import { codeOf } from '../fixture.js';
import { dataOf } from './reference.js';

const iris = dataOf('iris', false);
const pair = dataOf('irisPair', false);
const diabetes = dataOf('diabetes', false);
const rows = pair.X.map(([a, b]) => ({ sepalLength: a!, sepalWidth: b! }));

describe('revivePredictor', () => {
  it.each([
    ['a linear regression', new LinearRegression().fit(diabetes.X, diabetes.y as number[]), diabetes.X],
    ['a ridge regression', new Ridge().fit(diabetes.X, diabetes.y as number[]), diabetes.X],
    ['a logistic regression', new LogisticRegression().fit(rows, pair.y), rows],
    ['one of many classes', new LogisticRegression({ C: 1e5 }).fit(iris.X, iris.y), iris.X],
    ['one without a penalty', new LogisticRegression({ C: Infinity }).fit(pair.X, pair.y), pair.X],
  ])('gives %s back bit for bit', (_, model, X) => {
    const revived = revivePredictor(JSON.parse(JSON.stringify(model)));
    expect(revived).toEqual(model);
    expect(revived.constructor).toBe(model.constructor);
    expect(revived.predict(X)).toEqual(model.predict(X));
    expect(revived.predictProba?.(X)).toEqual('predictProba' in model ? model.predictProba(X) : undefined);
  });

  it('gives back a pipeline, alone and held by another, with what revives its transformers', () => {
    const pipeline = new Pipeline([
      ['scale', new StandardScaler()],
      ['model', new LogisticRegression()],
    ]);
    const fixed = new FixedThresholdClassifier({ estimator: pipeline, threshold: 0.7 });
    for (const model of [pipeline.fit(rows, pair.y), fixed.fit(rows, pair.y)]) {
      const json: unknown = JSON.parse(JSON.stringify(model));
      const revived = revivePredictor(json, { reviveTransformer });
      expect(revived.constructor).toBe(model.constructor);
      expect(revived.predictProba?.(rows)).toEqual(model.predictProba?.(rows));
      expect(revived.predict(rows)).toEqual(model.predict(rows));
      expect(codeOf(() => revivePredictor(json))).toBe('INVALID_ARGUMENT');
      expect(() => revivePredictor(json)).toThrow(/give revivePredictor the option reviveTransformer/);
    }
  });

  it('writes the document that the linear backend reads', () => {
    const { coef, intercept, nIter, gradientNorm } = new LogisticRegression().fit(rows, pair.y);
    expect(JSON.parse(JSON.stringify(new LogisticRegression().fit(rows, pair.y)))).toEqual({
      kind: 'logisticRegression',
      coef: coef.toRows(),
      intercept: [intercept[0]],
      classes: ['versicolor', 'virginica'],
      featureNames: ['sepalLength', 'sepalWidth'],
      metadata: { nIter, isConverged: true, gradientNorm, C: 1, l1Ratio: 0 },
    });
    expect(JSON.parse(JSON.stringify(new Ridge({ alpha: 2 }).fit([[-1], [0], [1]], [-3, 0, 3])))).toEqual({
      kind: 'ridge',
      coef: [[1.5]],
      intercept: [0],
      metadata: { alpha: 2 },
    });
  });

  it('reads a document that says nothing but the coefficients', () => {
    const model = revivePredictor({ kind: 'linearRegression', coef: [[2, 3]], intercept: [1] });
    expect([...(model.predict([[10, 100]]) as Float64Array)]).toEqual([321]);
  });

  it.each([
    [null],
    ['{}'],
    [{}],
    [{ kind: 'toString' }],
    [{ kind: 'ridge' }],
    [{ kind: 'ridge', coef: [], intercept: [] }],
    [{ kind: 'ridge', coef: [[1], [1, 2]], intercept: [0, 0] }],
    [{ kind: 'ridge', coef: [['1']], intercept: [0] }],
    [{ kind: 'ridge', coef: [[null]], intercept: [0] }],
    [{ kind: 'ridge', coef: [[1]], intercept: [] }],
    [{ kind: 'ridge', coef: [[1]], intercept: [0], featureNames: ['a', 'b'] }],
    [{ kind: 'ridge', coef: [[1]], intercept: [0], featureNames: [1] }],
    [{ kind: 'ridge', coef: [[1]], intercept: [0], metadata: [] }],
    [{ kind: 'ridge', coef: [[1]], intercept: [0], metadata: { alpha: '1' } }],
    [{ kind: 'logisticRegression', coef: [[1]], intercept: [0] }],
    [{ kind: 'logisticRegression', coef: [[1]], intercept: [0], classes: ['a', 'a'] }],
    [{ kind: 'logisticRegression', coef: [[1]], intercept: [0], classes: ['a', null] }],
    [{ kind: 'logisticRegression', coef: [[1], [2]], intercept: [0, 0], classes: ['a', 'b', 'c'] }],
  ])('refuses %j', (json) => {
    expect(codeOf(() => revivePredictor(json))).toBe('INVALID_ARGUMENT');
  });
});

import { describe, expect, it } from 'vitest';
import { DummyClassifier } from '../../../../src/learn/estimators/dummy/dummy-classifier.js';
import { DummyRegressor } from '../../../../src/learn/estimators/dummy/dummy-regressor.js';
import type { DummyStrategy } from '../../../../src/learn/estimators/dummy/fitted-dummy-classifier.js';
import { revivePredictor } from '../../../../src/learn/estimators/revive.js';
import { camelCase, codeOf, relativeDifference } from '../../fixture.js';
import { modelsReference } from '../models-reference.js';
import { dataOf } from '../reference.js';

const wine = dataOf('wine', true);
const diabetes = dataOf('diabetes', true);
const cubes = (wine.options.sampleWeight as number[]).map((weight) => weight ** 3);

describe('DummyClassifier', () => {
  it.each(modelsReference.dummies)('answers as scikit-learn, draw by draw: $strategy, weights: $isWeighted', (one) => {
    const strategy = camelCase(one.strategy) as DummyStrategy;
    const model = new DummyClassifier({ strategy, randomState: 5, ...one.options }).fit(
      wine.X,
      wine.y,
      one.isWeighted ? { sampleWeight: cubes } : {},
    );
    expect(model.predict(wine.X)).toEqual(one.predictions);
    expect(relativeDifference(model.predictProba(wine.X.slice(0, 20)).data, one.probabilities.flat())).toBeLessThan(
      1e-12,
    );
    expect(revivePredictor(JSON.parse(JSON.stringify(model)))).toEqual(model);
  });

  it('draws classes that are rare, and one that is common', () => {
    const y = [...Array<number>(3).fill(0), ...Array<number>(96).fill(1), 2];
    const model = new DummyClassifier({ strategy: 'stratified', randomState: 9 }).fit(
      y.map(() => [0]),
      y,
    );
    expect(model.predict(Array.from({ length: 300 }, () => [0]))).toEqual(modelsReference.skewed);
  });

  it('does not look at features, whatever they are', () => {
    const model = new DummyClassifier().fit([{ plan: 'pro' }, { plan: null }], [true, true]);
    expect(model.predict([{ other: 1 }, { other: 2 }])).toEqual([true, true]);
    expect([...model.predictProba([[1]]).data]).toEqual([1]);
  });

  const json = JSON.parse(
    JSON.stringify(new DummyClassifier({ strategy: 'constant', constant: 'a' }).fit([[1], [2]], ['a', 'b'])),
  );
  it.each([
    ['an unknown strategy', () => new DummyClassifier({ strategy: 'mode' as never }), /"mostFrequent"/],
    ['a strategy in snake_case', () => new DummyClassifier({ strategy: 'most_frequent' as never }), /"mostFrequent"/],
    ['constant without a constant', () => new DummyClassifier({ strategy: 'constant' }), /go together/],
    ['a constant without its strategy', () => new DummyClassifier({ constant: 1 }), /go together/],
    [
      'a constant that is no class',
      () => new DummyClassifier({ strategy: 'constant', constant: 'z' }).fit([[1]], ['a']),
      /class of y/,
    ],
    ['JSON with an answer that is none', () => revivePredictor({ ...json, answer: 2 }), /below 2/],
    ['JSON with a share above 1', () => revivePredictor({ ...json, classPrior: [2, -1] }), /from 0 to 1/],
    ['JSON with a seed too large', () => revivePredictor({ ...json, randomState: 2 ** 33 }), /at most/],
  ])('refuses %s', (_, act, message) => {
    expect(act).toThrow(message);
    expect(codeOf(act)).toBe('INVALID_ARGUMENT');
  });
});

describe('DummyRegressor', () => {
  it.each(modelsReference.numbers)('answers as scikit-learn: $strategy, $options, weights: $isWeighted', (one) => {
    const model = new DummyRegressor({ strategy: one.strategy, ...one.options }).fit(
      diabetes.X,
      diabetes.y as number[],
      one.isWeighted ? diabetes.options : {},
    );
    expect(relativeDifference(model.predict([[1]]), [one.constant])).toBeLessThan(1e-12);
    expect(revivePredictor(JSON.parse(JSON.stringify(model)))).toEqual(model);
  });

  it.each([
    ['a quantile above 1', () => new DummyRegressor({ strategy: 'quantile', quantile: 2 }), /from 0 to 1/],
    ['quantile without a quantile', () => new DummyRegressor({ strategy: 'quantile' }), /go together/],
    ['no targets', () => new DummyRegressor().fit([], []), /at least one number/],
    [
      'JSON without a number',
      () => revivePredictor({ kind: 'dummyRegressor', constant: 'NaN', nFeatures: 1 }),
      /finite/,
    ],
  ])('refuses %s', (_, act, message) => {
    expect(act).toThrow(message);
    expect(codeOf(act)).toBe('INVALID_ARGUMENT');
  });
});

import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import { FittedGaussianNB } from '../../../../src/learn/estimators/naive-bayes/fitted-gaussian-nb.js';
import { GaussianNB } from '../../../../src/learn/estimators/naive-bayes/gaussian-nb.js';
import { revivePredictor } from '../../../../src/learn/estimators/revive.js';
import { codeOf, relativeDifference } from '../../fixture.js';
import { modelsReference } from '../models-reference.js';
import { dataOf } from '../reference.js';

describe('GaussianNB', () => {
  it.each(modelsReference.bayes)(
    'answers as scikit-learn: $data, weights: $sampleWeight, $options',
    ({ data, sampleWeight, options, ...expected }) => {
      const { X, y, options: fitOptions } = dataOf(data, sampleWeight);
      const model = new GaussianNB(options).fit(X, y, fitOptions);
      expect(relativeDifference(model.theta.data, expected.theta.flat())).toBeLessThan(1e-12);
      expect(relativeDifference(model.var.data, expected.variance.flat())).toBeLessThan(1e-12);
      expect(relativeDifference(model.classPrior, expected.classPrior)).toBeLessThan(1e-12);
      expect(relativeDifference(model.classCount, expected.classCount)).toBeLessThan(1e-12);
      expect(Math.abs(model.epsilon / expected.epsilon - 1)).toBeLessThan(1e-12);
      const every10th = X.filter((_, i) => i % 10 === 0);
      // Logarithms reach hundreds, whose last digits are what a probability can lose.
      expect(relativeDifference(model.predictProba(every10th).data, expected.probabilities.flat())).toBeLessThan(1e-11);
      expect(model.predict(every10th)).toEqual(expected.predictions);
    },
  );

  it('learns from any batches what it learns from all at once', () => {
    const { X, y, options } = dataOf('wine', true);
    const weights = options.sampleWeight as number[];
    const whole = new GaussianNB().fit(X, y, options);
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: X.length - 1 }), { maxLength: 6 }), (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), X.length];
        const batch = (k: number): [number[][], typeof y, { sampleWeight: number[] }] => [
          X.slice(edges[k], edges[k + 1]),
          y.slice(edges[k], edges[k + 1]),
          { sampleWeight: weights.slice(edges[k], edges[k + 1]) },
        ];
        const [firstX, firstY, first] = batch(0);
        let model = new GaussianNB().partialFit(firstX, firstY, { ...first, classes: [...new Set(y)] });
        for (let k = 1; k + 1 < edges.length; k++) model = model.partialFit(...batch(k));
        expect(relativeDifference(model.theta.data, whole.theta.data)).toBeLessThan(1e-12);
        expect(relativeDifference(model.var.data, whole.var.data)).toBeLessThan(1e-12);
        expect(model.epsilon / whole.epsilon).toBeCloseTo(1, 12);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps the digits of a variance far from 0', () => {
    const near = new GaussianNB().fit([[0], [1], [2], [5], [6], [7]], [0, 0, 0, 1, 1, 1]);
    const far = new GaussianNB().fit(
      [[1e9], [1e9 + 1], [1e9 + 2], [1e9 + 5], [1e9 + 6], [1e9 + 7]],
      [0, 0, 0, 1, 1, 1],
    );
    expect([...far.var.data]).toEqual([...near.var.data]);
  });

  it('gives a class without samples no probability until it has some', () => {
    const first = new GaussianNB().partialFit([[0], [1], [5], [6]], ['a', 'a', 'b', 'b'], { classes: ['a', 'b', 'c'] });
    expect(first.predictProba([[5.5]]).at(0, 2)).toBe(0);
    const second = first.partialFit([[50], [51]], ['c', 'c']);
    expect(second.predict([[50.5]])).toEqual(['c']);
    expect(first.classCount[2]).toBe(0);
  });

  it.each([
    ['plain', new GaussianNB().fit(dataOf('iris', false).X, dataOf('iris', false).y)],
    [
      'with priors and names',
      new GaussianNB({ priors: [0.25, 0.75], varSmoothing: 0 }).fit(
        [{ a: -0.5 }, { a: 1 }, { a: 2 }, { a: 4 }],
        [true, false, true, false],
      ),
    ],
  ])('comes back from JSON bit for bit: %s', (_, model) => {
    const revived = FittedGaussianNB.fromJSON(JSON.parse(JSON.stringify(model)));
    expect(revived).toEqual(model);
    const X = model.featureNames ? [{ a: 3 }] : [[1, 2, 3, 4]];
    expect(revived.predictProba(X)).toEqual(model.predictProba(X));
    expect(revived.partialFit(X, [model.classes[0]!])).toEqual(model.partialFit(X, [model.classes[0]!]));
  });

  const fitted = new GaussianNB().fit([[1], [2], [3], [5]], [0, 0, 1, 1]);
  const json = JSON.parse(JSON.stringify(fitted));
  it.each([
    ['priors that do not sum to 1', () => new GaussianNB({ priors: [0.5, 0.6] }), /sum to 1/],
    [
      'too many priors',
      () => new GaussianNB({ priors: [0.5, 0.25, 0.25] }).fit([[1], [2]], [0, 1]),
      /one for each of 2 classes/,
    ],
    ['a negative smoothing', () => new GaussianNB({ varSmoothing: -1 }), /≥ 0/],
    [
      'features that never vary',
      () => new GaussianNB().fit([[1], [1]], [0, 1]),
      /same value in all samples of class 0/,
    ],
    [
      'a label that is no class',
      () => new GaussianNB().partialFit([[1]], ['x'], { classes: ['a'] }),
      /none of the classes/,
    ],
    ['a feature too many', () => fitted.predict([[1, 2]]), /1 features/],
    ['JSON without counts', () => revivePredictor({ ...json, moments: { ...json.moments, counts: [0, 0] } }), /counts/],
    [
      'JSON with a negative variance',
      () => revivePredictor({ ...json, moments: { ...json.moments, variances: [1, -1] } }),
      /variances/,
    ],
    [
      'JSON with a mean that is none',
      () => revivePredictor({ ...json, moments: { ...json.moments, means: [1, 'NaN'] } }),
      /means/,
    ],
    ['JSON with negative priors', () => revivePredictor({ ...json, priors: [2, -1] }), /priors/],
    ['JSON with a smoothing that is none', () => revivePredictor({ ...json, varSmoothing: null }), /varSmoothing/],
  ])('refuses %s', (_, act, message) => {
    expect(act).toThrow(message);
    expect(codeOf(act)).toMatch(/^INVALID_(ARGUMENT|INPUT)$/);
  });
});

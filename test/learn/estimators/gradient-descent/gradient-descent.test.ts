import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import type { ModelMountError } from '../../../../src/core/errors.js';
import { GradientDescentClassifier } from '../../../../src/learn/estimators/gradient-descent/gradient-descent-classifier.js';
import { GradientDescentRegressor } from '../../../../src/learn/estimators/gradient-descent/gradient-descent-regressor.js';
import { LinearRegression } from '../../../../src/learn/estimators/linear/linear-regression.js';
import { LogisticRegression } from '../../../../src/learn/estimators/linear/logistic-regression.js';
import { Ridge } from '../../../../src/learn/estimators/linear/ridge.js';
import { revivePredictor } from '../../../../src/learn/estimators/revive.js';
import { codeOf, relativeDifference } from '../../fixture.js';
import { dataOf } from '../reference.js';

const X = [[-1.5], [-0.5], [0.5], [1.5]];
const y = [1, 2, 2, 5];
const wine = dataOf('wine', true);

describe('GradientDescentRegressor', () => {
  it('takes the steps of the formula', () => {
    // The gradient at 0 is −mean(y) for the intercept and −mean(x · y) for the coefficient.
    const one = new GradientDescentRegressor({ learningRate: 0.2, maxIter: 1 }).fit(X, y);
    expect(one.intercept[0]).toBeCloseTo(0.2 * 2.5, 14);
    expect(one.coef.at(0, 0)).toBeCloseTo(0.2 * ((-1.5 - 1 + 1 + 7.5) / 4), 14);
    // With momentum the second step is the second gradient and part of the first step.
    const [plain, carried] = [0, 0.5].map((momentum) =>
      new GradientDescentRegressor({ learningRate: 0.2, momentum, maxIter: 2 }).fit(X, y),
    );
    expect(carried!.intercept[0]! - plain!.intercept[0]!).toBeCloseTo(0.5 * one.intercept[0]!, 14);
  });

  it.each([0, 0.5])('comes to where least squares is, with weights and a penalty of %f', (alpha) => {
    const sampleWeight = [1, 2, 3, 4];
    const model = new GradientDescentRegressor({ learningRate: 0.3, alpha, tol: 1e-13, maxIter: 5000 }).fit(X, y, {
      sampleWeight,
    });
    // Ridge minimises a sum of squared errors where this is half their mean.
    const exact =
      alpha === 0
        ? new LinearRegression().fit(X, y, { sampleWeight })
        : new Ridge({ alpha: alpha * 10 }).fit(X, y, { sampleWeight });
    expect(model.isConverged).toBe(true);
    expect(relativeDifference(model.coef.data, exact.coef.data)).toBeLessThan(1e-11);
    expect(relativeDifference(model.intercept, exact.intercept)).toBeLessThan(1e-11);
  });

  it('falls at every epoch of short enough steps, and tells how far', () => {
    const { lossCurve, nIter, gradientNorm } = new GradientDescentRegressor({ maxIter: 50, tol: 0 }).fit(X, y);
    expect(nIter).toBe(50);
    expect(lossCurve).toHaveLength(51);
    expect(lossCurve[0]).toBeCloseTo((1 + 4 + 4 + 25) / 8, 14);
    for (let k = 1; k <= 50; k++) expect(lossCurve[k]!).toBeLessThan(lossCurve[k - 1]!);
    expect(gradientNorm).toBeGreaterThan(0);
  });

  it('goes over all rows in batches of any size, the same way with the same seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.nat(1000), (batchSize, randomState) => {
        const options = { batchSize, randomState, learningRate: 0.05, maxIter: 200 };
        const model = new GradientDescentRegressor(options).fit(X, y);
        expect(model).toEqual(new GradientDescentRegressor(options).fit(X, y));
        expect(model.lossCurve.at(-1)!).toBeLessThan(0.5);
      }),
      { numRuns: 20 },
    );
    const inOrder = new GradientDescentRegressor({
      batchSize: 1,
      shuffle: false,
      learningRate: 0.1,
      maxIter: 1,
      fitIntercept: false,
    });
    let w = 0;
    X.forEach(([x], i) => (w -= 0.1 * (w * x! - y[i]!) * x!));
    expect(inOrder.fit(X, y).coef.at(0, 0)).toBeCloseTo(w, 14);
    expect(inOrder.fit(X, y).intercept[0]).toBe(0);
  });

  it('says so where the optimum was not reached', () => {
    const warnings: ModelMountError[] = [];
    const onWarning = (warning: ModelMountError): void => void warnings.push(warning);
    expect(new GradientDescentRegressor({ maxIter: 3, onWarning }).fit(X, y).isConverged).toBe(false);
    expect(warnings).toMatchObject([{ code: 'NOT_CONVERGED', details: { nIter: 3 } }]);
  });

  it.each([
    ['steps too long', () => new GradientDescentRegressor({ learningRate: 1e9 }).fit(X, y), /lower learningRate/],
    ['a momentum of 1', () => new GradientDescentRegressor({ momentum: 1 }), /below 1/],
    ['half a row', () => new GradientDescentRegressor({ batchSize: 0.5 }), /whole number/],
    ['one class', () => new GradientDescentClassifier().fit(X, [1, 1, 1, 1]), /two classes/],
    ['a misspelt option', () => new GradientDescentClassifier({ rate: 1 } as object), /unknown option "rate"/],
  ])('refuses %s', (_, act, message) => {
    expect(act).toThrow(message);
    expect(codeOf(act)).toBe('INVALID_ARGUMENT');
  });
});

describe('GradientDescentClassifier', () => {
  it.each(['irisPair', 'wine'])('comes to where LogisticRegression is: %s', (name) => {
    const { X, y, options } = dataOf(name, true);
    const total = (options.sampleWeight as number[]).reduce((t, w) => t + w, 0);
    const centre = X[0]!.map((_, j) => X.reduce((t, row) => t + row[j]!, 0) / X.length);
    const rows = X.map((row) => row.map((v, j) => v - centre[j]!));
    const model = new GradientDescentClassifier({
      alpha: 0.1,
      learningRate: 0.5,
      momentum: 0.8,
      tol: 1e-12,
      maxIter: 20000,
    }).fit(rows, y, options);
    const exact = new LogisticRegression({ C: 1 / (0.1 * total) }).fit(rows, y, options);
    expect(model.isConverged).toBe(true);
    expect(relativeDifference(model.coef.data, exact.coef.data)).toBeLessThan(1e-9);
    expect(relativeDifference(model.predictProba(rows).data, exact.predictProba(rows).data)).toBeLessThan(1e-9);
    expect(model.predict(rows)).toEqual(exact.predict(rows));
  });

  it('begins at the loss of knowing nothing', () => {
    expect(new GradientDescentClassifier({ maxIter: 1 }).fit(wine.X, wine.y).lossCurve[0]).toBeCloseTo(Math.log(3), 14);
    expect(new GradientDescentClassifier({ maxIter: 1 }).fit(X, [0, 1, 0, 1]).lossCurve[0]).toBeCloseTo(
      Math.log(2),
      14,
    );
  });
});

describe('models trained by gradient descent as JSON', () => {
  it.each([
    [
      'a regressor',
      new GradientDescentRegressor({ maxIter: 5 }).fit(
        X.map(([a]) => ({ a: a! })),
        y,
      ),
    ],
    ['a classifier', new GradientDescentClassifier({ maxIter: 5 }).fit(X, [false, false, true, true])],
    [
      'one of many classes',
      new GradientDescentClassifier({ maxIter: 5, randomState: 0, batchSize: 10 }).fit(wine.X, wine.y),
    ],
  ])('give %s back bit for bit', (_, model) => {
    const revived = revivePredictor(JSON.parse(JSON.stringify(model)));
    expect(revived).toEqual(model);
    expect(revived.constructor).toBe(model.constructor);
  });

  const json = JSON.parse(JSON.stringify(new GradientDescentClassifier({ maxIter: 5 }).fit(X, [0, 0, 1, 1])));
  it.each([
    [{ ...json, classes: [0] }],
    [{ ...json, metadata: {} }],
    [{ ...json, metadata: { ...json.metadata, nIter: 3 } }],
    [{ ...json, metadata: { ...json.metadata, isConverged: 1 } }],
  ])('refuse what is not theirs: %#', (document) => {
    expect(codeOf(() => revivePredictor(document))).toBe('INVALID_ARGUMENT');
  });
});

import { describe, expect, it } from 'vitest';
import { LinearRegression } from '../../../../src/learn/estimators/linear/linear-regression.js';
import { Ridge } from '../../../../src/learn/estimators/linear/ridge.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { RandomState } from '../../../../src/learn/math/random-state.js';
import { relativeDifference } from '../../fixture.js';
import { linearReference, numbersOf } from '../linear-reference.js';

describe('LinearRegression without coefficients below 0', () => {
  // With fewer rows than features the solution is one of many.
  it.each(linearReference.positive.filter(({ data }) => data !== 'wide'))(
    'agrees with scikit-learn on $data, weights $sampleWeight, intercept $fitIntercept',
    ({ data, sampleWeight, fitIntercept, coef, intercept }) => {
      const { X, y, options } = numbersOf(data, sampleWeight);
      const model = new LinearRegression({ positive: true, fitIntercept }).fit(X, y, options);
      expect(relativeDifference(model.coef.row(0), coef)).toBeLessThan(1e-9);
      expect(relativeDifference(model.intercept, [intercept])).toBeLessThan(1e-9);
    },
  );

  it('leaves only the mean where all would be below 0', () => {
    const model = new LinearRegression({ positive: true }).fit([[1], [2], [3]], [3, 2, 1]);
    expect([...model.coef.data, ...model.intercept]).toEqual([0, 2]);
    expect(model.rank).toBe(0);
  });
});

describe('Ridge of more features than rows', () => {
  it.each([true, false])('has a gradient of 0 and the answer of the tall problem, intercept: %s', (fitIntercept) => {
    const random = new RandomState(4);
    const X = new Matrix(
      12,
      40,
      Float64Array.from({ length: 480 }, () => random.normal()),
    );
    const y = Float64Array.from({ length: 12 }, () => random.normal(3));
    const sampleWeight = y.map((_, i) => (i % 3) / 2);
    const alpha = 0.7;
    const { coef, intercept } = new Ridge({ alpha, fitIntercept }).fit(X, y, { sampleWeight });
    const residual = y.map((value, i) => {
      const score = X.row(i).reduce((t, x, j) => t + x * coef.at(0, j), intercept[0]!);
      return sampleWeight[i]! * (score - value);
    });
    for (let j = 0; j < 40; j++) {
      const slope = residual.reduce((t, r, i) => t + r * X.at(i, j), alpha * coef.at(0, j));
      expect(Math.abs(slope)).toBeLessThan(1e-12);
    }
    if (fitIntercept) expect(Math.abs(residual.reduce((t, r) => t + r, 0))).toBeLessThan(1e-12);
  });
});

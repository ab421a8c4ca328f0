import { describe, expect, it } from 'vitest';
import { LinearRegression } from '../../../../src/learn/estimators/linear/linear-regression.js';
import { Ridge } from '../../../../src/learn/estimators/linear/ridge.js';
import { codeOf, relativeDifference } from '../../fixture.js';
import { dataOf, linearCases } from '../reference.js';

describe('Ridge', () => {
  it.each(linearCases.filter(({ alpha }) => alpha !== null))(
    'agrees with scikit-learn on $data, alpha: $alpha, weights: $sampleWeight, intercept: $fitIntercept',
    ({ data, sampleWeight, alpha, fitIntercept, coef, intercept, predictions }) => {
      const { X, y, options } = dataOf(data, sampleWeight);
      const model = new Ridge({ alpha: alpha!, fitIntercept }).fit(X, y as number[], options);
      expect(relativeDifference(model.coef.row(0), coef)).toBeLessThan(1e-9);
      expect(relativeDifference(model.intercept, [intercept])).toBeLessThan(1e-9);
      const predicted = model.predict(X).filter((_, i) => i % 10 === 0);
      expect(relativeDifference(predicted, predictions)).toBeLessThan(1e-9);
      expect(model.alpha).toBe(alpha);
    },
  );

  it('is at the point where the gradient of its objective is zero', () => {
    const { X, y } = dataOf('diabetes', false);
    const model = new Ridge({ alpha: 3 }).fit(X, y as number[]);
    const errors = model.predict(X).map((value, i) => value - (y[i] as number));
    for (let j = 0; j < model.nFeatures; j++) {
      const gradient = errors.reduce((t, e, i) => t + e * X[i]![j]!, 0) + 3 * model.coef.at(0, j);
      const size = errors.reduce((t, e, i) => t + Math.abs(e * X[i]![j]!), 0);
      expect(Math.abs(gradient) / size).toBeLessThan(1e-12);
    }
  });

  it('is least squares where the penalty is 0', () => {
    const { X, y } = dataOf('deficient', false);
    const none = new Ridge({ alpha: 0 }).fit(X, y as number[]);
    expect([...none.coef.data]).toEqual([...new LinearRegression().fit(X, y as number[]).coef.data]);
  });

  it.each([{ alpha: -1 }, { alpha: Infinity }, { alpha: '1' }, { fitIntercept: null }, { lambda: 1 }])(
    'refuses the options %o',
    (options) => {
      expect(codeOf(() => new Ridge(options as object))).toBe('INVALID_ARGUMENT');
    },
  );
});

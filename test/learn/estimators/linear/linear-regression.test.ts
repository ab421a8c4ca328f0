import { describe, expect, it } from 'vitest';
import { LinearRegression } from '../../../../src/learn/estimators/linear/linear-regression.js';
import type { Samples } from '../../../../src/learn/data/samples.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { codeOf, readFixture, relativeDifference } from '../../fixture.js';
import { dataOf, linearCases } from '../reference.js';

interface NistCase {
  name: string;
  X: number[][];
  y: number[];
  fitIntercept: boolean;
  intercept: number;
  coef: number[];
}

/** Correct digits: the least over all numbers, 16 where they are equal. */
function digits(actual: ArrayLike<number>, expected: readonly number[]): number {
  return Math.min(...expected.map((e, i) => (actual[i] === e ? 16 : -Math.log10(Math.abs(actual[i]! / e - 1)))));
}

// Digits that are not reached: Filip's features are x¹⁰ rounded to float64, which leaves no more in them.
const FEWER_DIGITS: Record<string, number> = { Filip: 7.5 };

describe('LinearRegression', () => {
  it.each((readFixture('nist-linear') as { cases: NistCase[] }).cases)(
    'has the digits of the exact solution on NIST $name',
    ({ name, X, y, fitIntercept, intercept, coef }) => {
      const model = new LinearRegression({ fitIntercept }).fit(X, y);
      const reached = digits([model.intercept[0]!, ...model.coef.row(0)], [intercept, ...coef]);
      expect(reached).toBeGreaterThan(FEWER_DIGITS[name] ?? 13);
      expect(model.rank).toBe(coef.length);
    },
  );

  it.each(linearCases.filter(({ alpha }) => alpha === null))(
    'agrees with scikit-learn on $data, weights: $sampleWeight, intercept: $fitIntercept',
    ({ data, sampleWeight, fitIntercept, coef, intercept, predictions }) => {
      const { X, y, options } = dataOf(data, sampleWeight);
      const model = new LinearRegression({ fitIntercept }).fit(X, y as number[], options);
      expect(relativeDifference(model.coef.row(0), coef)).toBeLessThan(1e-9);
      expect(relativeDifference(model.intercept, [intercept])).toBeLessThan(1e-9);
      const predicted = model.predict(X).filter((_, i) => i % 10 === 0);
      expect(relativeDifference(predicted, predictions)).toBeLessThan(1e-9);
    },
  );

  it('takes the shortest of many solutions, whatever the units', () => {
    const model = new LinearRegression({ fitIntercept: false }).fit([[3, 4]], [50]);
    expect([...model.coef.data]).toEqual([expect.closeTo(6, 12), expect.closeTo(8, 12)]);
    expect(model.rank).toBe(1);
    const constant = new LinearRegression().fit(
      [
        [3.3, 1],
        [3.3, 2],
        [3.3, 4],
      ],
      [2, 4, 8],
    );
    expect([...constant.coef.data]).toEqual([expect.closeTo(0, 12), expect.closeTo(2, 12)]);
    expect(constant.intercept[0]).toBeCloseTo(0, 12);
  });

  it('drops what tol calls dependent', () => {
    const X = [
      [1, 1],
      [2, 2 + 1e-7],
      [3, 3 - 1e-7],
      [5, 5],
    ];
    expect(new LinearRegression().fit(X, [1, 2, 3, 4]).rank).toBe(2);
    expect(new LinearRegression({ tol: 1e-6 }).fit(X, [1, 2, 3, 4]).rank).toBe(1);
  });

  it('weighs a sample as often as its weight says', () => {
    const X = [[1], [2], [4], [7]];
    const weighted = new LinearRegression().fit(X, [1, 3, 2, 5], { sampleWeight: [2, 0, 1, 3] });
    const repeated = new LinearRegression().fit([[1], [1], [4], [7], [7], [7]], [1, 1, 2, 5, 5, 5]);
    expect(weighted.coef.at(0, 0)).toBeCloseTo(repeated.coef.at(0, 0), 12);
    expect(weighted.intercept[0]).toBeCloseTo(repeated.intercept[0]!, 12);
  });

  it('puts rows by name in order and refuses other features', () => {
    const model = new LinearRegression().fit(
      [
        { a: 1, b: 0 },
        { a: 0, b: 1 },
        { a: 2, b: 2 },
      ],
      [1, 10, 22],
    );
    expect(model.featureNames).toEqual(['a', 'b']);
    expect(model.predict([{ b: 3, a: 5 }])[0]).toBeCloseTo(35, 10);
    expect(codeOf(() => model.predict([{ a: 1, c: 2 }]))).toBe('INVALID_INPUT');
    expect(codeOf(() => model.predict([[1]]))).toBe('INVALID_INPUT');
    expect([...model.predict([])]).toEqual([]);
  });

  it.each<[string, Samples, number[], object]>([
    ['an empty X', [], [], {}],
    ['rows without columns', [[], []], [1, 2], {}],
    ['lengths that differ', [[1], [2]], [1], {}],
    ['NaN in X', [[1], [NaN]], [1, 2], {}],
    ['infinity in y', [[1], [2]], [1, Infinity], {}],
    ['no y', [[1], [2]], undefined as unknown as number[], {}],
    ['strings', [['1'], ['2']], [1, 2], {}],
    ['weights below 0', [[1], [2]], [1, 2], { sampleWeight: [1, -1] }],
    ['weights that are all 0', [[1], [2]], [1, 2], { sampleWeight: [0, 0] }],
    ['too few weights', [[1], [2]], [1, 2], { sampleWeight: [1] }],
    ['an unknown fit option', [[1], [2]], [1, 2], { weights: [1, 1] }],
    ['coefficients beyond float64', [[1e-300], [2e-300]], [1e300, -1e300], {}],
  ])('refuses %s', (_, X, y, options) => {
    expect(codeOf(() => new LinearRegression().fit(X, y, options))).toBe('INVALID_ARGUMENT');
  });

  it('names the row and the column of a missing value', () => {
    const fit = (): unknown =>
      new LinearRegression().fit(
        [
          { age: 1, pay: 2 },
          { age: 3, pay: null },
        ],
        [1, 2],
      );
    expect(fit).toThrow('row 1, column "pay" is NaN');
    expect(() => new LinearRegression().fit(new Matrix(1, 1), [1]).predict([[Infinity]])).toThrow('row 0, column 0');
  });

  it.each([{ fitIntercep: true }, { fitIntercept: 1 }, { tol: -1 }, { tol: NaN }, { tol: Infinity }])(
    'refuses the options %o',
    (options) => {
      expect(codeOf(() => new LinearRegression(options as object))).toBe('INVALID_ARGUMENT');
    },
  );
});

import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import { minimizeBounded } from '../../../../src/learn/math/optimize/minimize-bounded.js';
import { FittedPowerTransformer } from '../../../../src/learn/preprocessing/distribution/fitted-power-transformer.js';
import { FittedQuantileTransformer } from '../../../../src/learn/preprocessing/distribution/fitted-quantile-transformer.js';
import {
  boxCox,
  inverseBoxCox,
  inverseYeoJohnson,
  yeoJohnson,
} from '../../../../src/learn/preprocessing/distribution/power-maps.js';
import { PowerTransformer } from '../../../../src/learn/preprocessing/distribution/power-transformer.js';
import { QuantileTransformer } from '../../../../src/learn/preprocessing/distribution/quantile-transformer.js';
import { codeOf } from '../../fixture.js';
import { throughJson } from '../reference.js';

describe('QuantileTransformer', () => {
  const X = [[1], [2], [2], [4], [10]];

  it('maps a value that several quantiles have to their middle, and a constant to 0', () => {
    expect(
      new QuantileTransformer()
        .fit(X)
        .transform([[2]])
        .at(0, 0),
    ).toBe(0.375);
    expect(
      new QuantileTransformer()
        .fit([[3], [3]])
        .transform([[3], [4], [2]])
        .toRows(),
    ).toEqual([[0], [1], [0]]);
  });

  it('ends a normal output where scikit-learn does', () => {
    const fitted = new QuantileTransformer({ outputDistribution: 'normal' }).fit(X);
    expect(fitted.transform([[0], [11]]).toRows()).toEqual([[-5.199337582605575], [5.19933758270342]]);
    expect(fitted.inverseTransform([[-9], [9], [NaN]]).toRows()).toEqual([[1], [10], [NaN]]);
  });

  it('never falls as values rise, and gives shares', () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(values, values, (seen, others) => {
        const fitted = new QuantileTransformer({ nQuantiles: 7 }).fit(seen.map((value) => [value]));
        const shares = fitted.transform(others.sort((a, b) => a - b).map((value) => [value])).data;
        shares.forEach((share, i) => {
          expect(share >= 0 && share <= 1).toBe(true);
          if (i > 0) expect(share).toBeGreaterThanOrEqual(shares[i - 1]! - 1e-15);
        });
      }),
    );
  });

  it('goes between quantiles whose distance overflows', () => {
    const fitted = new QuantileTransformer({ nQuantiles: 3 }).fit([[-1.7e308], [1.7e308], [1.7e308]]);
    expect(fitted.transform([[0]]).at(0, 0)).toBe(0.25);
    expect(fitted.inverseTransform([[0.25]]).at(0, 0)).toBe(0);
  });

  it('draws the same rows for the same seed', () => {
    const rows = Array.from({ length: 50 }, (_, i) => [Math.sin(i)]);
    const fit = (randomState?: number): unknown =>
      throughJson(
        new QuantileTransformer({
          nQuantiles: 5,
          subsample: 10,
          ...(randomState !== undefined && { randomState }),
        }).fit(rows),
      );
    expect(fit(1)).toEqual(fit(1));
    expect(fit(1)).not.toEqual(fit(2));
    expect(fit()).toHaveProperty('quantiles');
  });

  it.each([
    [{ nQuantiles: 0 }, /nQuantiles/],
    [
      { nQuantiles: 11, subsample: 10 },
      /"nQuantiles" of QuantileTransformer must not be above subsample, got 11 of 10/,
    ],
    [{ outputDistribution: 'flat' }, /uniform or normal, got "flat"/],
    [{ subsample: 0 }, /subsample/],
    [{ randomState: -1 }, /randomState/],
  ])('refuses the options %j', (options, message) => {
    expect(() => new QuantileTransformer(options as object)).toThrow(message);
  });

  it.each([
    [{ quantiles: [[1, 0]] }, '/quantiles/0 must be 2 finite numbers, ascending'],
    [{ quantiles: [[0, 1], [2]] }, '/quantiles/1'],
    [{ quantiles: [[]] }, '/quantiles/0'],
    [{ quantiles: [['NaN', 1]] }, '/quantiles/0'],
    [{ quantiles: [[0, 'Infinity']] }, '/quantiles/0'],
    [{ quantiles: [7] }, '/quantiles/0 must be an array'],
    [{ outputDistribution: 1 }, '/outputDistribution'],
  ])('refuses JSON with %j', (change, message) => {
    const json = throughJson(new QuantileTransformer().fit(X)) as object;
    expect(() => FittedQuantileTransformer.fromJSON({ ...json, ...change })).toThrow(message);
  });
});

describe('PowerTransformer', () => {
  it('finds the exponents of the golden numbers', () => {
    const X = [[1], [2], [3], [4], [10]];
    expect(new PowerTransformer().fit(X).lambdas[0]).toBeCloseTo(-0.44716223, 6);
    expect(new PowerTransformer({ method: 'boxCox' }).fit(X).lambdas[0]).toBeCloseTo(-0.1207215, 6);
  });

  it('leaves a constant column as it is, up to its mean', () => {
    const fitted = new PowerTransformer().fit([[5, 1], [5, 2], [NaN, 4]]); // prettier-ignore
    expect(fitted.lambdas[0]).toBe(1);
    expect(fitted.transform([[5, 1], [7, 1]]).column(0)).toEqual(Float64Array.of(0, 2)); // prettier-ignore
  });

  it.each(['yeoJohnson', 'boxCox'] as const)('tells values apart that lie close together, with %s', (method) => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-9, max: 1e-2, noNaN: true }),
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 20 }),
        (middle, width, steps) => {
          fc.pre(new Set(steps).size > 1);
          const values = steps.map((step) => middle * (1 + (width * step) / 50));
          const power = new PowerTransformer({ method }).fit(values.map((value) => [value]));
          const mapped = power.transform(values.map((value) => [value])).data;
          expect(power.scaler?.scale?.[0]).not.toBe(1);
          const [first, second] = [values.indexOf(Math.min(...values)), values.indexOf(Math.max(...values))];
          expect((mapped[second] as number) - (mapped[first] as number)).toBeGreaterThan(1);
        },
      ),
    );
  });

  it('is undone by its inverse', () => {
    const lambda = fc.constantFrom(-2.5, -1, 0, 1e-20, 0.5, 1, 2, 3.7);
    fc.assert(
      fc.property(fc.double({ min: -20, max: 20, noNaN: true }), lambda, (x, power) => {
        const size = Math.max(1, Math.abs(x));
        const y = yeoJohnson(x, power);
        expect(Math.abs(inverseYeoJohnson(y, power) - x)).toBeLessThanOrEqual(1e-7 * size ** 4);
        const positive = Math.abs(x) + 0.1;
        expect(Math.abs(inverseBoxCox(boxCox(positive, power), power) - positive)).toBeLessThanOrEqual(
          1e-7 * size ** 4,
        );
      }),
    );
    // No x has a Yeo-Johnson image above 1 for this exponent.
    expect(inverseYeoJohnson(2, -1)).toBeNaN();
  });

  it('says which values boxCox does not take', () => {
    const transformer = new PowerTransformer({ method: 'boxCox' });
    expect(() => transformer.fit([{ a: 1 }, { a: 0 }])).toThrow(
      'X for PowerTransformer: /1/a: must be > 0 for boxCox, got 0; yeoJohnson takes all numbers',
    );
    const fitted = transformer.fit([[1], [3], [NaN]]);
    expect(codeOf(() => fitted.transform([[-1]]))).toBe('INVALID_INPUT');
    expect(fitted.transformInPlace(Float64Array.of(-1))).toBe(false);
    expect(() => transformer.fit([[2], [2]])).toThrow(/column 0 has one value only, which boxCox cannot learn from/);
  });

  it('refuses a column without a value, and unknown methods', () => {
    expect(() => new PowerTransformer().fit([{ a: 1, b: null }])).toThrow(/column "b" has no value/);
    expect(() => new PowerTransformer({ method: 'box-cox' as never })).toThrow(/yeoJohnson or boxCox, got "box-cox"/);
  });

  it.each([
    [{ lambdas: ['NaN'] }, '/lambdas/0 must be finite'],
    [{ lambdas: [1, 2] }, '/scaler must have mean and variance of 2 columns'],
    [{ scaler: { kind: 'minMaxScaler' } }, '/scaler/kind'],
    [{ method: 'none' }, '/method'],
  ])('refuses JSON with %j', (change, message) => {
    const json = throughJson(new PowerTransformer().fit([[0], [2]])) as object;
    expect(() => FittedPowerTransformer.fromJSON({ ...json, ...change })).toThrow(message);
  });
});

describe('minimizeBounded', () => {
  it('finds the bottom of a valley, wherever it is', () => {
    fc.assert(
      fc.property(fc.double({ min: -50, max: 50, noNaN: true }), (bottom) => {
        const { x, isConverged } = minimizeBounded((at) => Math.cosh((at - bottom) / 10), [-60, 70]);
        expect(isConverged).toBe(true);
        expect(Math.abs(x - bottom)).toBeLessThanOrEqual(1e-5);
      }),
    );
  });

  it('goes to an end where that is lowest, keeps off NaN, and says where it had to stop', () => {
    expect(minimizeBounded((x) => x, [2, 5]).x).toBeCloseTo(2, 6);
    expect(minimizeBounded((x) => (x < 1 ? NaN : (x - 1.5) ** 2), [0, 3]).x).toBeCloseTo(1.5, 6);
    expect(minimizeBounded((x) => x * x, [-1, 2], { maxIter: 3 }).isConverged).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import fc from '../../helpers/fast-check.js';
import type { Estimator, Transformer } from '../../../src/learn/contracts.js';
import { toMatrix } from '../../../src/learn/data/samples.js';
import { Matrix } from '../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../src/learn/math/sparse-matrix.js';
import { Binarizer } from '../../../src/learn/preprocessing/discretization/binarizer.js';
import { KBinsDiscretizer } from '../../../src/learn/preprocessing/discretization/k-bins-discretizer.js';
import { PowerTransformer } from '../../../src/learn/preprocessing/distribution/power-transformer.js';
import { QuantileTransformer } from '../../../src/learn/preprocessing/distribution/quantile-transformer.js';
import { PolynomialFeatures } from '../../../src/learn/preprocessing/generation/polynomial-features.js';
import { reviveTransformer } from '../../../src/learn/preprocessing/revive.js';
import { MaxAbsScaler } from '../../../src/learn/preprocessing/scaling/max-abs-scaler.js';
import { MinMaxScaler } from '../../../src/learn/preprocessing/scaling/min-max-scaler.js';
import { Normalizer } from '../../../src/learn/preprocessing/scaling/normalizer.js';
import { RobustScaler } from '../../../src/learn/preprocessing/scaling/robust-scaler.js';
import { StandardScaler } from '../../../src/learn/preprocessing/scaling/standard-scaler.js';
import { codeOf } from '../fixture.js';
import { throughJson } from './reference.js';

interface Kind {
  readonly estimator: Estimator<Transformer>;
  readonly allowsMissing: boolean;
  /** Whether each column is changed by itself and stays one column. */
  readonly isInPlace: boolean;
  /** Whether a sparse matrix stays one. */
  readonly isSparse: boolean;
}

const column = { allowsMissing: true, isInPlace: true, isSparse: false };
const finite = { allowsMissing: false, isInPlace: false, isSparse: false };

const KINDS: Record<string, Kind> = {
  MinMaxScaler: { ...column, estimator: new MinMaxScaler({ featureRange: [-1, 1], clip: true }) },
  'MinMaxScaler of sparse rows': { ...column, estimator: new MinMaxScaler() },
  StandardScaler: { ...column, estimator: new StandardScaler() },
  'StandardScaler without mean': { ...column, isSparse: true, estimator: new StandardScaler({ withMean: false }) },
  MaxAbsScaler: { ...column, isSparse: true, estimator: new MaxAbsScaler() },
  'MaxAbsScaler with clip': { ...column, isSparse: true, estimator: new MaxAbsScaler({ clip: true }) },
  RobustScaler: { ...column, estimator: new RobustScaler({ quantileRange: [10, 70], unitVariance: true }) },
  'RobustScaler without center': { ...column, isSparse: true, estimator: new RobustScaler({ withCentering: false }) },
  Normalizer: { ...finite, isSparse: true, estimator: new Normalizer({ norm: 'l1' }) },
  Binarizer: { ...finite, isInPlace: true, isSparse: true, estimator: new Binarizer({ threshold: 0.5 }) },
  'Binarizer below 0': { ...finite, isInPlace: true, estimator: new Binarizer({ threshold: -0.5 }) },
  QuantileTransformer: { ...column, estimator: new QuantileTransformer({ nQuantiles: 4 }) },
  'QuantileTransformer to normal': {
    ...column,
    estimator: new QuantileTransformer({ nQuantiles: 4, outputDistribution: 'normal' }),
  },
  PowerTransformer: { ...column, estimator: new PowerTransformer() },
  'PowerTransformer without standardize': { ...column, estimator: new PowerTransformer({ standardize: false }) },
  KBinsDiscretizer: { ...finite, estimator: new KBinsDiscretizer({ nBins: 3 }) },
  'KBinsDiscretizer, dense': { ...finite, estimator: new KBinsDiscretizer({ nBins: 3, encode: 'onehotDense' }) },
  'KBinsDiscretizer, ordinal': {
    ...finite,
    isInPlace: true,
    estimator: new KBinsDiscretizer({ nBins: 3, encode: 'ordinal', strategy: 'kmeans' }),
  },
  PolynomialFeatures: { ...finite, estimator: new PolynomialFeatures({ degree: [2, 3] }) },
};

const cell = fc.oneof(
  { weight: 3, arbitrary: fc.double({ noNaN: true, min: -100, max: 100 }) },
  fc.integer({ min: -3, max: 3 }),
);
const rowsOf = (value: fc.Arbitrary<number>): fc.Arbitrary<Matrix> =>
  fc
    .integer({ min: 1, max: 3 })
    .chain((n) => fc.array(fc.array(value, { minLength: n, maxLength: n }), { minLength: 3, maxLength: 12 }))
    .map((rows) => Matrix.from(rows.map((row) => row.map((x) => x + 0))));

describe.each(Object.entries(KINDS))('%s', (_, { estimator, allowsMissing, isInPlace, isSparse }) => {
  const who = estimator.constructor.name;

  it('gives a row what it gives that row among others, bit for bit, before and after JSON', () => {
    fc.assert(
      fc.property(rowsOf(cell), (X) => {
        const fitted = estimator.fit(X);
        const revived = reviveTransformer(throughJson(fitted));
        expect(revived.constructor).toBe(fitted.constructor);
        expect(throughJson(revived)).toEqual(throughJson(fitted));
        const all = toMatrix(fitted.transform(X));
        expect([all.nRows, all.nColumns]).toEqual([X.nRows, fitted.nFeaturesOut]);
        for (let i = 0; i < X.nRows; i++) {
          expect(toMatrix(revived.transform([X.row(i)])).data).toEqual(all.row(i));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('changes nothing, and transforms in place what transform gives, bit for bit', () => {
    fc.assert(
      fc.property(rowsOf(cell), (X) => {
        const before = X.data.slice();
        const fitted = estimator.fit(X);
        const expected = toMatrix(fitted.transform(X)).data;
        expect(X.data).toEqual(before);
        expect(fitted.transformInPlace === undefined).toBe(!isInPlace);
        if (fitted.transformInPlace === undefined) return;
        expect(fitted.transformInPlace(before)).toBe(true);
        expect(before).toEqual(expected);
        expect(fitted.transformInPlace(before.fill(Infinity, 1, 2))).toBe(false);
        expect(fitted.transformInPlace(before.fill(-Infinity, 1, 2))).toBe(false);
        expect(fitted.transformInPlace(before.fill(NaN))).toBe(allowsMissing);
      }),
      { numRuns: 50 },
    );
  });

  it('takes sparse rows as it takes dense ones', () => {
    const sparse = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, cell);
    fc.assert(
      fc.property(rowsOf(sparse), (X) => {
        const rows = SparseMatrix.fromMatrix(X);
        const dense = estimator.fit(X);
        const fitted = estimator.fit(rows);
        // Sums in another order differ in the last digits.
        const difference = toMatrix(fitted.transform(rows)).data.map(
          (value, k) => value - toMatrix(dense.transform(X)).data[k]!,
        );
        const size = Math.max(1, ...toMatrix(dense.transform(X)).data.map(Math.abs));
        expect(Math.max(...difference.map(Math.abs))).toBeLessThanOrEqual(1e-9 * size);
        if (isSparse) expect(fitted.transform(rows)).toBeInstanceOf(SparseMatrix);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps missing values, or says where they are', () => {
    const X = Matrix.from([[1, 2], [NaN, 4], [3, 7], [5, 1]]); // prettier-ignore
    if (!allowsMissing) {
      const sparse = SparseMatrix.fromMatrix(X);
      for (const rows of [X, sparse]) {
        expect(() => estimator.fit(rows)).toThrow(
          expect.objectContaining({
            code: 'INVALID_ARGUMENT',
            message: `X for ${who}: /1/0: must not be missing; impute it first (SimpleImputer)`,
          }),
        );
        const fitted = estimator.fit([[1, 2], [3, 4], [5, 9]]); // prettier-ignore
        expect(codeOf(() => fitted.transform(rows))).toBe('INVALID_INPUT');
      }
      return;
    }
    const { data } = toMatrix(estimator.fit(X).transform(X));
    expect(Array.from(data, Number.isNaN)).toEqual([false, false, true, false, false, false, false, false]);
  });

  it('names the row and column of an infinite value, when fitting and when transforming', () => {
    const message = `must be finite${allowsMissing ? ' or missing' : ''}, got -Infinity`;
    expect(() => estimator.fit([{ a: 1 }, { a: -Infinity }])).toThrow(`X for ${who}: /1/a: ${message}`);
    const fitted = estimator.fit([{ a: 1 }, { a: 2 }, { a: 3 }]);
    for (const X of [[{ a: 4 }, { a: -Infinity }], Matrix.from([[4], [-Infinity]])]) {
      expect(() => fitted.transform(X)).toThrow(
        expect.objectContaining({
          code: 'INVALID_INPUT',
          issues: [expect.objectContaining({ path: '/1/a', code: 'nonFinite', message })],
        }),
      );
    }
  });

  it('refuses strings, no rows, and other columns than it was fitted on', () => {
    expect(() => estimator.fit([['a']])).toThrow(/column 0 holds strings/);
    expect(() => estimator.fit([])).toThrow(`${who} needs at least one row and one column to fit, got 0 × 0`);
    const fitted = estimator.fit([{ a: 1, b: 2 }, { a: 2, b: 4 }, { a: 3, b: 7 }]); // prettier-ignore
    expect(() => fitted.transform([[1]])).toThrow(`${who} was fitted on 2 features, got 1`);
    expect(codeOf(() => fitted.transform(SparseMatrix.fromMatrix(Matrix.from([[1]]))))).toBe('INVALID_INPUT');
    expect(() => fitted.transform([{ a: 1 }])).toThrow(/missing "b"/);
    expect(toMatrix(fitted.transform([{ b: 4, a: 2 }])).data).toEqual(toMatrix(fitted.transform([[2, 4]])).data);
    expect(toMatrix(fitted.transform([])).nColumns).toBe(fitted.nFeaturesOut);
  });

  it('is made again from its options, and refuses those it does not have', () => {
    const Make = estimator.constructor as new (options: object) => Estimator<Transformer>;
    const X = [[1, 2], [2, 4], [4, -7]]; // prettier-ignore
    expect(throughJson(new Make({ ...estimator.options }).fit(X))).toEqual(throughJson(estimator.fit(X)));
    expect(() => new Make({ sclae: 1 })).toThrow(`unknown option "sclae" of ${who}`);
  });
});

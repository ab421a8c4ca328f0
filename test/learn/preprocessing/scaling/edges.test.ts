import { describe, expect, it } from 'vitest';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../../src/learn/math/sparse-matrix.js';
import { FittedMaxAbsScaler } from '../../../../src/learn/preprocessing/scaling/fitted-max-abs-scaler.js';
import { FittedNormalizer } from '../../../../src/learn/preprocessing/scaling/fitted-normalizer.js';
import { FittedRobustScaler } from '../../../../src/learn/preprocessing/scaling/fitted-robust-scaler.js';
import { FittedStandardScaler } from '../../../../src/learn/preprocessing/scaling/fitted-standard-scaler.js';
import { MaxAbsScaler } from '../../../../src/learn/preprocessing/scaling/max-abs-scaler.js';
import { Normalizer } from '../../../../src/learn/preprocessing/scaling/normalizer.js';
import { RobustScaler } from '../../../../src/learn/preprocessing/scaling/robust-scaler.js';
import { StandardScaler } from '../../../../src/learn/preprocessing/scaling/standard-scaler.js';
import { codeOf } from '../../fixture.js';
import { throughJson } from '../reference.js';

describe('RobustScaler', () => {
  it('scales by what a normal distribution has between its quartiles', () => {
    const range = 1.3489795003921634;
    const X = [[0], [1], [2], [3], [4]];
    expect(new RobustScaler({ unitVariance: true }).fit(X).scale![0]).toBeCloseTo(2 / range, 14);
  });

  it.each([
    [{ quantileRange: [75, 25] }, /two percentiles from 0 to 100/],
    [{ quantileRange: [-1, 25] }, /two percentiles/],
    [{ quantileRange: [25] }, /two percentiles/],
    [{ withScaling: 1 }, /must be true or false, got 1/],
    [{ unitVariance: true, quantileRange: [0, 75] }, /two different percentiles between 0 and 100 with unitVariance/],
    [{ unitVariance: true, quantileRange: [40, 40] }, /got \[40, 40\]/],
  ])('refuses the options %j', (options, message) => {
    expect(() => new RobustScaler(options as object)).toThrow(message);
  });

  it('refuses a range that overflows', () => {
    const X = [{ a: 1.5e308 }, { a: -1.5e308 }, { a: 1.5e308 }, { a: -1.5e308 }];
    expect(() => new RobustScaler().fit(X)).toThrow(/the range between percentiles of column "a" is beyond the range/);
  });

  it('makes sparse rows dense where it subtracts the median', () => {
    const X = SparseMatrix.fromMatrix(Matrix.from([[0, 1], [0, 0], [4, 0]])); // prettier-ignore
    expect(new RobustScaler().fit(X).transform(X)).toEqual(
      new RobustScaler().fit(X.toMatrix()).transform(X.toMatrix()),
    );
  });

  it.each([
    [{ scale: [0] }, '/scale/0 must be > 0'],
    [{ scale: [1, 2] }, '/scale must have 1 elements'],
    [{ center: ['Infinity'] }, '/center/0'],
    [{ nFeatures: 0 }, '/nFeatures'],
  ])('refuses JSON with %j', (change, message) => {
    const json = throughJson(new RobustScaler().fit([[0], [2]])) as object;
    expect(() => FittedRobustScaler.fromJSON({ ...json, ...change })).toThrow(message);
  });
});

describe('MaxAbsScaler', () => {
  it('joins what rows it has seen, and cuts what is beyond them where it is told to', () => {
    const one = new MaxAbsScaler({ clip: true }).fit([[1, NaN], [-2, NaN]]); // prettier-ignore
    const both = one.partialFit([[-4, 3]]);
    expect([both.maxAbs, both.nSamplesSeen]).toEqual([Float64Array.of(4, 3), 3]);
    expect(one.merge(new MaxAbsScaler({ clip: true }).fit([[-4, 3]]))).toEqual(both);
    expect(both.transform([[-8, 1.5]]).toRows()).toEqual([[-1, 0.5]]);
    expect(one.maxAbs).toEqual(Float64Array.of(2, NaN));
    expect(() => one.merge(new MaxAbsScaler().fit([[1, 2]]))).toThrow('one has clip true, the other false');
    expect(codeOf(() => one.partialFit([[1]]))).toBe('INVALID_INPUT');
  });

  it.each([
    [{ maxAbs: [-1] }, '/maxAbs/0 must be >= 0'],
    [{ maxAbs: [] }, '/maxAbs'],
    [{ clip: 0 }, '/clip'],
    [{ nSamplesSeen: 0.5 }, '/nSamplesSeen'],
  ])('refuses JSON with %j', (change, message) => {
    const json = throughJson(new MaxAbsScaler().fit([[0], [2]])) as object;
    expect(() => FittedMaxAbsScaler.fromJSON({ ...json, ...change })).toThrow(message);
  });
});

describe('Normalizer', () => {
  it('keeps the direction of a row whose squares overflow, and leaves one alone that is as good as 0', () => {
    const normalizer = new Normalizer().fit([[1, 2]]);
    const [huge, tiny] = normalizer.transform([[3e300, -4e300], [1e-16, 0]]).toRows(); // prettier-ignore
    expect(huge![0]).toBeCloseTo(0.6, 14);
    expect(huge![1]).toBeCloseTo(-0.8, 14);
    expect(tiny).toEqual([1e-16, 0]);
  });

  it('refuses a norm it does not have, also in JSON', () => {
    expect(() => new Normalizer({ norm: 'l3' as never })).toThrow(/"norm" of Normalizer must be l1, l2, max, got "l3"/);
    const json = throughJson(new Normalizer().fit([[1]])) as object;
    expect(() => FittedNormalizer.fromJSON({ ...json, norm: 'l3' })).toThrow('/norm must be l1 or l2 or max');
  });
});

describe('StandardScaler', () => {
  it('refuses JSON whose mean goes on with what is no number', () => {
    const json = throughJson(new StandardScaler().fit([[0.1], [0.25]])) as object;
    expect(() => FittedStandardScaler.fromJSON({ ...json, meanRest: ['NaN'] })).toThrow('/meanRest/0 must be finite');
    expect(() => FittedStandardScaler.fromJSON({ ...json, meanRest: [0, 0] })).toThrow('/meanRest');
  });

  it('refuses a mean that overflows, and unknown options of fit', () => {
    expect(() => new StandardScaler().fit([[1.5e308], [1.6e308]])).toThrow(/the mean of column 0 is beyond the range/);
    const fitted = new StandardScaler().fit([[1], [2]]);
    expect(() => new StandardScaler().fit([[1]], undefined, { weights: [1] } as object)).toThrow(/StandardScaler.fit/);
    expect(() => fitted.partialFit([[1]], { sampleWeight: [-1] })).toThrow(/sampleWeight\[0\] must be ≥ 0/);
    expect(() => fitted.partialFit([[1]], { weights: [1] } as object)).toThrow(/StandardScaler.partialFit/);
  });

  it('counts and merges without mean and variance too', () => {
    const scaler = new StandardScaler({ withMean: false, withStd: false });
    const fitted = scaler.fit([[1, NaN]]).partialFit([[2, 3], [4, 5]]); // prettier-ignore
    expect([fitted.nSamplesSeen, fitted.mean, fitted.var]).toEqual([Float64Array.of(3, 2), undefined, undefined]);
    expect(fitted.transform([[7, 8]]).toRows()).toEqual([[7, 8]]);
  });
});

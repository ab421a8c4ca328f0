import { describe, expect, it } from 'vitest';
import { accuracyScore } from '../../../../src/learn/metrics/classification/accuracy-score.js';
import { bootstrapInterval } from '../../../../src/learn/metrics/comparison/bootstrap-interval.js';
import { delongInterval } from '../../../../src/learn/metrics/comparison/delong-interval.js';
import { delongTest } from '../../../../src/learn/metrics/comparison/delong-test.js';
import { mcnemarTest } from '../../../../src/learn/metrics/comparison/mcnemar-test.js';
import { rocAucScore } from '../../../../src/learn/metrics/ranking/roc-auc-score.js';
import { meanAbsoluteError } from '../../../../src/learn/metrics/regression/mean-absolute-error.js';
import { r2Score } from '../../../../src/learn/metrics/regression/r2-score.js';
import { codeOf, readFixture } from '../../fixture.js';
import { near, plain } from '../reference.js';

interface Fixture {
  delong: { y: number[]; a: number[]; b: number[]; confidenceLevel: number; interval: object; test: object }[];
  mcnemar: { onlyFirst: number; onlySecond: number; options: object; statistic: number; pValue: number }[];
  bootstrap: {
    metric: string;
    columns: [number[], number[]];
    options: object;
    low: number;
    high: number;
    standardError: number;
    first: number[];
  }[];
}

const fixture = readFixture('metrics_comparison') as Fixture;

describe('delongInterval and delongTest', () => {
  it('have the values of counting all pairs', () => {
    expect(fixture.delong).toHaveLength(8);
    for (const { y, a, b, confidenceLevel, interval, test } of fixture.delong) {
      expect(plain(delongInterval(y, a, { confidenceLevel }))).toEqual(near(interval));
      expect(plain(delongTest(y, [a, b], { confidenceLevel }))).toEqual(near(test));
    }
  });

  it('turn around with the order of the models', () => {
    const [{ y, a, b }] = fixture.delong as [Fixture['delong'][0]];
    const [first, second] = [delongTest(y, [a, b]), delongTest(y, [b, a])];
    expect(second.z).toBeCloseTo(-first.z, 12);
    expect(second.pValue).toBeCloseTo(first.pValue, 12);
  });

  it('say what has no variance', () => {
    const y = [0, 0, 1, 1];
    expect(codeOf(() => delongInterval([0, 1, 1], [1, 2, 3]))).toBe('UNDEFINED_SCORE');
    expect(codeOf(() => delongTest(y, [y, y]))).toBe('UNDEFINED_SCORE');
    expect(
      codeOf(() =>
        delongTest(y, [
          [1, 3, 2, 4],
          [10, 30, 20, 40],
        ]),
      ),
    ).toBe('UNDEFINED_SCORE');
    expect(codeOf(() => delongTest(y, [y] as never))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => delongInterval(y, y, { confidenceLevel: 95 }))).toBe('INVALID_ARGUMENT');
  });
});

describe('mcnemarTest', () => {
  it('has the values of statsmodels', () => {
    for (const { onlyFirst, onlySecond, options, statistic, pValue } of fixture.mcnemar) {
      const yTrue = new Array<number>(onlyFirst + onlySecond + 5).fill(1);
      const first = yTrue.map((_, i) => (i < onlyFirst || i >= onlyFirst + onlySecond + 2 ? 1 : 0));
      const second = yTrue.map((_, i) =>
        i >= onlyFirst && i < onlyFirst + onlySecond ? 1 : i >= onlyFirst + onlySecond + 2 ? 1 : 0,
      );
      const result = mcnemarTest(yTrue, [first, second], options);
      expect(result).toEqual(near({ nOnlyFirst: onlyFirst, nOnlySecond: onlySecond, statistic, pValue }));
    }
  });

  it('finds no difference where there is none', () => {
    expect(
      mcnemarTest(
        ['a', 'b'],
        [
          ['a', 'a'],
          ['a', 'a'],
        ],
      ),
    ).toMatchObject({ pValue: 1 });
    expect(
      mcnemarTest(
        ['a', 'b'],
        [
          ['a', 'a'],
          ['b', 'b'],
        ],
        { exact: false },
      ),
    ).toMatchObject({ statistic: 0, pValue: 1 });
    expect(codeOf(() => mcnemarTest([1], [[1], ['1']]))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => mcnemarTest([1], [[1], [1, 1]]))).toBe('INVALID_ARGUMENT');
  });
});

describe('bootstrapInterval', () => {
  const metrics: Record<string, (...columns: never[]) => number> = {
    accuracyScore: (y: number[], p: number[]) => accuracyScore(y, p),
    meanAbsoluteError: (y: number[], p: number[]) => meanAbsoluteError(y, p),
    r2Score: (y: number[], p: number[]) => r2Score(y, p),
    rocAucScore: (y: number[], p: number[]) => rocAucScore(y, p),
  };

  it('has the draws and bounds of scipy', () => {
    expect(fixture.bootstrap).toHaveLength(24);
    for (const { metric, columns, options, first, ...expected } of fixture.bootstrap) {
      const { low, high, standardError, distribution } = bootstrapInterval(metrics[metric]!, columns, options);
      expect([...distribution.subarray(0, 5)]).toEqual(near(first));
      expect({ low, high, standardError }, `${metric} ${JSON.stringify(options)}`).toEqual({
        low: expect.closeTo(expected.low, 10),
        high: expect.closeTo(expected.high, 10),
        standardError: expect.closeTo(expected.standardError, 10),
      });
    }
  });

  it('leaves resamples out of which the metric has no value, and says how many', () => {
    const [y, s] = [
      [0, 0, 0, 1, 1],
      [0.1, 0.4, 0.5, 0.35, 0.8],
    ];
    const options = { nResamples: 200, randomState: 1, method: 'percentile' } as const;
    const { nUndefined, distribution } = bootstrapInterval(metrics['rocAucScore']!, [y, s], options);
    expect(nUndefined).toBeGreaterThan(5);
    expect(distribution).toHaveLength(200 - nUndefined);
    const one = [0, 0, 0, 0, 1];
    expect(codeOf(() => bootstrapInterval(metrics['rocAucScore']!, [one, s], { ...options, method: 'bca' }))).toBe(
      'UNDEFINED_SCORE',
    );
  });

  it.each<[string, () => unknown]>([
    ['columns of different length', () => bootstrapInterval(metrics['r2Score']!, [[1, 2], [1]])],
    ['one sample', () => bootstrapInterval(metrics['r2Score']!, [[1], [1]])],
    ['a metric that gives no number', () => bootstrapInterval(() => 'good' as never, [[1, 2]])],
    ['an unknown method', () => bootstrapInterval(() => 1, [[1, 2]], { method: 'BCa' as never })],
    ['no resamples', () => bootstrapInterval(() => 1, [[1, 2]], { nResamples: 0 })],
  ])('refuses %s', (_, act) => {
    expect(codeOf(act)).toBe('INVALID_ARGUMENT');
  });
});

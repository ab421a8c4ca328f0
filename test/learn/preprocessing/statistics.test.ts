import { describe, expect, it } from 'vitest';
import { mean, median, nanExtent, nanMoments, variance } from '../../../src/learn/math/sums/statistics.js';
import { expectCells, readCases } from './reference.js';

interface MomentsCase {
  readonly name: string;
  readonly values: number[];
  readonly weights: number[];
  readonly mean: number;
  readonly variance: number;
  readonly weightedMean: number;
  readonly weightedVariance: number;
  readonly median: number;
}

describe('statistics', () => {
  it.each(readCases<MomentsCase>('moments').map((sample) => [sample.name, sample] as const))(
    'agrees with rational arithmetic: %s',
    (_, sample) => {
      const { values, weights } = sample;
      expectCells([mean(values), variance(values), median(values)], [sample.mean, sample.variance, sample.median]);
      const weighted = nanMoments(values, weights);
      expectCells([weighted.mean, weighted.variance], [sample.weightedMean, sample.weightedVariance]);
      const withGaps = nanMoments([NaN, ...values, NaN], [1, ...values.map(() => 1), 0]);
      expectCells([withGaps.mean, withGaps.variance, withGaps.weight], [sample.mean, sample.variance, values.length]);
    },
  );

  it('has no value for no values, and passes NaN on where it is not ignored', () => {
    expect([mean([]), variance([]), median([]), mean([1, NaN]), variance([1, NaN])]).toEqual([NaN, NaN, NaN, NaN, NaN]);
    expect(nanMoments([NaN])).toEqual({ weight: 0, mean: NaN, variance: NaN });
    expect(nanExtent([NaN, 3, NaN, -1])).toEqual([-1, 3]);
    expect(nanExtent([NaN])).toEqual([NaN, NaN]);
  });

  it('takes the middle and the mean of numbers whose sum overflows', () => {
    expect(median([1.5e308, 1.7e308])).toBe(1.6e308);
    expect(mean([1.5e308, 1.7e308])).toBe(1.6e308);
    expect(mean([Infinity, 1])).toBe(Infinity);
    expect(median([10, 9, 2])).toBe(9);
  });
});

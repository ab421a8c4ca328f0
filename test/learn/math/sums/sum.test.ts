import { expect, it } from 'vitest';
import { ExactSum } from '../../../../src/learn/math/sums/exact-sum.js';
import { sum } from '../../../../src/learn/math/sums/sum.js';
import { weightedMean } from '../../../../src/learn/math/sums/weighted-mean.js';

it('keeps what adding one by one would lose', () => {
  const values = [1, 1e100, 1, -1e100];
  expect(sum(4, (i) => values[i]!)).toBe(2);
  expect(sum(10, () => 0.1)).toBe(1);
  expect(sum(0, () => NaN)).toBe(0);
});

it('gives Infinity for a total that overflows, not NaN', () => {
  expect(sum(3, () => 1e308)).toBe(Infinity);
});

it('adds products without rounding them', () => {
  // (1 + 2⁻³⁰)² = 1 + 2⁻²⁹ + 2⁻⁶⁰, whose last part one float64 cannot hold
  const a = 1 + 2 ** -30;
  expect(
    new ExactSum()
      .addProduct(a, a)
      .add(-1)
      .add(-(2 ** -29)).value,
  ).toBe(2 ** -60);
});

it('does not look at terms of weight 0', () => {
  expect(weightedMean(Float64Array.of(1, 0, 3), (i) => [2, NaN, 6][i]!)).toBe(5);
});

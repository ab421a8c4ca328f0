import { describe, expect, it } from 'vitest';
import { RandomState } from '../../../src/learn/math/random-state.js';
import { codeOf, readFixture } from '../fixture.js';

interface Draws {
  seed: number;
  random: number[];
  randint: number[];
  shifted: number[];
  permutation: number[];
  shuffled: number[];
  choice: number[];
  without: number[];
  normal: number[];
  scaledNormal: number[];
  uniform: number[];
  exponential: number[];
  after: number;
}

const times = <T>(n: number, draw: () => T): T[] => Array.from({ length: n }, draw);
const closeTo = (values: number[]): unknown[] => values.map((value) => expect.closeTo(value, 13));

describe('RandomState', () => {
  it.each((readFixture('random-state') as { cases: Draws[] }).cases)(
    "repeats numpy's draws for seed $seed",
    (expected) => {
      const random = new RandomState(expected.seed);
      expect(times(5, () => random.random())).toEqual(expected.random);
      expect([1, 2, 10, 1000, 2 ** 31, 2 ** 32].map((high) => random.randint(0, high))).toEqual(expected.randint);
      expect(times(8, () => random.randint(-5, 5))).toEqual(expected.shifted);
      expect(random.permutation(20)).toEqual(expected.permutation);
      expect(random.shuffle([3, 1, 4, 1, 5, 9])).toEqual(expected.shuffled);
      expect(random.choice([10, 20, 30, 40], 6)).toEqual(expected.choice);
      expect(random.choice([10, 20, 30, 40, 50], 3, false)).toEqual(expected.without);
      expect(times(5, () => random.normal())).toEqual(closeTo(expected.normal));
      expect(times(2, () => random.normal(3, 2))).toEqual(closeTo(expected.scaledNormal));
      expect(times(3, () => random.uniform(-1, 3))).toEqual(expected.uniform);
      expect(times(3, () => random.exponential(2.5))).toEqual(closeTo(expected.exponential));
      expect(times(700, () => random.random()).at(-1)).toBe(expected.after);
    },
  );

  it.each([-1, 0.5, 2 ** 32, NaN, '7' as unknown as number])('refuses the seed %s', (seed) => {
    expect(codeOf(() => new RandomState(seed))).toBe('INVALID_ARGUMENT');
  });

  it('refuses draws that cannot be made', () => {
    const random = new RandomState(0);
    expect(codeOf(() => random.randint(3, 3))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => random.randint(0, 2 ** 32 + 1))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => random.choice([1, 2], 3, false))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => random.choice([], 1))).toBe('INVALID_ARGUMENT');
  });

  it('leaves the items that it shuffles alone', () => {
    const items = Object.freeze([1, 2, 3, 4, 5]);
    expect(new RandomState(0).shuffle(items).sort()).toEqual(items);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomState } from '../../../../../src/learn/math/random-state.js';
import { descendingOrder } from '../../../../../src/learn/metrics/thresholds/counts/descending-order.js';
import { sortDescending } from '../../../../../src/learn/metrics/thresholds/counts/sort-descending.js';

function checkOrder(scores: Float64Array): void {
  const { order, sorted } = descendingOrder(scores);
  const positions = Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]! || a - b);
  expect(Array.from(order)).toEqual(positions);
  expect(sorted.every((score, k) => Object.is(score, scores[order[k]!]))).toBe(true);
}

describe('sortDescending', () => {
  it('sorts any finite numbers, equal ones in the order they came', () => {
    const few = fc.constantFrom(0, -0, 1, -1, 0.5, 5e-324, -5e-324, Number.MAX_VALUE, -Number.MAX_VALUE);
    const score = fc.oneof(few, fc.double({ noNaN: true, noDefaultInfinity: true }));
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 200 }), (scores) => {
        checkOrder(Float64Array.from(scores));
      }),
    );
  });

  const random = new RandomState(0);
  it.each<[string, (i: number) => number]>([
    ['spread over the unit interval', () => random.random()],
    ['of both signs', () => random.normal()],
    ['of which only the last digits differ', () => 1 + random.randint(0, 2 ** 20) * Number.EPSILON],
    ['below 0 of which only the last digits differ', () => -1 - random.randint(0, 2 ** 20) * Number.EPSILON],
    ['over many powers of two', () => Math.exp(200 * random.normal())],
    ['that are nearly all one, with one far away', (i) => (i === 0 ? 1e300 : random.random() * 1e-300)],
    ['of few values', () => random.randint(0, 3) / 4],
    ['that fall already', (i) => -i],
    ['that grow', (i) => i],
    ['that are all the same', () => 0.5],
  ])('sorts many scores %s', (_, draw) => {
    checkOrder(Float64Array.from({ length: 20_000 }, (_, i) => draw(i)));
  });

  it('changes nothing, and reads a part of a larger buffer', () => {
    const buffer = Float64Array.of(9, 0.25, 0.75, 0.5, 9);
    const scores = buffer.subarray(1, 4);
    const carried = Float64Array.of(1, 2, 3);
    const sorted = sortDescending({ scores, carried });
    expect(Array.from(sorted.scores)).toEqual([0.75, 0.5, 0.25]);
    expect(Array.from(sorted.carried)).toEqual([2, 3, 1]);
    expect(Array.from(buffer)).toEqual([9, 0.25, 0.75, 0.5, 9]);
    expect(Array.from(carried)).toEqual([1, 2, 3]);
  });
});

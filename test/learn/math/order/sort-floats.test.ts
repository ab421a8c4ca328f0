import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import { argsort } from '../../../../src/learn/math/order/argsort.js';
import { sortFloats } from '../../../../src/learn/math/order/sort-floats.js';
import { RandomState } from '../../../../src/learn/math/random-state.js';
import { descendingOrder } from '../../../../src/learn/metrics/thresholds/counts/descending-order.js';

function checkOrder(values: Float64Array): void {
  const positions = Array.from(values.keys()).sort((a, b) =>
    values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : a - b,
  );
  expect(Array.from(argsort(values))).toEqual(positions);
  const { values: sorted, carried } = sortFloats(values);
  expect(carried).toHaveLength(0);
  expect(sorted.every((value, k) => Object.is(value, values[positions[k]!]))).toBe(true);
  const falling = Array.from(values.keys()).sort((a, b) =>
    values[a]! < values[b]! ? 1 : values[a]! > values[b]! ? -1 : a - b,
  );
  const descending = descendingOrder(values);
  expect(Array.from(descending.order)).toEqual(falling);
  expect(descending.sorted.every((value, k) => Object.is(value, values[falling[k]!]))).toBe(true);
}

describe('sortFloats', () => {
  it('sorts any numbers, equal ones in the order they came', () => {
    const few = fc.constantFrom(
      0,
      -0,
      1,
      -1,
      0.5,
      5e-324,
      -5e-324,
      Infinity,
      -Infinity,
      Number.MAX_VALUE,
      -Number.MAX_VALUE,
    );
    const value = fc.oneof(few, fc.double({ noNaN: true }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 200 }), (values) => {
        checkOrder(Float64Array.from(values));
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
    ['from one end to the other', () => (random.random() - 0.5) * 2 * Number.MAX_VALUE],
    ['that are nearly all one, with one far away', (i) => (i === 0 ? 1e300 : random.random() * 1e-300)],
    ['of few values', () => random.randint(0, 3) / 4],
    ['that fall already', (i) => -i],
    ['that grow', (i) => i],
    ['that are all the same', () => 0.5],
  ])('sorts many numbers %s', (_, draw) => {
    checkOrder(Float64Array.from({ length: 20_000 }, (_, i) => draw(i)));
  });

  it('changes nothing, and reads a part of a larger buffer', () => {
    const buffer = Float64Array.of(9, 0.25, 0.75, 0.5, 9);
    const values = buffer.subarray(1, 4);
    const carried = Float64Array.of(1, 2, 3);
    const sorted = sortFloats(values, carried);
    expect(Array.from(sorted.values)).toEqual([0.25, 0.5, 0.75]);
    expect(Array.from(sorted.carried)).toEqual([1, 3, 2]);
    expect(Array.from(buffer)).toEqual([9, 0.25, 0.75, 0.5, 9]);
    expect(Array.from(carried)).toEqual([1, 2, 3]);
  });
});

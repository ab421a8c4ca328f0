import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import { selectPlaces } from '../../../../src/learn/math/order/select-places.js';
import { RandomState } from '../../../../src/learn/math/random-state.js';

function checkPlaces(values: Float64Array, places: readonly number[]): void {
  const sorted = values.slice().sort();
  const selected = values.slice();
  selectPlaces(selected, places);
  for (const place of places) expect(selected[place]! === sorted[place]!, `place ${place}`).toBe(true);
}

describe('selectPlaces', () => {
  it('finds what sorting would bring to the places', () => {
    const value = fc.oneof(fc.constantFrom(0, -0, 1, Infinity, -Infinity), fc.double({ noNaN: true }));
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 50 }),
        fc.array(fc.nat(), { maxLength: 8 }),
        (values, at) => {
          checkPlaces(
            Float64Array.from(values),
            at.map((place) => place % values.length),
          );
        },
      ),
    );
  });

  const random = new RandomState(0);
  it.each<[string, (i: number) => number]>([
    ['spread evenly', () => random.random()],
    ['of both signs', () => random.normal()],
    ['over many powers of two', () => Math.exp(200 * random.normal())],
    ['of few values', () => random.randint(0, 3) / 4],
    ['from one end to the other', () => (random.random() - 0.5) * 2 * Number.MAX_VALUE],
    ['some of them infinite', (i) => (i % 9 === 0 ? Infinity : random.random())],
    ['that grow', (i) => i],
    ['that are all the same', () => 0.5],
  ])('finds them among many values %s', (_, draw) => {
    const n = 20_000;
    checkPlaces(
      Float64Array.from({ length: n }, (__, i) => draw(i)),
      [0, 1, n - 1, 5000, 5001, 10_000, 17, 5000],
    );
  });
});

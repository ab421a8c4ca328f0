import { expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import { multiplyAndShift, shiftAndDivide } from '../../../../src/learn/preprocessing/scaling/common/linear-maps.js';

const number = fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constant(NaN));

/** Some rows, and a shift and a factor for each of their columns. */
const problems = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 70 })).chain(([nColumns, nRows]) =>
  fc.record({
    data: fc.array(number, { minLength: nColumns * nRows, maxLength: nColumns * nRows }),
    shift: fc.array(number, { minLength: nColumns, maxLength: nColumns }),
    factor: fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: nColumns, maxLength: nColumns }),
  }),
);

const maps = {
  shiftAndDivide: { map: shiftAndDivide, one: (x: number, shift: number, factor: number) => (x - shift) / factor },
  multiplyAndShift: { map: multiplyAndShift, one: (x: number, shift: number, factor: number) => x * factor + shift },
};

it.each(Object.entries(maps))('%s maps each number by its column, in place too', (_, { map, one }) => {
  fc.assert(
    fc.property(problems, ({ data, shift, factor }) => {
      const columns = { shift: Float64Array.from(shift), factor: Float64Array.from(factor) };
      const expected = data.map((x, k) => one(x, shift[k % shift.length]!, factor[k % shift.length]!));
      const target = new Float64Array(data.length);
      expect(map(Float64Array.from(data), target, columns)).toBe(true);
      expect(Array.from(target)).toEqual(expected);
      const inPlace = Float64Array.from(data);
      expect(map(inPlace, inPlace, columns)).toBe(true);
      expect(Array.from(inPlace)).toEqual(expected);
    }),
  );
});

it.each(Object.entries(maps))('%s meets an infinity wherever it is, in place too', (_, { map }) => {
  fc.assert(
    fc.property(problems, fc.nat(), fc.constantFrom(Infinity, -Infinity), ({ data, shift, factor }, k, infinite) => {
      const columns = { shift: Float64Array.from(shift), factor: Float64Array.from(factor) };
      const source = Float64Array.from(data);
      source[k % source.length] = infinite;
      expect(map(source, new Float64Array(source.length), columns)).toBe(false);
      expect(map(source, source, columns)).toBe(false);
    }),
  );
});

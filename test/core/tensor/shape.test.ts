import { describe, expect, it } from 'vitest';
import fc from '../../helpers/fast-check.js';
import { elementCount, shapeFits, showShape } from '../../../src/core/tensor/shape.js';

describe('elementCount', () => {
  it('agrees with exact integer arithmetic on any shape', () => {
    const length = fc.oneof(
      fc.integer({ min: -2, max: 5 }),
      fc.integer({ min: 0, max: 2 ** 33 }),
      fc.constantFrom(2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 1.5, NaN, Infinity),
    );
    fc.assert(
      fc.property(fc.array(length, { maxLength: 6 }), (shape) => {
        const isValid = shape.every((each) => Number.isSafeInteger(each) && each >= 0);
        const exact = isValid ? shape.reduce((product, each) => product * BigInt(each), 1n) : undefined;
        const expected = exact === undefined || exact > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : Number(exact);
        expect(elementCount(shape)).toBe(expected);
      }),
      { numRuns: 20_000 },
    );
  });

  it('refuses products that wrap around in 64 bits', () => {
    expect(elementCount([2 ** 32, 2 ** 32])).toBeUndefined();
    expect(elementCount([65536, 65536, 65536, 65536])).toBeUndefined();
  });
});

describe('shapeFits', () => {
  it('takes any length for an axis of -1', () => {
    expect(shapeFits([7, 4], [-1, 4])).toBe(true);
    expect(shapeFits([7, 3], [-1, 4])).toBe(false);
    expect(shapeFits([7], [-1, 4])).toBe(false);
    expect(shapeFits([], [])).toBe(true);
  });
});

describe('showShape', () => {
  it('shows at most 16 axes', () => {
    expect(showShape([-1, 3])).toBe('[?, 3]');
    expect(showShape(Array.from({ length: 20 }, () => 1))).toMatch(/1, …\]$/);
  });
});

import { describe, expect, it } from 'vitest';
import { fromBfloat16Bits, fromFloat16Bits, toBfloat16Bits, toFloat16Bits } from '../../../src/core/tensor/float16.js';

const ALL_BITS = Array.from({ length: 0x10000 }, (_, bits) => bits);

describe.each([
  { name: 'half precision', to: toFloat16Bits, from: fromFloat16Bits, infinity: 0x7c00 },
  { name: 'bfloat16', to: toBfloat16Bits, from: fromBfloat16Bits, infinity: 0x7f80 },
])('$name', ({ to, from, infinity }) => {
  it('gives every bit pattern back that is not NaN', () => {
    const changed = ALL_BITS.filter((bits) => !Number.isNaN(from(bits)) && to(from(bits)) !== bits);
    expect(changed).toEqual([]);
  });

  it('keeps NaN a NaN', () => {
    expect(from(to(NaN))).toBeNaN();
  });

  it('rounds to the nearest value, and ties to the even one', () => {
    const wrong: number[] = [];
    for (let bits = 0; bits < infinity - 1; bits++) {
      const low = from(bits);
      const high = from(bits + 1);
      const middle = (low + high) / 2;
      const even = bits % 2 === 0 ? bits : bits + 1;
      // A quarter of the way off the middle is exact in float64 for all of these.
      if (to(middle) !== even || to((low + middle) / 2) !== bits || to((middle + high) / 2) !== bits + 1)
        wrong.push(bits);
    }
    expect(wrong).toEqual([]);
  });

  it('has the sign of negative zero and of infinities', () => {
    expect(to(-0)).toBe(0x8000);
    expect(to(Infinity)).toBe(infinity);
    expect(to(-Infinity)).toBe(infinity | 0x8000);
  });
});

describe('toFloat16Bits', () => {
  // IEEE 754-2019, binary16: largest finite 65504, smallest normal 2^-14, smallest subnormal 2^-24.
  it.each([
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65519.99, 0x7bff],
    [65520, 0x7c00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [0.1, 0x2e66],
  ])('encodes %d', (value, bits) => {
    expect(toFloat16Bits(value)).toBe(bits);
  });
});

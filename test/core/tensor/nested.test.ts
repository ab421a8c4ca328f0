import { describe, expect, it } from 'vitest';
import fc from '../../helpers/fast-check.js';
import { checkFinite, isFiniteArray, isFiniteTensor } from '../../../src/core/tensor/check-finite.js';
import { flatten, positionOf } from '../../../src/core/tensor/nested.js';
import { Tensor } from '../../../src/core/tensor/tensor.js';
import { concatRows, padRows, sliceRows } from '../../../src/core/tensor/tensor-rows.js';

describe('flatten', () => {
  it('is the inverse of nesting', () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(shapes, (shape) => {
        const count = shape.reduce((a, b) => a * b, 1);
        const values = Array.from({ length: count }, (_, k) => k);
        expect(flatten(Tensor.of('INT32', shape, values).toNested(), '')).toEqual({ values, shape });
      }),
    );
  });

  it.each([
    [[[1, 2], [3]], '/x/1'],
    [[[1, 2], 3], '/x/1'],
    [[1, [2]], '/x/1'],
    [
      [
        [[1], [2]],
        [[3], [4, 5]],
      ],
      '/x/1/1',
    ],
    [[[], [1]], '/x/1'],
  ])('says where arrays do not match: %j', (value, path) => {
    expect(flatten(value, '/x')).toMatchObject({ path, code: 'shape' });
  });

  it('survives nesting as deep as memory allows', () => {
    let value: unknown = 1;
    for (let i = 0; i < 100_000; i++) value = [value];
    expect(flatten(value, '/x')).toMatchObject({ code: 'shape' });
  });

  it('takes typed arrays for arrays', () => {
    expect(flatten([Float32Array.of(1, 2), [3, 4]], '')).toEqual({ values: [1, 2, 3, 4], shape: [2, 2] });
  });
});

describe('positionOf', () => {
  it('gives one index per axis', () => {
    expect(positionOf(7, [2, 2, 3])).toEqual([1, 0, 1]);
    expect(positionOf(0, [])).toEqual([]);
  });
});

describe('checkFinite', () => {
  it('names each element that is not finite', () => {
    const tensor = new Tensor('FP32', [2, 2], Float32Array.of(1, NaN, -Infinity, 2));
    expect(checkFinite('X', tensor).map(({ path }) => path)).toEqual(['/X/0/1', '/X/1/0']);
    expect(checkFinite('h', new Tensor('FP16', [1], Uint16Array.of(0x7c00)))).toHaveLength(1);
    expect(checkFinite('s', Tensor.of('BYTES', [1], ['NaN']))).toEqual([]);
  });
});

describe('isFiniteTensor', () => {
  it('is true where every element is a finite number, or no float', () => {
    const bits = fc.array(fc.constantFrom(0, 0x3c00, 0x7bff, 0x7c00, 0xfc00, 0x7e01, 0x7f80, 0xff7f), { maxLength: 4 });
    fc.assert(
      fc.property(bits, fc.constantFrom('FP16' as const, 'BF16' as const), (values, dtype) => {
        const tensor = new Tensor(dtype, [values.length], Uint16Array.from(values));
        expect(isFiniteTensor(tensor)).toBe(tensor.toFlat().every((value) => Number.isFinite(value)));
        expect(checkFinite('h', tensor).length > 0).toBe(!isFiniteTensor(tensor));
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 4 }), (values) => {
        const data = Float64Array.from(values);
        expect(isFiniteTensor(new Tensor('FP64', [values.length], data))).toBe(values.every(Number.isFinite));
        expect(isFiniteArray(data)).toBe(values.every(Number.isFinite));
      }),
    );
    expect(isFiniteTensor(Tensor.of('BYTES', [1], ['NaN']))).toBe(true);
    expect(isFiniteTensor(new Tensor('INT64', [1], BigInt64Array.of(1n)))).toBe(true);
  });
});

describe('rows of tensors', () => {
  const tensor = Tensor.of('INT64', [3, 2], [1, 2, 3, 4, 5, 6]);
  const strings = Tensor.of('BYTES', [3], ['a', 'b', 'c']);

  it('are cut, joined and padded', () => {
    expect(sliceRows(tensor, 1, 3).toNested()).toEqual([
      [3n, 4n],
      [5n, 6n],
    ]);
    expect(concatRows([sliceRows(strings, 2, 3), sliceRows(strings, 0, 1)]).toNested()).toEqual(['c', 'a']);
    expect(padRows(sliceRows(tensor, 0, 1), 3).toNested()).toEqual([
      [1n, 2n],
      [1n, 2n],
      [1n, 2n],
    ]);
    expect(padRows(strings, 2)).toBe(strings);
  });
});

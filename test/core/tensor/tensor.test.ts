import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import fc from '../../helpers/fast-check.js';
import { DTYPES, isDType, type DType } from '../../../src/core/tensor/dtype.js';
import { Tensor } from '../../../src/core/tensor/tensor.js';
import { codeOf } from '../../helpers/code-of.js';

const ALL = Object.keys(DTYPES) as DType[];

describe('DTYPES', () => {
  it('has every datatype of the Open Inference Protocol', () => {
    // required_api.md of KServe's predict v2, "Tensor Data Types".
    expect(ALL.sort()).toEqual(
      'BF16 BOOL BYTES FP16 FP32 FP64 INT16 INT32 INT64 INT8 UINT16 UINT32 UINT64 UINT8'.split(' '),
    );
    expect(ALL.map((dtype) => DTYPES[dtype].itemBytes)).toEqual([2, 1, 0, 2, 4, 8, 2, 4, 8, 1, 2, 4, 8, 1]);
  });

  it('knows its names and nothing of prototypes', () => {
    expect(isDType('FP32')).toBe(true);
    for (const name of ['fp32', 'toString', '__proto__', '', 7]) expect(isDType(name)).toBe(false);
  });

  it.each([
    ['INT8', [-128, 127], [-129, 128, 1.5, '7', null, true, NaN]],
    ['UINT8', [0, 255], [-1, 256, 0.5]],
    ['INT16', [-32768, 32767], [-32769, 32768]],
    ['UINT16', [0, 65535], [-1, 65536]],
    ['INT32', [-(2 ** 31), 2 ** 31 - 1], [-(2 ** 31) - 1, 2 ** 31]],
    ['UINT32', [0, 2 ** 32 - 1], [-1, 2 ** 32]],
    ['BOOL', [true, false], [0, 1, 'true']],
    ['FP32', [3.4028234663852886e38, -1e-50], [3.5e38, NaN, Infinity, '1']],
    ['FP64', [1.7976931348623157e308], [Infinity, NaN]],
    ['FP16', [65504, 65519], [65520, NaN]],
    ['BF16', [3.3895313892515355e38], [3.4e38, NaN]],
    ['BYTES', ['', 'a\0b', new Uint8Array([255])], [1, null, ['a']]],
  ] as const)('%s takes its own range and refuses the rest', (dtype, good, bad) => {
    const { encode } = DTYPES[dtype];
    for (const value of good) expect(encode(value), String(value)).toBeDefined();
    for (const value of bad) expect(encode(value), String(value)).toBeUndefined();
  });

  it('keeps 64-bit integers exact, from bigints, safe numbers and decimal strings', () => {
    expect(DTYPES.INT64.encode('9223372036854775807')).toBe(2n ** 63n - 1n);
    expect(DTYPES.INT64.encode(-(2n ** 63n))).toBe(-(2n ** 63n));
    expect(DTYPES.UINT64.encode(2n ** 64n - 1n)).toBe(2n ** 64n - 1n);
    expect(DTYPES.INT64.encode(9007199254740991)).toBe(9007199254740991n);
    for (const value of [2n ** 63n, 9007199254740993, 1.5, '1.5', '0x10', '']) {
      expect(DTYPES.INT64.encode(value), String(value)).toBeUndefined();
    }
    expect(DTYPES.UINT64.encode(-1)).toBeUndefined();
  });
});

describe('Tensor', () => {
  it.each(ALL)('gives the values back that it was made of: %s', (dtype) => {
    const examples: Partial<Record<DType, unknown[]>> = {
      BOOL: [true, false],
      BYTES: ['a', 'ö'],
      INT64: [1n, -(2n ** 62n)],
      UINT64: [1n, 2n ** 63n],
    };
    const values = examples[dtype] ?? [1, 2];
    expect(Tensor.of(dtype, [2], values).toFlat()).toEqual(values);
  });

  it('nests its elements as its shape says', () => {
    expect(Tensor.of('INT8', [2, 1, 2], [1, 2, 3, 4]).toNested()).toEqual([[[1, 2]], [[3, 4]]]);
    expect(Tensor.of('FP32', [], [7]).toNested()).toBe(7);
    expect(Tensor.of('FP32', [0, 3], []).toNested()).toEqual([]);
    expect(Tensor.of('FP32', [2, 0], []).toNested()).toEqual([[], []]);
  });

  it('refuses data of another type, length or shape', () => {
    expect(codeOf(() => new Tensor('FP32', [1], new Float64Array(1)))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => new Tensor('FP32', [2], new Float32Array(1)))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => new Tensor('FP32', [-1], new Float32Array(1)))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => new Tensor('FP8' as 'FP32', [1], new Float32Array(1)))).toBe('INVALID_ARGUMENT');
    expect(() => Tensor.of('INT8', [1], [300])).toThrow(
      'element 0 of a INT8 tensor must be an integer from -128 to 127, got 300',
    );
  });

  it('takes arrays of another realm, and nothing that only looks like an array', () => {
    const foreign = vm.runInNewContext('Float32Array.of(1, 2)') as Float32Array;
    expect(new Tensor('FP32', [2], foreign).toFlat()).toEqual([1, 2]);
    for (const data of [{ constructor: Float32Array, length: 2 }, new DataView(new ArrayBuffer(2)), '12', null]) {
      expect(codeOf(() => new Tensor('FP32', [2], data as never))).toBe('INVALID_ARGUMENT');
    }
    for (const name of ['toString', '__proto__', 'fp32']) {
      expect(codeOf(() => new Tensor(name as 'FP32', [2], new Float32Array(2)))).toBe('INVALID_ARGUMENT');
    }
  });

  it('is recognised by other copies of the package', () => {
    expect(Tensor.is({ [Symbol.for('modelmount.tensor')]: true })).toBe(true);
    expect(Tensor.is({ dtype: 'FP32', shape: [], data: [] })).toBe(false);
    expect(Tensor.is(null)).toBe(false);
  });

  it('keeps float64 bits, whatever they are', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Tensor.of('FP64', [1], [value]).toFlat()).toEqual([value]);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { DTYPES, type DType } from '../../../src/core/tensor/dtype.js';
import { checkInputs, type Signature } from '../../../src/core/signature.js';
import { sliceRows } from '../../../src/core/tensor/tensor-rows.js';
import { inventInputs, rowSize } from '../../../src/runtime/warm-up/invent-inputs.js';

const signatureOf = (dtype: DType, shape: readonly number[]): Signature => ({
  inputs: [{ name: 'x', dtype, shape }],
  outputs: [],
});

describe('inventInputs', () => {
  it.each(Object.keys(DTYPES) as DType[])(
    'fits a signature of %s, with rows that differ, the same each time',
    (dtype) => {
      const signature = signatureOf(dtype, [-1, 9]);
      const inputs = inventInputs(signature, 3);
      expect(checkInputs(signature, inputs)).toEqual([]);
      const x = inputs.get('x')!;
      const rows = [0, 1, 2].map((row) =>
        JSON.stringify(
          sliceRows(x, row, row + 1)
            .toFlat()
            .map(String),
        ),
      );
      expect(new Set(rows).size).toBe(3);
      expect(inventInputs(signature, 3)).toEqual(inputs);
    },
  );

  it.each(['BOOL', 'INT64', 'FP32', 'BYTES'] as const)('makes two rows of one %s each different', (dtype) => {
    const [first, second] = inventInputs(signatureOf(dtype, [-1]), 2)
      .get('x')!
      .toFlat();
    expect(first).not.toEqual(second);
  });

  it('makes floats from 0 to 1, and integers that every vocabulary has', () => {
    const values = (dtype: DType): number[] =>
      inventInputs(signatureOf(dtype, [100]), 1)
        .get('x')!
        .toFlat()
        .map(Number);
    expect(Math.min(...values('FP32'))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values('FP32'))).toBeLessThan(1);
    expect(new Set(values('INT64'))).toEqual(new Set([0, 1]));
  });

  it('gives axes of one name one length, and keeps fixed lengths', () => {
    const signature: Signature = {
      inputs: [
        { name: 'ids', dtype: 'INT64', shape: [-1, -1], axes: ['batch', 'words'] },
        { name: 'mask', dtype: 'INT64', shape: [-1, -1], axes: ['batch', 'words'] },
        { name: 'scale', dtype: 'FP32', shape: [] },
        { name: 'pair', dtype: 'FP32', shape: [2, 3] },
      ],
      outputs: [],
    };
    expect(checkInputs(signature, inventInputs(signature, 2))).toEqual([]);
    expect(rowSize(signature)).toBe(8 + 8 + 1 + 3);
  });
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DType } from '../../src/core/tensor/dtype.js';
import { Tensor } from '../../src/core/tensor/tensor.js';

/** Where the fixtures lie. */
export const FIXTURES = path.resolve(import.meta.dirname, '../fixtures');

interface ReferenceTensor {
  readonly datatype: DType;
  readonly shape: readonly number[];
  readonly data: readonly (number | string)[];
}

/** What a fixture's `reference.json` holds: inputs, and what the Python original answers. */
export interface Reference {
  readonly inputs: Readonly<Record<string, ReferenceTensor>>;
  readonly outputs: Readonly<Record<string, ReferenceTensor>>;
  readonly labels?: readonly (string | number)[];
  readonly rows?: readonly Readonly<Record<string, number | string | null>>[];
  readonly tolerance: number;
}

/** The reference of a fixture. */
export function readReference(name: string): Reference {
  return JSON.parse(readFileSync(path.join(FIXTURES, name, 'reference.json'), 'utf8')) as Reference;
}

/** A reference tensor as a Tensor; NaN is written as a string in JSON. */
export function toTensor({ datatype, shape, data }: ReferenceTensor): Tensor {
  if (datatype === 'FP32') return new Tensor('FP32', shape, Float32Array.from(data, Number));
  if (datatype === 'FP64') return new Tensor('FP64', shape, Float64Array.from(data, Number));
  return Tensor.of(datatype, shape, data);
}

/** The rows of a reference tensor, nested. */
export function rowsOf(tensor: ReferenceTensor): unknown[] {
  return toTensor(tensor).toNested() as unknown as unknown[];
}

/** The largest absolute difference of two lists of numbers of one length; NaN where one has it. */
export function largestDifference(actual: readonly number[], expected: readonly (number | string)[]): number {
  if (actual.length !== expected.length) throw new Error(`expected ${expected.length} numbers, got ${actual.length}`);
  return actual.reduce((largest, value, i) => {
    const difference = Math.abs(value - Number(expected[i]));
    return difference <= largest ? largest : difference;
  }, 0);
}

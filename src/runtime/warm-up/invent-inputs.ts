import { DTYPES, type DType, type TensorElement } from '../../core/tensor/dtype.js';
import type { Signature, TensorSpec } from '../../core/signature.js';
import { Tensor } from '../../core/tensor/tensor.js';

/** Length of an axis of any length that is not the first. */
const OTHER_LENGTH = 8;

// Its multiples fill the interval from 0 to 1 evenly, and never repeat.
const GOLDEN_RATIO = 0.6180339887498949;

/**
 * Inputs that fit a signature, for trying out a model of which no row is known. The same at every call; rows differ
 * from each other. Floats are from 0 to 1; integers are 0 or 1, which is a word of every vocabulary and a valid mask.
 *
 * @param nRows - Length of the first axis where it may be any.
 */
export function inventInputs({ inputs }: Signature, nRows: number): Map<string, Tensor> {
  return new Map(inputs.map((spec) => [spec.name, inventTensor(spec, nRows)]));
}

/** How many elements one row of all inputs has. */
export function rowSize({ inputs }: Signature): number {
  return inputs.reduce((sum, spec) => sum + product(shapeOf(spec, 1).slice(1)), 0);
}

function inventTensor(spec: TensorSpec, nRows: number): Tensor {
  const { dtype } = spec;
  const shape = shapeOf(spec, nRows);
  const { allocate, encode } = DTYPES[dtype];
  const data = allocate(product(shape)) as { [index: number]: unknown; readonly length: number };
  for (let i = 0; i < data.length; i++) data[i] = encode(inventElement(dtype, (i * GOLDEN_RATIO) % 1));
  return new Tensor(dtype, shape, data as ReturnType<typeof allocate>);
}

function shapeOf({ shape }: TensorSpec, nRows: number): number[] {
  return shape.map((length, axis) => (length >= 0 ? length : axis === 0 ? nRows : OTHER_LENGTH));
}

function inventElement(dtype: DType, fraction: number): TensorElement {
  const bit = fraction < 0.5 ? 1 : 0;
  switch (DTYPES[dtype].kind) {
    case 'boolean':
      return bit === 1;
    case 'integer':
      return bit;
    case 'bigInteger':
      return BigInt(bit);
    case 'float':
      return fraction;
    case 'bytes':
      return bit === 1 ? 'a' : 'b';
  }
}

function product(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}

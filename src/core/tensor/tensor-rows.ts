import type { TensorData } from './dtype.js';
import { Tensor } from './tensor.js';

/** Rows `start` to before `end` of a tensor's first axis. Typed arrays are views, not copies. */
export function sliceRows(tensor: Tensor, start: number, end: number): Tensor {
  const [nRows = 0, ...rest] = tensor.shape;
  const size = nRows === 0 ? 0 : tensor.data.length / nRows;
  const { data } = tensor;
  const part: TensorData = Array.isArray(data)
    ? data.slice(start * size, end * size)
    : (data as Float32Array).subarray(start * size, end * size);
  return new Tensor(tensor.dtype, [end - start, ...rest], part);
}

/** A tensor with its last row repeated until there are `nRows`. */
export function padRows(tensor: Tensor, nRows: number): Tensor {
  const [length = 0] = tensor.shape;
  if (length >= nRows) return tensor;
  const last = sliceRows(tensor, length - 1, length);
  return concatRows([tensor, ...Array.from({ length: nRows - length }, () => last)]);
}

/** Tensors of one dtype and one shape after the first axis, one after the other. */
export function concatRows(tensors: readonly Tensor[]): Tensor {
  const [first, ...others] = tensors;
  if (first === undefined) throw new RangeError('concatRows needs at least one tensor');
  if (others.length === 0) return first;
  const nRows = tensors.reduce((sum, tensor) => sum + (tensor.shape[0] ?? 0), 0);
  const shape = [nRows, ...first.shape.slice(1)];
  if (Array.isArray(first.data)) {
    return new Tensor(
      first.dtype,
      shape,
      tensors.flatMap((tensor) => tensor.data as string[]),
    );
  }
  const length = tensors.reduce((sum, tensor) => sum + tensor.data.length, 0);
  const data = new (first.data.constructor as Float32ArrayConstructor)(length);
  let offset = 0;
  for (const tensor of tensors) {
    data.set(tensor.data as Float32Array, offset);
    offset += tensor.data.length;
  }
  return new Tensor(first.dtype, shape, data);
}

import type { TensorData } from '../../../core/tensor/dtype.js';
import { Tensor } from '../../../core/tensor/tensor.js';

/** Named tensors, as a session takes and gives them. */
export type Tensors = ReadonlyMap<string, Tensor>;

/** A copy of tensors that shares no memory with its original. */
export function copyTensors(tensors: Tensors): Tensors {
  return mapTensors(tensors, copyTensor);
}

/** The same change made to each of the tensors. */
export function mapTensors(tensors: Tensors, change: (tensor: Tensor, name: string) => Tensor): Tensors {
  const changed = new Map<string, Tensor>();
  for (const [name, tensor] of tensors) changed.set(name, change(tensor, name));
  return changed;
}

/** How many rows the tensors have, or `undefined` where they do not agree on it. */
export function countRows(tensors: Tensors): number | undefined {
  let nRows: number | undefined;
  for (const { shape } of tensors.values()) {
    if (shape[0] === undefined || (nRows !== undefined && shape[0] !== nRows)) return undefined;
    nRows = shape[0];
  }
  return nRows;
}

/**
 * The rows of a batch, given back to those who sent them: one part of `lengths[i]` rows for each length.
 *
 * Parts are copies, not views of the joined memory. They go to different callers: of a view, one of them could read
 * the others' rows in its `buffer`, or take it from them by transferring it to another thread, and whoever keeps a
 * row would keep the whole batch. For the few numbers that most models answer a row with, a copy costs what a view
 * does.
 */
export function splitRows(outputs: Tensors, lengths: readonly number[]): Tensors[] {
  const parts = lengths.map(() => new Map<string, Tensor>());
  for (const [name, { dtype, shape, data }] of outputs) {
    const [nRows = 0, ...rest] = shape;
    const size = nRows === 0 ? 0 : data.length / nRows;
    let start = 0;
    for (const [i, part] of parts.entries()) {
      const length = lengths[i] as number;
      const end = start + length * size;
      part.set(name, new Tensor(dtype, [length, ...rest], data.slice(start, end)));
      start = end;
    }
  }
  return parts;
}

/** Copies elements to a place in storage of the same dtype; bytes are copied with their contents. */
export function writeElements(source: TensorData, target: TensorData, offset: number): void {
  if (!Array.isArray(source)) (target as Float32Array).set(source as Float32Array, offset);
  else
    for (let i = 0; i < source.length; i++)
      (target as BytesElement[])[offset + i] = copyElement(source[i] as BytesElement);
}

function copyTensor({ dtype, shape, data }: Tensor): Tensor {
  return new Tensor(dtype, [...shape], Array.isArray(data) ? data.map(copyElement) : data.slice());
}

type BytesElement = string | Uint8Array;

function copyElement(element: BytesElement): BytesElement {
  return typeof element === 'string' ? element : element.slice();
}

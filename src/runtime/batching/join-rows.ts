import { concatRows, sliceRows } from '../../core/tensor-rows.js';
import { Tensor } from '../../core/tensor.js';

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

/** One after the other, each tensor copied once. A single part is handed on as it is. */
export function joinRows(parts: readonly Tensors[]): Tensors {
  const [first = new Map<string, Tensor>()] = parts;
  if (parts.length === 1) return first;
  return mapTensors(first, (_, name) => concatRows(parts.map((part) => part.get(name) as Tensor)));
}

/**
 * The opposite: one part of `lengths[i]` rows for each length.
 *
 * Parts are copies, not views of the joined memory. They go to different callers: of a view, one of them could read
 * the others' rows in its `buffer`, or take it from them by transferring it to another thread, and whoever keeps a
 * row would keep the whole batch.
 */
export function splitRows(outputs: Tensors, lengths: readonly number[]): Tensors[] {
  let start = 0;
  return lengths.map((length) => {
    const end = start + length;
    const part = mapTensors(outputs, (tensor) => copyTensor(sliceRows(tensor, start, end)));
    start = end;
    return part;
  });
}

function copyTensor({ dtype, shape, data }: Tensor): Tensor {
  return new Tensor(dtype, [...shape], data.slice());
}

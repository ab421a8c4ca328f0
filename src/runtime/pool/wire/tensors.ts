import type { TensorData } from '../../../core/tensor/dtype.js';
import { Tensor } from '../../../core/tensor/tensor.js';
import type { TensorMessage } from './messages.js';

/** Tensors ready to cross, and the buffers that may go with them instead of being copied. */
export interface PackedTensors {
  readonly tensors: readonly TensorMessage[];
  readonly transfer: readonly ArrayBuffer[];
}

type Elements = Exclude<TensorData, readonly (string | Uint8Array)[]>;

// What every typed array can start at.
const ALIGNMENT = 8;

/** Copies tensors into one buffer that nobody else has: their owner keeps the originals. */
export function packCopy(tensors: ReadonlyMap<string, Tensor>): PackedTensors {
  let byteLength = 0;
  for (const { data } of tensors.values()) if (isElements(data)) byteLength = aligned(byteLength) + data.byteLength;
  const buffer = new ArrayBuffer(byteLength);
  let offset = 0;
  const messages = Array.from(tensors, ([name, { dtype, shape, data }]): TensorMessage => {
    if (!isElements(data)) return { name, dtype, shape, data: data.map(copyElement) };
    offset = aligned(offset);
    const copy = viewLike(data, buffer, offset);
    copy.set(data as Float64Array);
    offset += data.byteLength;
    return { name, dtype, shape, data: copy };
  });
  return { tensors: messages, transfer: byteLength === 0 ? [] : [buffer] };
}

/**
 * Gives tensors away: their buffers are transferred where they hold nothing else, and copied where they are part of
 * a larger one (a runtime's memory, another output's).
 */
export function packGive(tensors: ReadonlyMap<string, Tensor>): PackedTensors {
  const transfer = new Set<ArrayBuffer>();
  const messages = Array.from(tensors, ([name, { dtype, shape, data }]): TensorMessage => {
    if (!isElements(data)) return { name, dtype, shape, data };
    const { buffer } = data;
    const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === data.byteLength && !transfer.has(buffer);
    const given = isWhole ? data : data.slice();
    if (given.byteLength > 0) transfer.add(given.buffer as ArrayBuffer);
    return { name, dtype, shape, data: given };
  });
  return { tensors: messages, transfer: [...transfer] };
}

/**
 * The tensors that came.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` where one does not hold what it says: its owner detached its buffer.
 */
export function unpack(tensors: readonly TensorMessage[]): Map<string, Tensor> {
  return new Map(tensors.map(({ name, dtype, shape, data }) => [name, new Tensor(dtype, shape, data)]));
}

function isElements(data: TensorData): data is Elements {
  return ArrayBuffer.isView(data);
}

function viewLike(data: Elements, buffer: ArrayBuffer, offset: number): Float64Array {
  // The constructor of this realm: the array may be of another.
  const { [Symbol.toStringTag]: name } = data;
  return new (globalThis[name] as Float64ArrayConstructor)(buffer, offset, data.length);
}

function aligned(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
}

function copyElement(element: string | Uint8Array): string | Uint8Array {
  return typeof element === 'string' ? element : Uint8Array.from(element);
}

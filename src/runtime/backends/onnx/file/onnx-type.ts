import type { DType } from '../../../../core/tensor/dtype.js';
import type { OnnxAxis, OnnxType } from './onnx-file.js';
import { bytesField, integerField, readMessage, textField } from './wire.js';

interface ElementType {
  /** The name in ONNX's own notation, `tensor(float)`. */
  readonly text: string;
  /** Ours and the JavaScript runtime's name, where both have the type. */
  readonly names?: { readonly dtype: DType; readonly ort: string };
}

// TensorProto.DataType. What has no names cannot cross into JavaScript: the runtime's own table lacks it.
const ELEMENT_TYPES: Readonly<Record<number, ElementType>> = {
  1: { text: 'float', names: { dtype: 'FP32', ort: 'float32' } },
  2: { text: 'uint8', names: { dtype: 'UINT8', ort: 'uint8' } },
  3: { text: 'int8', names: { dtype: 'INT8', ort: 'int8' } },
  4: { text: 'uint16', names: { dtype: 'UINT16', ort: 'uint16' } },
  5: { text: 'int16', names: { dtype: 'INT16', ort: 'int16' } },
  6: { text: 'int32', names: { dtype: 'INT32', ort: 'int32' } },
  7: { text: 'int64', names: { dtype: 'INT64', ort: 'int64' } },
  8: { text: 'string', names: { dtype: 'BYTES', ort: 'string' } },
  9: { text: 'bool', names: { dtype: 'BOOL', ort: 'bool' } },
  10: { text: 'float16', names: { dtype: 'FP16', ort: 'float16' } },
  11: { text: 'double', names: { dtype: 'FP64', ort: 'float64' } },
  12: { text: 'uint32', names: { dtype: 'UINT32', ort: 'uint32' } },
  13: { text: 'uint64', names: { dtype: 'UINT64', ort: 'uint64' } },
  14: { text: 'complex64' },
  15: { text: 'complex128' },
  16: { text: 'bfloat16' },
  17: { text: 'float8e4m3fn' },
  18: { text: 'float8e4m3fnuz' },
  19: { text: 'float8e5m2' },
  20: { text: 'float8e5m2fnuz' },
  21: { text: 'uint4' },
  22: { text: 'int4' },
  23: { text: 'float4e2m1' },
};

const NAMES = Object.values(ELEMENT_TYPES).flatMap(({ names }) => (names === undefined ? [] : [names]));
const MAX_DEPTH = 16;

/** Our dtype of an ONNX element type; `undefined` where values of it cannot be handed to or from the runtime. */
export function dtypeOf(elementType: number): DType | undefined {
  return ELEMENT_TYPES[elementType]?.names?.dtype;
}

/** Our dtype of the runtime's type name. */
export function dtypeFromOrt(type: string): DType | undefined {
  return NAMES.find(({ ort }) => ort === type)?.dtype;
}

/** The runtime's name of our dtype. */
export function ortTypeOf(dtype: DType): string | undefined {
  return NAMES.find((names) => names.dtype === dtype)?.ort;
}

/** A type in ONNX's notation, for messages: `seq(map(string,tensor(float)))`. */
export function showOnnxType(type: OnnxType | undefined): string {
  switch (type?.kind) {
    case undefined:
      return 'no type';
    case 'tensor':
      return `tensor(${showElementType(type.elementType)})`;
    case 'sequence':
      return `seq(${showOnnxType(type.element)})`;
    case 'optional':
      return `optional(${showOnnxType(type.element)})`;
    case 'map':
      return `map(${showElementType(type.keyType)},${showOnnxType(type.value)})`;
    case 'sparse_tensor':
    case 'opaque':
      return type.kind;
  }
}

function showElementType(elementType: number): string {
  return ELEMENT_TYPES[elementType]?.text ?? `type ${elementType}`;
}

/** Reads a TypeProto. */
export function readOnnxType(bytes: Uint8Array, depth = 0): OnnxType | undefined {
  if (depth > MAX_DEPTH) throw new Error('a type is nested too deeply');
  let type: OnnxType | undefined;
  const nested = (body: Uint8Array, field: number): OnnxType | undefined => {
    let element: OnnxType | undefined;
    readMessage(body, { [field]: bytesField((inner) => (element = readOnnxType(inner, depth + 1))) });
    return element;
  };
  readMessage(bytes, {
    1: bytesField((body) => (type = readTensorType(body))),
    4: bytesField((body) => (type = { kind: 'sequence', element: nested(body, 1) })),
    5: bytesField((body) => {
      let keyType = 0;
      readMessage(body, { 1: integerField((value) => (keyType = Number(value))) });
      type = { kind: 'map', keyType, value: nested(body, 2) };
    }),
    7: bytesField(() => (type = { kind: 'opaque' })),
    8: bytesField(() => (type = { kind: 'sparse_tensor' })),
    9: bytesField((body) => (type = { kind: 'optional', element: nested(body, 1) })),
  });
  return type;
}

function readTensorType(bytes: Uint8Array): OnnxType {
  let elementType = 0;
  let axes: OnnxAxis[] | undefined;
  readMessage(bytes, {
    1: integerField((value) => (elementType = Number(value))),
    // Present and empty means a scalar; absent means that the rank is not known.
    2: bytesField((shape) => {
      axes = [];
      readMessage(shape, { 1: bytesField((axis) => axes?.push(readAxis(axis))) });
    }),
  });
  return { kind: 'tensor', elementType, axes };
}

function readAxis(bytes: Uint8Array): OnnxAxis {
  let length = -1;
  let name = '';
  readMessage(bytes, {
    1: integerField((value) => (length = value < 0n ? -1 : Number(value))),
    2: textField((value) => (name = value)),
  });
  return { length, name };
}

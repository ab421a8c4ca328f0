import { fromBfloat16Bits, fromFloat16Bits, toBfloat16Bits, toFloat16Bits } from './float16.js';

/** An element type, by its name in the Open Inference Protocol. */
export type DType =
  | 'BOOL'
  | 'INT8'
  | 'INT16'
  | 'INT32'
  | 'INT64'
  | 'UINT8'
  | 'UINT16'
  | 'UINT32'
  | 'UINT64'
  | 'FP16'
  | 'BF16'
  | 'FP32'
  | 'FP64'
  | 'BYTES';

/** Storage of a tensor's elements: a typed array, or strings (and raw bytes) for `BYTES`. */
export type TensorData =
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Float32Array
  | Float64Array
  | readonly (string | Uint8Array)[];

/** One element as a JavaScript value. 64-bit integers are `bigint`. */
export type TensorElement = boolean | number | bigint | string | Uint8Array;

/** What a dtype is. */
export interface DTypeInfo {
  readonly kind: 'boolean' | 'integer' | 'bigInteger' | 'float' | 'bytes';
  /** Bytes an element takes in memory and in the binary tensor format; 0 where it varies. */
  readonly itemBytes: number;
  /** The range as a person would write it, for messages. */
  readonly range: string;
  /** Makes zeroed storage for `length` elements (empty strings for `BYTES`). */
  readonly allocate: (length: number) => TensorData;
  /** Whether `data` is this dtype's storage. */
  readonly stores: (data: unknown) => boolean;
  /** The stored form of `value`, or `undefined` where it does not belong to the dtype; never rounds an integer. */
  readonly encode: (value: unknown) => number | bigint | string | Uint8Array | undefined;
  /** The JavaScript value of a stored element. */
  readonly decode: (stored: number | bigint | string | Uint8Array) => TensorElement;
}

const MAX_FLOAT32 = 3.4028235677973366e38; // halfway to the next binary32: what still rounds to a finite one

function integer(bits: 8 | 16 | 32, isSigned: boolean): DTypeInfo {
  const min = isSigned ? -(2 ** (bits - 1)) : 0;
  const max = isSigned ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
  const name = `${isSigned ? 'Int' : 'Uint'}${bits}Array` as 'Int8Array';
  const Storage = globalThis[name];
  return {
    kind: 'integer',
    itemBytes: bits / 8,
    range: `an integer from ${min} to ${max}`,
    allocate: (length) => new Storage(length),
    stores: (data) => isTypedArray(data, name),
    encode: (value) =>
      typeof value === 'bigint'
        ? value >= BigInt(min) && value <= BigInt(max)
          ? Number(value)
          : undefined
        : typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
          ? value
          : undefined,
    decode: (stored) => stored,
  };
}

function bigInteger(isSigned: boolean): DTypeInfo {
  const min = isSigned ? -(2n ** 63n) : 0n;
  const max = isSigned ? 2n ** 63n - 1n : 2n ** 64n - 1n;
  const Storage = isSigned ? BigInt64Array : BigUint64Array;
  return {
    kind: 'bigInteger',
    itemBytes: 8,
    range: `an integer from ${min} to ${max} (beyond ±9007199254740991 as a decimal string or a bigint)`,
    allocate: (length) => new Storage(length),
    stores: (data) => isTypedArray(data, Storage.name),
    encode: (value) => {
      const integer = toBigInt(value);
      return integer !== undefined && integer >= min && integer <= max ? integer : undefined;
    },
    decode: (stored) => stored,
  };
}

function toBigInt(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  return typeof value === 'string' && /^-?[0-9]{1,20}$/.test(value) ? BigInt(value) : undefined;
}

function float(name: 'Float32Array' | 'Float64Array'): DTypeInfo {
  const Storage = globalThis[name];
  const is32 = name === 'Float32Array';
  return {
    kind: 'float',
    itemBytes: Storage.BYTES_PER_ELEMENT,
    range: is32 ? 'a finite number within ±3.4028235e38' : 'a finite number',
    allocate: (length) => new Storage(length),
    stores: (data) => isTypedArray(data, name),
    encode: (value) =>
      typeof value === 'number' && Number.isFinite(value) && (!is32 || Math.abs(value) < MAX_FLOAT32)
        ? value
        : undefined,
    decode: (stored) => stored,
  };
}

function shortFloat(range: string, toBits: (value: number) => number, fromBits: (bits: number) => number): DTypeInfo {
  return {
    kind: 'float',
    itemBytes: 2,
    range,
    allocate: (length) => new Uint16Array(length),
    stores: (data) => isTypedArray(data, 'Uint16Array'),
    encode: (value) => {
      if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
      const bits = toBits(value);
      return Number.isFinite(fromBits(bits)) ? bits : undefined;
    },
    decode: (stored) => fromBits(stored as number),
  };
}

/**
 * Everything that differs between dtypes, in one place. `FP16` and `BF16` are stored as their 16 bits,
 * `BOOL` as bytes 0 and 1, `BYTES` as strings, or as `Uint8Array` where an element is not text.
 */
export const DTYPES: Readonly<Record<DType, DTypeInfo>> = {
  BOOL: {
    kind: 'boolean',
    itemBytes: 1,
    range: 'true or false',
    allocate: (length) => new Uint8Array(length),
    stores: (data) => isTypedArray(data, 'Uint8Array'),
    encode: (value) => (typeof value === 'boolean' ? Number(value) : undefined),
    decode: (stored) => stored !== 0,
  },
  INT8: integer(8, true),
  INT16: integer(16, true),
  INT32: integer(32, true),
  INT64: bigInteger(true),
  UINT8: integer(8, false),
  UINT16: integer(16, false),
  UINT32: integer(32, false),
  UINT64: bigInteger(false),
  FP16: shortFloat('a finite number within ±65504', toFloat16Bits, fromFloat16Bits),
  BF16: shortFloat('a finite number within ±3.3895314e38', toBfloat16Bits, fromBfloat16Bits),
  FP32: float('Float32Array'),
  FP64: float('Float64Array'),
  BYTES: {
    kind: 'bytes',
    itemBytes: 0,
    range: 'a string',
    allocate: (length) => new Array<string>(length).fill(''),
    stores: (data) => Array.isArray(data),
    encode: (value) => (typeof value === 'string' || isTypedArray(value, 'Uint8Array') ? value : undefined),
    decode: (stored) => stored,
  },
};

/** Whether `name` is a dtype. */
export function isDType(name: unknown): name is DType {
  return typeof name === 'string' && Object.hasOwn(DTYPES, name);
}

// By tag, not by constructor: arrays of another realm (a VM context, some test runners) are as good as ours.
function isTypedArray(value: unknown, name: string): value is Uint8Array {
  return ArrayBuffer.isView(value) && (value as unknown as Record<symbol, unknown>)[Symbol.toStringTag] === name;
}

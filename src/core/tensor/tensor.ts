import { DTYPES, isDType, type DType, type TensorData, type TensorElement } from './dtype.js';
import { ModelMountError } from '../errors.js';
import { show } from '../issue.js';
import { elementCount, showShape } from './shape.js';

/** A nested array of elements, or one element for a tensor of rank 0. */
export type NestedElements = TensorElement | readonly NestedElements[];

const BRAND = Symbol.for('modelmount.tensor');

/** The class of array that holds each dtype. */
const STORAGE: ReadonlyMap<string, unknown> = new Map(
  Object.entries(DTYPES).map(([dtype, { allocate }]) => [dtype, allocate(0).constructor]),
);

/**
 * Elements of one type in row-major order, with the lengths of their axes.
 *
 * The tensor keeps the array it is given; it copies nothing. Treat both as immutable.
 *
 * @example
 * ```ts
 * const pixels = new Tensor('FP32', [1, 2], Float32Array.of(0.5, 1));
 * Tensor.of('INT64', [2], [1, 2n]).data; // BigInt64Array [1n, 2n]
 * ```
 */
export class Tensor {
  readonly dtype: DType;
  /** Lengths of the axes; `[]` for a single value. */
  readonly shape: readonly number[];
  readonly data: TensorData;

  /**
   * @param dtype - Element type.
   * @param shape - Whole lengths ≥ 0 whose product is `data.length`.
   * @param data - The dtype's own storage: `Float32Array` for `FP32`, `Uint16Array` of bits for `FP16` and
   *   `BF16`, `Uint8Array` of 0 and 1 for `BOOL`, an array of strings for `BYTES`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if the three do not belong together.
   */
  constructor(dtype: DType, shape: readonly number[], data: TensorData) {
    // Nearly every tensor is one of these; the others (strings, arrays of another realm) are looked at in full.
    if (!ArrayBuffer.isView(data) || data.constructor !== STORAGE.get(dtype)) checkStorage(dtype, data);
    const count = elementCount(shape);
    if (count !== data.length) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        count === undefined
          ? `shape ${showShape(shape)} is not a list of whole lengths ≥ 0`
          : `shape ${showShape(shape)} holds ${count} elements, got ${data.length}`,
      );
    }
    this.dtype = dtype;
    this.shape = shape;
    this.data = data;
  }

  /**
   * A tensor from JavaScript values, each checked against the dtype.
   *
   * @param values - Flat, row-major. Booleans for `BOOL`; numbers, or bigints and decimal strings where the
   *   dtype has 64 bits; strings or `Uint8Array` for `BYTES`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` naming the first value that does not belong.
   */
  static of(dtype: DType, shape: readonly number[], values: ArrayLike<unknown>): Tensor {
    const { allocate, encode, range } = DTYPES[dtype];
    const data = allocate(values.length);
    for (let i = 0; i < values.length; i++) {
      const stored = encode(values[i]);
      if (stored === undefined) {
        throw new ModelMountError(
          'INVALID_ARGUMENT',
          `element ${i} of a ${dtype} tensor must be ${range}, got ${show(values[i])}`,
        );
      }
      (data as (typeof stored)[])[i] = stored;
    }
    return new Tensor(dtype, shape, data);
  }

  /** Whether `value` is a Tensor, of this copy of the package or of another. */
  static is(value: unknown): value is Tensor {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  /** The elements as JavaScript values, flat. 64-bit integers are `bigint`. */
  toFlat(): TensorElement[] {
    const { decode } = DTYPES[this.dtype];
    return Array.from(this.data as ArrayLike<number>, decode);
  }

  /** The elements as nested arrays, one level per axis; the element itself for rank 0. */
  toNested(): NestedElements {
    const flat = this.toFlat();
    const build = (axis: number, offset: number, stride: number): NestedElements => {
      const length = this.shape[axis];
      if (length === undefined) return flat[offset] as TensorElement;
      const inner = stride / length;
      return Array.from({ length }, (_, i) => build(axis + 1, offset + i * inner, inner));
    };
    return build(0, 0, flat.length);
  }
}

// On the prototype: a property of its own would cost each tensor more than its checks do.
Object.defineProperty(Tensor.prototype, BRAND, { value: true });

function checkStorage(dtype: DType, data: TensorData): void {
  if (!isDType(dtype)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `unknown dtype ${show(dtype)}; expected one of ${Object.keys(DTYPES).join(', ')}`,
    );
  }
  if (!DTYPES[dtype].stores(data)) {
    const expected = DTYPES[dtype].allocate(0).constructor.name;
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `a ${dtype} tensor keeps its data in a ${expected}, got ${show(data)}`,
    );
  }
}

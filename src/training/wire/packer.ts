import { show } from '../../core/issue.js';
import { Table } from '../../learn/data/table.js';
import { Matrix } from '../../learn/math/matrix.js';
import { SparseMatrix } from '../../learn/math/sparse-matrix.js';
import { SearchCV } from '../../learn/selection/search/search-cv.js';
import { PACKED, type Packed } from './packed.js';

/** Lists of numbers from this length on go into shared memory. */
const MIN_SHARED = 256;

/** Says what cannot be sent, and where it is. */
export class NotSendable extends Error {}

/**
 * Makes data of what a job consists of: names of classes and functions in their place, numbers in memory that all
 * threads share.
 */
export class Packer {
  /** The functions that are told of warnings, by number. */
  readonly listeners: ((warning: unknown) => void)[] = [];
  /** Whether something is of a module of the user's, or is a search: its fitted value cannot be made again from JSON. */
  isForeign = false;
  readonly #names: ReadonlyMap<unknown, string>;
  readonly #foreign: ReadonlyMap<unknown, string>;
  readonly #shared = new Map<ArrayBufferView, ArrayBufferView>();

  constructor(own: ReadonlyMap<string, unknown>, foreign: ReadonlyMap<string, unknown>) {
    const flip = (names: ReadonlyMap<string, unknown>): Map<unknown, string> =>
      new Map([...names].filter(([, value]) => typeof value === 'function').map(([name, value]) => [value, name]));
    this.#names = flip(own);
    this.#foreign = flip(foreign);
  }

  /** @throws {NotSendable} Naming what is in the way. */
  pack(value: unknown, path: string): unknown {
    if (typeof value === 'function') return this.#packFunction(value, path);
    if (typeof value === 'symbol') throw new NotSendable(`${path} is a symbol`);
    if (typeof value !== 'object' || value === null) return value;
    if (ArrayBuffer.isView(value)) return this.#share(value);
    if (Array.isArray(value)) return this.#packList(value, path);
    if (value instanceof Map) {
      return new Map(
        [...(value as Map<unknown, unknown>)].map(([key, item]) => [key, this.pack(item, `${path}.${show(key)}`)]),
      );
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return this.#packInstance(value, path);
    return this.#packMembers(value as Record<string, unknown>, path);
  }

  #packMembers(value: Readonly<Record<string, unknown>>, path: string): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => {
        const place = path === '' ? name : `${path}.${name}`;
        if (name === 'onWarning' && typeof item === 'function') {
          this.listeners.push(item as (warning: unknown) => void);
          return [name, { [PACKED]: 'listener', listener: this.listeners.length - 1 } satisfies Packed];
        }
        return [name, this.pack(item, place)];
      }),
    );
  }

  #packFunction(value: unknown, path: string): Packed {
    const name = this.#nameOf(value);
    if (name !== undefined) return { [PACKED]: 'named', name };
    throw new NotSendable(`${path} is a function that no module of the option "modules" exports`);
  }

  #packList(list: readonly unknown[], path: string): unknown {
    if (list.length >= MIN_SHARED && list.every((item) => typeof item === 'number')) {
      return { [PACKED]: 'numbers', data: this.#share(Float64Array.from(list)) as Float64Array } satisfies Packed;
    }
    return list.map((item, i) =>
      typeof item === 'object' || typeof item === 'function' ? this.pack(item, `${path}[${i}]`) : item,
    );
  }

  #packInstance(value: object, path: string): Packed {
    const name = this.#nameOf(value.constructor);
    if (name === undefined) {
      throw new NotSendable(`${path} is a ${value.constructor.name}, which no module of the option "modules" exports`);
    }
    if (value instanceof SearchCV) this.isForeign = true;
    return { [PACKED]: 'made', name, args: argumentsOf(value, path).map((argument) => this.pack(argument, path)) };
  }

  #nameOf(value: unknown): string | undefined {
    const own = this.#names.get(value);
    if (own !== undefined) return own;
    const foreign = this.#foreign.get(value);
    if (foreign !== undefined) this.isForeign = true;
    return foreign;
  }

  /** The same numbers in shared memory; once for all who hold them. */
  #share(values: ArrayBufferView): ArrayBufferView {
    if (values.buffer instanceof SharedArrayBuffer || values instanceof DataView) return values;
    let shared = this.#shared.get(values);
    if (shared === undefined) {
      const typed = values as Float64Array;
      const Kind = typed.constructor as unknown as new (buffer: SharedArrayBuffer) => Float64Array;
      const copy = new Kind(new SharedArrayBuffer(typed.byteLength));
      copy.set(typed);
      this.#shared.set(values, (shared = copy));
    }
    return shared;
  }
}

/** What its constructor makes its like from. */
function argumentsOf(value: object, path: string): readonly unknown[] {
  if (value instanceof Matrix) return [value.nRows, value.nColumns, value.data];
  if (value instanceof SparseMatrix) {
    const { nRows, nColumns, starts, indices, data } = value;
    return [nRows, nColumns, { starts, indices, data }];
  }
  if (value instanceof Table) return [value.columns, value.names, value.nRows];
  const { steps, transformers, options } = value as Record<'steps' | 'transformers' | 'options', unknown>;
  if (steps !== undefined) return [steps, ...(options === undefined ? [] : [options])];
  if (transformers !== undefined && options !== undefined) return [transformers, options];
  if (options !== undefined && transformers === undefined) return [options];
  throw new NotSendable(`${path} is a ${value.constructor.name}, which does not keep the options it was made with`);
}

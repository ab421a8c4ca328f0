import { show } from '../../core/issue.js';
import type { JsonObject } from '../../core/json.js';
import type { Predictor } from '../../learn/contracts.js';
import { Table } from '../../learn/data/table.js';
import { MlRegression } from '../../learn/estimators/ml-regression/ml-regression.js';
import type { MlRegressionClass } from '../../learn/estimators/ml-regression/ml-regression-model.js';
import { Matrix } from '../../learn/math/matrix.js';
import { SparseMatrix } from '../../learn/math/sparse-matrix.js';
import { SearchCV } from '../../learn/selection/search/search-cv.js';
import { mlRegressionName } from './ml-regression.js';
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
  /** Classes of `ml-regression`, if they are those of the installed package, and where they came from. */
  readonly mlRegression: Map<MlRegressionClass, string> = new Map<MlRegressionClass, string>();
  /** JSON of fitted models that are part of the job, and where they came from. */
  readonly fitted: Map<JsonObject, string> = new Map<JsonObject, string>();
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
    if (value instanceof MlRegression) return { [PACKED]: 'made', name, args: [this.#packMlRegression(value, path)] };
    if (isFitted(value) && this.#names.has(value.constructor)) {
      const json = value.toJSON();
      this.fitted.set(json, path);
      return { [PACKED]: 'fitted', json };
    }
    return { [PACKED]: 'made', name, args: argumentsOf(value, path).map((argument) => this.pack(argument, path)) };
  }

  /** Its class may be of the package, which only who imports that can tell. */
  #packMlRegression({ options: { model, ...others } }: MlRegression, path: string): Record<string, unknown> {
    const rest = this.#packMembers(others, path);
    if (this.#nameOf(model) !== undefined) return { ...rest, model: this.#packFunction(model, path) };
    this.mlRegression.set(model, `${path}.model`);
    return { ...rest, model: { [PACKED]: 'named', name: mlRegressionName(model) } satisfies Packed };
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

function isFitted(value: object): value is Predictor {
  return 'predict' in value && 'toJSON' in value;
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

import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { isObject } from '../../../core/json.js';
import { fromJsonNumbers } from '../../data/json-number.js';

const MAX_FEATURES = 2 ** 21;

/** What an object must look like. */
export interface JsonShape {
  /** Value of its field `kind`, where it has one. */
  readonly kind?: string;
  /** The names that it may have, beside `kind`. */
  readonly known: readonly string[];
}

/**
 * Reads the fields of a JSON object, each checked; a fault is `INVALID_ARGUMENT` with the
 * JSON Pointer of its place.
 */
export class JsonFields {
  /** JSON Pointer of the object, from the root of what the caller handed in. */
  readonly path: string;
  readonly #fields: Record<string, unknown>;

  constructor(json: unknown, path: string, { kind, known }: JsonShape) {
    this.path = path;
    if (!isObject(json)) throw fault(path, `must be an object, got ${show(json)}`);
    this.#fields = json;
    if (kind !== undefined && this.raw('kind') !== kind) {
      this.fail('kind', `must be "${kind}", got ${show(this.raw('kind'))}`);
    }
    const stray = Object.keys(json).find((name) => !known.includes(name) && (kind === undefined || name !== 'kind'));
    if (stray !== undefined) throw fault(path, `has an unknown field ${show(stray)}; known are ${known.join(', ')}`);
  }

  /** JSON Pointer of a field. */
  at(name: string): string {
    return `${this.path}/${name}`;
  }

  /** The field unchecked; `undefined` where there is none. */
  raw(name: string): unknown {
    return Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined;
  }

  fail(name: string, message: string): never {
    throw fault(this.at(name), message);
  }

  boolean(name: string): boolean {
    const value = this.raw(name);
    return typeof value === 'boolean' ? value : this.fail(name, `must be true or false, got ${show(value)}`);
  }

  /** A string that is one of `choices`. */
  choice<T extends string>(name: string, choices: readonly T[]): T {
    const value = this.raw(name);
    return (
      choices.find((choice) => choice === value) ??
      this.fail(name, `must be ${choices.join(' or ')}, got ${show(value)}`)
    );
  }

  /** A whole number ≥ `min`. */
  integer(name: string, min = 0): number {
    const value = this.raw(name);
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= min
      ? value
      : this.fail(name, `must be a whole number >= ${min}, got ${show(value)}`);
  }

  /** The field `nFeatures`. Bounded, since a few bytes of JSON must not ask for gigabytes of columns. */
  nFeatures(): number {
    const value = this.integer('nFeatures', 1);
    return value <= MAX_FEATURES ? value : this.fail('nFeatures', `must be at most ${MAX_FEATURES}, got ${value}`);
  }

  /** A list of numbers, each finite or NaN; of `length`, where that is known. */
  numbers(name: string, length?: number): Float64Array {
    const values = fromJsonNumbers(this.raw(name), this.at(name));
    if (length !== undefined && values.length !== length) {
      this.fail(name, `must have ${length} elements, got ${values.length}`);
    }
    const infinite = values.findIndex((value) => Math.abs(value) === Infinity);
    return infinite === -1 ? values : this.fail(`${name}/${infinite}`, 'must be finite or "NaN"');
  }

  /** A list that is not empty. */
  list(name: string): readonly unknown[] {
    const value: unknown = this.raw(name);
    return Array.isArray(value) && value.length > 0
      ? (value as readonly unknown[])
      : this.fail(name, `must be a list with at least one element, got ${show(value)}`);
  }

  /** Different whole numbers from 0 to below `end`, ascending; none where there is no such field. */
  positions(name: string, end: number): readonly number[] {
    const value: unknown = this.raw(name) ?? [];
    const isRising = (position: unknown, i: number, all: readonly unknown[]): boolean =>
      typeof position === 'number' &&
      Number.isSafeInteger(position) &&
      position >= 0 &&
      position < end &&
      (i === 0 || position > (all[i - 1] as number));
    return Array.isArray(value) && value.every(isRising)
      ? (value as number[])
      : this.fail(name, `must be different whole numbers from 0 to ${end - 1}, ascending`);
  }

  /** The field `featureNames`: as many different strings as there are features, or none. */
  featureNames(nFeatures: number): readonly string[] | undefined {
    const names = this.raw('featureNames');
    if (names === undefined) return undefined;
    return Array.isArray(names) &&
      names.length === nFeatures &&
      names.every((name) => typeof name === 'string') &&
      new Set(names).size === nFeatures
      ? names
      : this.fail('featureNames', `must be ${nFeatures} different strings`);
  }
}

function fault(path: string, message: string): ModelMountError {
  return new ModelMountError('INVALID_ARGUMENT', `${path === '' ? 'the JSON' : path} ${message}`);
}

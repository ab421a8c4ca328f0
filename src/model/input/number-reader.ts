import { isObject } from '../../core/json.js';
import type { Feature } from '../features.js';

/** Where rows of numbers are read into. */
export type Numbers = Float64Array | Float32Array;

/** What stands for a value that is left to the schema. No number of a row is infinite. */
const UNCERTAIN = Infinity;

/**
 * Reads rows of numbers, by position or by name, straight into an array.
 *
 * It is quick because it takes only what is certain: a row that is at fault in any way, or merely unusual, is left to
 * the schema, which knows every rule and every message.
 */
export class NumberReader {
  readonly #names: readonly string[];
  readonly #positions: ReadonlyMap<string, number>;
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  readonly #isNullable: readonly boolean[];
  /** The features of which more is to be said than the bounds of a number. */
  readonly #special: readonly (Feature | undefined)[];

  /**
   * @param features - None of strings, all of different names, none called `__proto__`.
   * @param largest - The largest number that the array can hold.
   */
  constructor(features: readonly Feature[], largest: number) {
    this.#names = features.map(({ name }) => name);
    this.#positions = new Map(this.#names.map((name, j) => [name, j]));
    this.#low = Float64Array.from(features, ({ minimum = -largest }) => Math.max(minimum, -largest));
    this.#high = Float64Array.from(features, ({ maximum = largest }) => Math.min(maximum, largest));
    this.#isNullable = features.map(({ nullable = false }) => nullable);
    this.#special = features.map((each) => (each.type === 'number' && each.enum === undefined ? undefined : each));
  }

  /**
   * Missing values become NaN, booleans 1 and 0.
   *
   * @param into - Gets the numbers row after row; of no use where the answer is `false`.
   * @returns Whether all rows are certain to be good.
   */
  read(rows: readonly unknown[], into: Numbers): boolean {
    const width = this.#names.length;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      const isRead =
        Array.isArray(row) || ArrayBuffer.isView(row)
          ? this.#readList(row as ArrayLike<unknown>, into, i * width)
          : isObject(row) && this.#readObject(row, into, i * width);
      if (!isRead) return false;
    }
    return true;
  }

  #readList(row: ArrayLike<unknown>, into: Numbers, start: number): boolean {
    const width = this.#names.length;
    if (row.length !== width) return false;
    for (let j = 0; j < width; j++) {
      const number = this.#numberOf(row[j], j);
      if (number === UNCERTAIN) return false;
      into[start + j] = number;
    }
    return true;
  }

  #readObject(row: Readonly<Record<string, unknown>>, into: Numbers, start: number): boolean {
    const names = this.#names;
    let nRead = 0;
    for (const key in row) {
      // Not Object.hasOwn: in this form V8 knows that it holds for a key of the loop, and does not look it up.
      if (!Object.prototype.hasOwnProperty.call(row, key)) return false;
      // Mostly the keys stand in the order of the features.
      const j = names[nRead] === key ? nRead : this.#positions.get(key);
      if (j === undefined) return false;
      const number = this.#numberOf(row[key], j);
      if (number === UNCERTAIN) return false;
      into[start + j] = number;
      nRead++;
    }
    return nRead === names.length || this.#fillGaps(row, into, start);
  }

  /** NaN for each feature that is no key of the row, if all of these may be missing. */
  #fillGaps(row: object, into: Numbers, start: number): boolean {
    for (const [j, name] of this.#names.entries()) {
      if (Object.prototype.propertyIsEnumerable.call(row, name)) continue;
      if (this.#isNullable[j] !== true || Object.hasOwn(row, name)) return false;
      into[start + j] = NaN;
    }
    return true;
  }

  #numberOf(value: unknown, j: number): number {
    if (typeof value === 'number') {
      if (!(value >= (this.#low[j] as number) && value <= (this.#high[j] as number))) return UNCERTAIN;
      const feature = this.#special[j];
      return feature === undefined || allows(feature, value) ? value : UNCERTAIN;
    }
    if (value === null) return this.#isNullable[j] === true ? NaN : UNCERTAIN;
    const feature = this.#special[j];
    const isGood = typeof value === 'boolean' && feature?.type === 'boolean' && feature.enum === undefined;
    return isGood ? Number(value) : UNCERTAIN;
  }
}

function allows({ type, enum: values }: Feature, value: number): boolean {
  return type !== 'boolean' && (type === 'number' || Number.isInteger(value)) && (values?.includes(value) ?? true);
}

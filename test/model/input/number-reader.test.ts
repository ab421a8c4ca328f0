import { describe, expect, it } from 'vitest';
import fc from '../../helpers/fast-check.js';
import { ModelMountError } from '../../../src/core/errors.js';
import type { Feature } from '../../../src/model/features.js';
import { NumberReader } from '../../../src/model/input/number-reader.js';
import { RowChecker } from '../../../src/model/input/row-checker.js';

const bounds = fc.constantFrom({}, { minimum: 0 }, { maximum: 2 }, { minimum: -1, maximum: 1 });
const someNumbers = fc.record({ type: fc.constant('number' as const), nullable: fc.boolean() });
const feature: fc.Arbitrary<Omit<Feature, 'name'>> = fc.oneof(
  fc.tuple(someNumbers, bounds).map((parts) => Object.assign({}, ...parts) as Omit<Feature, 'name'>),
  fc
    .tuple(fc.record({ type: fc.constant('integer' as const), nullable: fc.boolean() }), bounds)
    .map((parts) => Object.assign({}, ...parts) as Omit<Feature, 'name'>),
  fc.record({ type: fc.constant('boolean' as const), nullable: fc.boolean() }),
  fc.record({ type: fc.constant('number' as const), nullable: fc.boolean(), enum: fc.constant([0, 1, 2.5]) }),
);
// Names that are numbers are keys in another order than they were set in.
const names = fc.uniqueArray(fc.constantFrom('a', 'b', '1', '0', 'length', 'constructor', 'ä/~'), {
  minLength: 1,
  maxLength: 4,
});
const features = names.chain((all) =>
  fc.tuple(...all.map(() => feature)).map((parts) => parts.map((part, j): Feature => ({ ...part, name: all[j]! }))),
);

const good = fc.oneof(
  fc.constantFrom<unknown>(0, 1, -1, -0, 2.5, 2, null, true, false),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const odd = fc.constantFrom<unknown>(
  NaN,
  Infinity,
  -Infinity,
  undefined,
  '1',
  '',
  1n,
  [1],
  {},
  Symbol.iterator,
  new Number(1),
  Number.MAX_VALUE,
  2 ** 53,
);
/** Stands for a value that the feature takes: 0 and 1 lie within all bounds and enums above. */
const FITTING = Symbol('fitting');
const cell = fc.oneof(
  { weight: 20, arbitrary: fc.constant<unknown>(FITTING) },
  { weight: 5, arbitrary: good },
  { weight: 1, arbitrary: odd },
);

function resolve(value: unknown, { type }: Feature, j: number): unknown {
  if (value !== FITTING) return value;
  return type === 'boolean' ? j % 2 === 0 : j % 2;
}

type Shape =
  'array' | 'object' | 'shuffled' | 'inherited' | 'hidden' | 'extra' | 'missing' | 'sparse' | 'typed' | 'bare';
const shape = fc.constantFrom<Shape>(
  'array',
  'object',
  'shuffled',
  'inherited',
  'hidden',
  'extra',
  'missing',
  'sparse',
  'typed',
  'bare',
);

function rowOf(kind: Shape, all: readonly Feature[], cells: readonly unknown[]): unknown {
  const entries = all.map(({ name }, j) => [name, cells[j]] as const);
  switch (kind) {
    case 'array':
      return [...cells];
    case 'typed':
      return Float64Array.from(cells, (value) => (typeof value === 'number' ? value : 0));
    case 'sparse': {
      const row = new Array<unknown>(cells.length);
      for (let j = 1; j < cells.length; j++) row[j] = cells[j];
      return row;
    }
    case 'object':
      return Object.fromEntries(entries);
    case 'shuffled':
      return Object.fromEntries([...entries].reverse());
    case 'inherited':
      return Object.setPrototypeOf(Object.fromEntries(entries.slice(1)), Object.fromEntries(entries.slice(0, 1)));
    case 'hidden':
      return Object.defineProperty(Object.fromEntries(entries.slice(1)), entries[0]![0], { value: cells[0] });
    case 'extra':
      return Object.fromEntries([...entries, ['more', 1]]);
    case 'missing':
      return Object.fromEntries(entries.slice(1));
    case 'bare':
      return Object.setPrototypeOf(Object.fromEntries(entries), null);
  }
}

function accepts(checker: RowChecker, row: unknown): boolean {
  try {
    checker.check([row]);
    return true;
  } catch (error) {
    if (ModelMountError.is(error)) return false;
    throw error;
  }
}

/** What the columns of a row hold by definition: own values, missing ones NaN. */
function valuesOf(all: readonly Feature[], row: unknown): number[] {
  return all.map(({ name }, j) => {
    const isList = Array.isArray(row) || ArrayBuffer.isView(row);
    const key = isList ? String(j) : name;
    const value: unknown = Object.hasOwn(row as object, key) ? (row as Record<string, unknown>)[key] : null;
    return value === null || value === undefined ? NaN : Number(value);
  });
}

describe('a reader of numbers', () => {
  it('takes no row that the schema refuses, and reads of the others what they hold', () => {
    let nRead = 0;
    let nRefused = 0;
    const rows = fc.array(fc.tuple(shape, fc.array(cell, { minLength: 4, maxLength: 4 })), {
      minLength: 30,
      maxLength: 30,
    });
    fc.assert(
      fc.property(features, rows, (all, parts) => {
        const checker = new RowChecker(all);
        const reader = new NumberReader(all, Number.MAX_VALUE);
        for (const [kind, drawn] of parts) {
          const cells = all.map((each, j) => resolve(drawn[j], each, j));
          const row = rowOf(kind, all, cells);
          const into = new Float64Array(all.length).fill(7);
          const isRead = reader.read([row], into);
          const isGood = accepts(checker, ArrayBuffer.isView(row) ? Array.from(row as Float64Array) : row);
          nRead += Number(isRead);
          nRefused += Number(!isGood);
          if (isRead) {
            expect(isGood).toBe(true);
            expect(Array.from(into)).toEqual(valuesOf(all, row));
          }
          // What looks unusual may take the long way; the rest must not.
          const isUsual = !['inherited', 'hidden', 'sparse'].includes(kind) && !cells.includes(undefined);
          if (isGood && isUsual) expect(isRead).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
    expect(nRead).toBeGreaterThan(100);
    expect(nRefused).toBeGreaterThan(100);
  });

  it('leaves what is no row to the schema', () => {
    const reader = new NumberReader([{ name: 'a', type: 'number', nullable: true }], Number.MAX_VALUE);
    const bigints = BigInt64Array.of(1n);
    for (const row of [null, undefined, 1, 'a', [], [1, 2], new DataView(new ArrayBuffer(8)), bigints, () => 1]) {
      expect(reader.read([row], new Float64Array(1))).toBe(false);
    }
  });

  it('leaves numbers beyond what the array can hold to the schema', () => {
    const reader = new NumberReader([{ name: 'a', type: 'number' }], 2 ** 128 - 2 ** 104);
    const into = new Float32Array(1);
    expect(reader.read([[3.4028234663852886e38]], into)).toBe(true);
    expect(into[0]).toBe(3.4028234663852886e38);
    expect(reader.read([[3.402823466385289e38]], into)).toBe(false);
    expect(reader.read([[-1e39]], into)).toBe(false);
  });

  it('does not take for a value what a polluted prototype has', () => {
    const reader = new NumberReader([{ name: 'polluted', type: 'number' }], Number.MAX_VALUE);
    Object.assign(Object.prototype, { polluted: 1 });
    try {
      expect(reader.read([{}], new Float64Array(1))).toBe(false);
    } finally {
      delete (Object.prototype as { polluted?: number }).polluted;
    }
  });
});

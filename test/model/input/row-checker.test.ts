import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import fc from '../../helpers/fast-check.js';
import { ModelMountError } from '../../../src/core/errors.js';
import { MAX_ISSUES, type Issue } from '../../../src/core/issue.js';
import { rowArraySchema, rowObjectSchema, type Feature } from '../../../src/model/features.js';
import { RowChecker } from '../../../src/model/input/row-checker.js';
import { toIssue } from '../../../src/model/schema-issue.js';

/** The oracle: ajv over the published schemas. It alone says what is right here. */
class Oracle {
  readonly #byName: ValidateFunction;
  readonly #byPosition: ValidateFunction;

  constructor(features: readonly Feature[]) {
    // Not strict: a minimum for a string is no fault of a row's.
    const rules = { allErrors: true, verbose: true, strict: false, strictNumbers: true, ownProperties: true };
    const ajv = new Ajv2020({ ...rules, meta: false, validateSchema: false });
    this.#byName = ajv.compile(rowObjectSchema(features));
    this.#byPosition = ajv.compile(rowArraySchema(features));
  }

  issues(row: unknown, i: number): Issue[] {
    const validate = Array.isArray(row) || ArrayBuffer.isView(row) ? this.#byPosition : this.#byName;
    return validate(row) ? [] : (validate.errors ?? []).map((error) => toIssue(error, i));
  }
}

function issuesOf(checker: RowChecker, rows: readonly unknown[]): readonly Issue[] {
  try {
    checker.check(rows);
    return [];
  } catch (error) {
    if (ModelMountError.is(error) && error.code === 'INVALID_INPUT') return error.issues;
    throw error;
  }
}

// Whole numbers come first among the keys of an object, "__proto__" is no property to a validator.
const NAMES = ['a', 'b', 'c', '1', '0', '10', 'length', 'constructor', 'toString', 'hasOwnProperty', 'ä/~', '', 'a b'];
const bound = fc.constantFrom(...Array<undefined>(9), 0, -1, 1, 2.5, 10, -1e300, 1e300);
const feature: fc.Arbitrary<Omit<Feature, 'name'>> = fc
  .record({
    type: fc.constantFrom('number', 'integer', 'string', 'boolean'),
    nullable: fc.constantFrom(undefined, true, false),
    minimum: bound,
    maximum: bound,
    enum: fc.constantFrom(...Array<undefined>(9), [0, 1, 2.5], ['a', 'b'], ['a', 1, -0], [1]),
    description: fc.constantFrom(undefined, 'what it is'),
  })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as never);
const features = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...NAMES, '__proto__'), { minLength: 1, maxLength: 7 }),
    fc.array(feature, { minLength: 7, maxLength: 7 }),
    // More than eight, which messages do not list all, and which ajv looks up in another way.
    fc.constantFrom(0, 0, 0, 9),
  )
  .map(([names, all, more]) => [
    ...names
      .filter((name) => more === 0 || name !== '__proto__')
      .map((name, j): Feature => ({ ...(all[j] as Feature), name })),
    ...Array.from({ length: more }, (_, j): Feature => ({ ...(all[j % 7] as Feature), name: `more${j}` })),
  ])
  .filter((all) => all.length > 0);

class Point {
  a = 1;
  get b(): number {
    return 2;
  }
}

const cell = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(0, 1, -1, 2.5, 10, 'a', 'b', true, false, null) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      NaN,
      Infinity,
      -Infinity,
      -0,
      undefined,
      '1',
      '',
      '\u0000\n',
      'x'.repeat(200),
      1n,
      [],
      [1],
      [[1]],
      {},
      { toString: () => '1' },
      Symbol.iterator,
      new Number(1),
      new Date(0),
      Number.MAX_VALUE,
      2 ** 53,
      -1e301,
      Float64Array.of(1),
      () => 1,
    ),
  },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.integer() },
  { weight: 1, arbitrary: fc.anything() },
);

/** A value that mostly fits. */
function fitting({ type, enum: values, minimum, maximum = minimum ?? 1 }: Feature): unknown {
  if (values !== undefined) return values.find((value) => typeof value === (type === 'string' ? 'string' : 'number'));
  if (type === 'string') return 'a';
  if (type === 'boolean') return true;
  return type === 'integer' ? Math.floor(maximum) : maximum;
}

const KINDS = [
  'fitting list',
  'fitting object',
  'list',
  'short',
  'long',
  'sparse',
  'inheriting list',
  'typed',
  'object',
  'shuffled',
  'partial',
  'extra',
  'parsed',
  'inherited',
  'hidden',
  'bare',
  'getters',
  'other',
] as const;

function rowOf(kind: (typeof KINDS)[number], all: readonly Feature[], cells: readonly unknown[]): unknown {
  const list = all.map((_, j) => cells[j % cells.length]);
  const entries = all.map(({ name }, j) => [name, list[j]] as const);
  const [first, ...rest] = entries;
  switch (kind) {
    case 'fitting list':
      return all.map((each) => (each.nullable === true && list[0] === null ? null : fitting(each)));
    case 'fitting object':
      return Object.fromEntries(all.map((each) => [each.name, fitting(each)]));
    case 'list':
      return list;
    case 'short':
      return list.slice(0, -1);
    case 'long':
      return [...list, 1];
    case 'sparse':
      return Object.assign(new Array(list.length), Object.fromEntries(list.slice(1).map((value, j) => [j + 1, value])));
    case 'inheriting list':
      return Object.setPrototypeOf(Object.assign(new Array(list.length), { 1: 1 }), list);
    case 'typed':
      return Float32Array.from(list, (value) => (typeof value === 'number' ? value : 0));
    case 'object':
      return Object.fromEntries(entries);
    case 'shuffled':
      return Object.fromEntries([...entries].reverse());
    case 'partial':
      return Object.fromEntries(rest);
    case 'extra':
      return Object.fromEntries([['more', 1], ...entries, ['a/b~c', null], ['', 1]]);
    case 'parsed':
      return JSON.parse(`{"__proto__": 1, ${JSON.stringify(NAMES[0])}: 1, "1": "x", "__proto__": {"b": 2}}`);
    case 'inherited':
      return Object.setPrototypeOf(Object.fromEntries(rest), Object.fromEntries([first!]));
    case 'hidden':
      return Object.defineProperty(Object.fromEntries(rest), first![0], { value: first![1] });
    case 'bare':
      return Object.setPrototypeOf(Object.fromEntries(entries), null);
    case 'getters':
      return Object.defineProperty(new Point(), first![0], { get: () => first![1], enumerable: true });
    case 'other':
      return list[0];
  }
}

describe('the checker of rows', () => {
  it('finds what ajv finds by the published schemas: the same faults, in the same order, in the same words', () => {
    const counts = { rows: 0, bad: 0, issues: 0 };
    const given = fc.array(fc.tuple(fc.constantFrom(...KINDS), fc.array(cell, { minLength: 1, maxLength: 16 })), {
      minLength: 160,
      maxLength: 160,
    });
    // Of random seed; a failure prints it, and the smallest row that fails.
    fc.assert(
      fc.property(features, given, (all, parts) => {
        const checker = new RowChecker(all);
        const oracle = new Oracle(all);
        const rows = parts.map(([kind, cells]) => rowOf(kind, all, cells));
        const expected = rows.map((row) => oracle.issues(row, 0));
        for (const [i, row] of rows.entries()) {
          expect(issuesOf(checker, [row])).toEqual(expected[i]!.slice(0, MAX_ISSUES));
          counts.rows++;
          counts.bad += Number(expected[i]!.length > 0);
          counts.issues += expected[i]!.length;
        }
        const together = rows.flatMap((row, i) => oracle.issues(row, i));
        expect(issuesOf(checker, rows)).toEqual(together.slice(0, MAX_ISSUES));
      }),
      { numRuns: 130 },
    );
    expect(counts.rows).toBeGreaterThanOrEqual(20_000);
    expect(counts.bad).toBeGreaterThan(2_000);
    expect(counts.rows - counts.bad).toBeGreaterThan(500);
  }, 120_000);

  it('has as many issues as an error carries, however many faults one row has', () => {
    const all: Feature[] = Array.from({ length: 300 }, (_, j) => ({ name: `x${j}`, type: 'number' }));
    const checker = new RowChecker(all);
    const row = all.map(() => 'x');
    expect(issuesOf(checker, [row])).toEqual(new Oracle(all).issues(row, 0).slice(0, MAX_ISSUES));
    expect(issuesOf(checker, [{}, {}])).toHaveLength(MAX_ISSUES);
  });

  it('finds a hole among the rows', () => {
    const checker = new RowChecker([{ name: 'a', type: 'number' }]);
    expect(issuesOf(checker, Object.assign(new Array(2), { 0: [1] }))).toEqual([
      { path: '/1', code: 'type', message: 'expected object, got undefined' },
    ]);
  });

  it('refuses "__proto__" by name, of however many features it is one', () => {
    const all = ['__proto__', ...Array.from('abcdefghij')].map((name): Feature => ({
      name,
      type: 'number',
      nullable: true,
    }));
    const row: unknown = JSON.parse('{"__proto__": 1}');
    for (const some of [all.slice(0, 3), all]) {
      expect(issuesOf(new RowChecker(some), [row])).toMatchObject([{ path: '/0/__proto__', code: 'unexpected' }]);
    }
  });

  it('knows no features by names that objects inherit', () => {
    const checker = new RowChecker([{ name: 'a', type: 'number', nullable: true }]);
    expect(issuesOf(checker, [{ constructor: 1 }])).toMatchObject([{ path: '/0/constructor', code: 'unexpected' }]);
    Object.assign(Object.prototype, { a: 'polluted' });
    try {
      expect(issuesOf(checker, [{}])).toEqual([]);
    } finally {
      delete (Object.prototype as { a?: string }).a;
    }
  });
});

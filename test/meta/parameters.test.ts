import { describe, expect, it } from 'vitest';
import { ModelMountError } from '../../src/core/errors.js';
import * as estimators from '../../src/entries/estimators.js';
import * as metrics from '../../src/entries/metrics.js';
import * as preprocessing from '../../src/entries/preprocessing.js';
import * as selection from '../../src/entries/selection.js';
import { readFixture } from '../learn/fixture.js';
import { CALLS } from './calls.js';
import { read } from './repository.js';
import { numbers, TRIALS, y } from './trials.js';

/** A public name of scikit-learn; test/reference/learn/parameters.py. */
interface Theirs {
  readonly name: string;
  /** The optional ones. */
  readonly parameters: readonly string[];
  /** The fitted ones, of a class. */
  readonly attributes?: readonly string[];
  /** The public ones, of a class. */
  readonly methods?: readonly string[];
  /** The strings that a class takes for each parameter. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
}

const { names } = readFixture('parameters') as { names: Theirs[] };
const OURS: Readonly<Record<string, unknown>> = { ...metrics, ...preprocessing, ...estimators, ...selection };
const PAGE = read('docs/reference/learn/parameters-from-scikit-learn.md');

/** `X_min_` is `xMin`. */
const camelCase = (name: string): string =>
  name
    .replace(/^X_/, 'x_')
    .replace(/_$/, '')
    .replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** The names in the first column of the rows under a heading. */
function firstColumn(heading: string): string[] {
  const [, after = ''] = PAGE.split(`\n## ${heading}\n`);
  const rows = after.split('\n## ')[0]!.matchAll(/^\| (`.+?`) +\|/gm);
  return Array.from(rows, ([, cell = '']) => cell).flatMap((cell) => cell.match(/(?<=`)\w+(?=`)/g) ?? []);
}

/** What a page's row of the name says is called otherwise, or is not here. */
function listedFor(name: string): string[] {
  const row = new RegExp(`^\\| \`${name}\` +\\| (.*?) +\\|`, 'm').exec(PAGE)?.[1] ?? '';
  return row.match(/(?<=`)\w+(?=`)/g) ?? [];
}

/** The options that a call takes, as the refusal of another one lists them. */
function optionsFrom(call: () => unknown): readonly string[] {
  try {
    call();
  } catch (error) {
    const listed = ModelMountError.is(error) ? /; it has (.*)$/.exec(error.message)?.[1] : undefined;
    if (listed !== undefined) return listed === 'none' ? [] : listed.split(/, | and /);
    throw error;
  }
  throw new Error('the unknown option was taken');
}

type Class = new (...args: readonly unknown[]) => { fit?: (...args: readonly unknown[]) => object };

function optionsOfClass(name: string): readonly string[] {
  if (name === 'Pipeline') return []; // takes its steps alone
  return optionsFrom(() => makeWith(name, { stray: 1 }));
}

function optionsOfFunction(name: string): readonly string[] {
  const call = CALLS[name];
  if (call === undefined) throw new Error(`no call of ${name} is known`);
  const { args, options = {} } = call;
  if ('options' in call && call.options === undefined) return [];
  const called = OURS[name] as (...args: readonly unknown[]) => unknown;
  return optionsFrom(() => called(...args, { ...options, stray: 1 }));
}

/** A class with one more option. */
function makeWith(name: string, option: object): unknown {
  const made = OURS[name] as Class;
  const [first, second] = TRIALS[name]?.args ?? [];
  return Array.isArray(first)
    ? new made(first, { ...(second as object), ...option })
    : new made({ ...(first as object), ...option });
}

/** Whether the option is there and takes none of such a value, rather than not together with the others. */
function isRefused(name: string, option: string, value: string): boolean {
  try {
    makeWith(name, { [option]: value });
  } catch (error) {
    if (!ModelMountError.is(error)) throw error;
    return error.message.startsWith(`option "${option}" of ${name} must be`);
  }
  return false;
}

/** One that is not fitted, and what its fit gives. */
function partsOf(name: string): readonly [object, object] {
  const { X = numbers, args = SPLITTERS[name] ?? [] } = TRIALS[name] ?? {};
  const unfitted = new (OURS[name] as Class)(...args);
  const data = isLabelTransformer(name) ? [name.startsWith('Multi') ? numbers : y] : [X, y];
  return [unfitted, unfitted.fit?.(...data) ?? {}];
}

const SPLITTERS: Readonly<Record<string, readonly unknown[]>> = {
  LeavePGroupsOut: [{ nGroups: 1 }],
  LeavePOut: [{ p: 1 }],
  PredefinedSplit: [{ testFold: [0, 1] }],
};
const isClass = (name: string): boolean => /^[A-Z]/.test(name);
const EVERYWHERE = firstColumn('Everywhere');
const COVERED = names.filter(
  ({ name, parameters, attributes = [] }) =>
    OURS[isClass(name) ? name : camelCase(name)] !== undefined && parameters.length + attributes.length > 0,
);
const isLabelTransformer = (name: string): boolean => /^(Multi)?Label(Encoder|Binarizer)$/.test(name);

it('finds most names of scikit-learn here', () => {
  expect(COVERED.length).toBeGreaterThan(120);
});

it('has no row for a name that is not here', () => {
  const rows = firstColumn('By name');
  expect(rows.filter((name) => !COVERED.some((covered) => covered.name === name))).toEqual([]);
});

describe.each(COVERED)('$name', ({ name, parameters, attributes = [], methods = [], values = {} }) => {
  const others = (known: (own: string) => boolean, theirs: readonly string[]): string[] =>
    theirs.filter((own) => !known(own) && !EVERYWHERE.includes(own));

  it('has the parameters and their values, the attributes and methods, or a row that says what there is in their place', () => {
    const options = isClass(name) ? optionsOfClass(name) : optionsOfFunction(camelCase(name));
    const [unfitted, fitted] = isClass(name) ? partsOf(name) : [{}, {}];
    const missing = [
      ...others((parameter) => options.includes(camelCase(parameter)), parameters),
      ...others((attribute) => camelCase(attribute) in fitted, attributes),
      ...Object.entries(values).flatMap(([parameter, strings]) =>
        strings.filter((value) => isRefused(name, camelCase(parameter), camelCase(value.replaceAll('-', '_')))),
      ),
      ...others((method) => camelCase(method) in fitted || camelCase(method) in unfitted, methods),
    ];
    expect(listedFor(name).sort()).toEqual(missing.sort());
  });
});

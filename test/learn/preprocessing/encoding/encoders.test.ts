import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import type { Cell } from '../../../../src/learn/data/samples.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../../src/learn/math/sparse-matrix.js';
import type { PreprocessingWarning } from '../../../../src/learn/preprocessing/common/warning.js';
import { FittedOneHotEncoder } from '../../../../src/learn/preprocessing/encoding/fitted-one-hot-encoder.js';
import { FittedOrdinalEncoder } from '../../../../src/learn/preprocessing/encoding/fitted-ordinal-encoder.js';
import {
  OneHotEncoder,
  type OneHotEncoderOptions,
} from '../../../../src/learn/preprocessing/encoding/one-hot-encoder.js';
import { OrdinalEncoder } from '../../../../src/learn/preprocessing/encoding/ordinal-encoder.js';
import { reviveTransformer } from '../../../../src/learn/preprocessing/revive.js';
import { expectRows, readCases, throughJson, type FixtureNumber, type FixtureRows } from '../reference.js';

interface EncoderCase {
  readonly name: string;
  readonly options: Record<string, unknown>;
  readonly X: FixtureRows;
  readonly input: FixtureRows;
  readonly warnings: number;
  readonly categories: Cell[][];
  readonly infrequent?: (Cell[] | null)[];
  readonly dropIdx?: (number | null)[];
  readonly output: FixtureNumber[][];
  readonly inverse?: Cell[][];
  readonly names: string[];
}

// With every category infrequent and the group dropped, scikit-learn answers with the first category instead of the
// group: it takes the position among the grouped categories for one among all.
const WRONG_INVERSE = ['all infrequent, drop first, unknown'];

describe.each([
  ['one-hot-encoder', (options: object) => new OneHotEncoder(options)],
  ['ordinal-encoder', (options: object) => new OrdinalEncoder(options)],
] as const)('%s', (file, make) => {
  it.each(readCases<EncoderCase>(file).map((sample) => [sample.name, sample] as const))(
    'agrees with scikit-learn: %s',
    (_, sample) => {
      const warnings: PreprocessingWarning[] = [];
      const onWarning = (warning: PreprocessingWarning): number => warnings.push(warning);
      const unknownValue = sample.options['unknownValue'] === 'NaN' ? { unknownValue: NaN } : {};
      const options = { ...sample.options, ...unknownValue, ...(file === 'one-hot-encoder' ? { onWarning } : {}) };
      const fitted = make(options).fit(sample.X);
      expect(fitted.categories).toEqual(sample.categories);
      if (sample.infrequent) expect(fitted.infrequentCategories.map((c) => c ?? null)).toEqual(sample.infrequent);
      if (sample.dropIdx) expect((fitted as FittedOneHotEncoder).dropIdx.map((i) => i ?? null)).toEqual(sample.dropIdx);
      const output = fitted.transform(sample.input);
      expectRows(output, sample.output);
      expect(warnings.length).toBe(sample.warnings);
      expect(fitted.featureNamesOut()).toEqual(sample.names);
      expect(fitted.nFeaturesOut).toBe(sample.names.length);
      if (sample.inverse && !WRONG_INVERSE.includes(sample.name)) {
        expect(fitted.inverseTransform(output)).toEqual(sample.inverse);
      }
      const revived = reviveTransformer(throughJson(fitted));
      expect(throughJson(revived)).toEqual(throughJson(fitted));
      expectRows(revived.transform(sample.input), sample.output);
    },
  );
});

const text = fc.constantFrom('a', 'b', '～', '😀', '', 'infrequent', '__proto__', null);
const count = fc.constantFrom(0, -0, 1, 2.5, 1e300, NaN);
const rows = fc.array(fc.tuple(text, count), { minLength: 1, maxLength: 12 });

describe('OneHotEncoder', () => {
  it('is undone by inverseTransform, with one 1 in the outputs of each column', () => {
    fc.assert(
      fc.property(rows, (X) => {
        const fitted = new OneHotEncoder().fit(X);
        const output = fitted.transform(X);
        expect(output.toRows().map((row) => row.reduce((a, b) => a + b, 0))).toEqual(X.map(() => 2));
        // toTable reads a column without strings as numbers; the missing value is null in both.
        const expected = X.map(([a, b]) => [a, Number.isNaN(b) ? null : b + 0]);
        expect(fitted.inverseTransform(output)).toEqual(expected);
      }),
    );
  });

  it('does not depend on the order of the rows, and gives one row what it gives it among others', () => {
    fc.assert(
      fc.property(rows, (X) => {
        const fitted = new OneHotEncoder({ handleUnknown: 'ignore', minFrequency: 2 }).fit(X);
        const revived = FittedOneHotEncoder.fromJSON(throughJson(fitted));
        expect(
          throughJson(new OneHotEncoder({ handleUnknown: 'ignore', minFrequency: 2 }).fit([...X].reverse())),
        ).toEqual(throughJson(fitted));
        const all = fitted.transform(X);
        X.forEach((row, i) => {
          expect(revived.transform([row]).data).toEqual(all.row(i));
        });
      }),
    );
  });

  it('lists every unknown value with its place', () => {
    const fitted = new OneHotEncoder().fit([{ plan: 'basic', n: 1 }]);
    expect(() =>
      fitted.transform([
        { plan: 'pro', n: 1 },
        { plan: null, n: 2 },
      ]),
    ).toThrow(
      expect.objectContaining({
        code: 'INVALID_INPUT',
        issues: [
          { path: '/0/plan', code: 'value', message: 'unknown category "pro"' },
          { path: '/1/plan', code: 'value', message: 'is missing, but no value was missing when fitting' },
          { path: '/1/n', code: 'value', message: 'unknown category 2' },
        ],
      }),
    );
  });

  it('refuses a number where strings were, even where unknown values are ignored', () => {
    const fitted = new OneHotEncoder({ handleUnknown: 'ignore' }).fit([['1'], ['2']]);
    expect(() => fitted.transform([[1]])).toThrow(/\/0\/0: expected a string, got 1/);
    expect(fitted.transform([[null]]).toRows()).toEqual([[0, 0]]);
  });

  it('inverts to the dropped category also where categories are grouped', () => {
    const X = [['a'], ['b'], ['b'], ['c'], ['c']];
    const fitted = new OneHotEncoder({ minFrequency: 2, drop: 'first', handleUnknown: 'ignore' }).fit(X);
    expect(fitted.inverseTransform(fitted.transform(X))).toEqual([['infrequent_sklearn'], ['b'], ['b'], ['c'], ['c']]);
  });

  it('tells which columns had unknown values', () => {
    const warnings: PreprocessingWarning[] = [];
    const onWarning = (warning: PreprocessingWarning): number => warnings.push(warning);
    const fitted = new OneHotEncoder({ handleUnknown: 'warn' }).fit([{ a: 'x', b: 'y' }]);
    const revived = reviveTransformer(throughJson(fitted), { onWarning });
    expect(fitted.transform([{ a: 'x', b: 'z' }]).toRows()).toEqual([[1, 0]]);
    revived.transform([{ a: 'x', b: 'z' }]);
    expect(warnings).toMatchObject([{ code: 'unknownCategory', columns: ['b'] }]);
  });

  it('refuses zeros that stand for no category, and what is not finite', () => {
    const fitted = new OneHotEncoder().fit([['a'], ['b']]);
    expect(() => fitted.inverseTransform([[0, 0]])).toThrow(/only zeros/);
    expect(() => fitted.inverseTransform([[NaN, 1]])).toThrow(/not finite/);
    expect(() => fitted.inverseTransform([[1]])).toThrow(/takes 2 columns, got 1/);
  });

  it.each([
    [{ handleUnknown: 'infrequent_if_exist' }, /handleUnknown/],
    [{ minFrequency: 0 }, /minFrequency/],
    [{ minFrequency: 1.5 }, /minFrequency/],
    [{ minFrequency: NaN }, /minFrequency/],
    [{ maxCategories: NaN }, /maxCategories/],
    [{ maxCategories: 0 }, /maxCategories/],
    [{ categories: [[]] }, /at least one/],
    [{ categories: [['a', 'a']] }, /"a" stands there twice/],
    [{ categories: [[2, 1]] }, /ascending/],
    [{ categories: [[1, 'a']] }, /all strings or all finite numbers/],
    [{ categories: [[null, 'a']] }, /null \(missing\) last/],
    [{ categories: [[NaN]] }, /finite numbers/],
    [{ drop: 'last' }, /drop/],
    [{ sparse: true }, /unknown option "sparse"/],
  ])('refuses the options %j', (options, message) => {
    expect(() => new OneHotEncoder(options as object)).toThrow(message);
  });

  it.each([
    [{ categories: [['a', 'b'], ['c']] }, /one list for each of 1 columns, got 2/],
    [{ categories: [['a']] }, /column "plan" has the value "b"/],
    [{ categories: [[1, 2]] }, /holds strings, but its categories for OneHotEncoder are numbers/],
    [{ drop: ['z'] }, /cannot drop category "z" of column 0: it was not seen/],
    [{ drop: ['a'], minFrequency: 2 }, /it is infrequent/],
    [{ drop: ['a', 'b'] }, /one category for each of 1 columns/],
  ])('refuses to fit with %j', (options, message) => {
    expect(() => new OneHotEncoder(options as object).fit([{ plan: 'a' }, { plan: 'b' }, { plan: 'b' }])).toThrow(
      message,
    );
  });

  it.each([
    [{ columns: [] }, '/columns'],
    [{ columns: [{ categories: [] }] }, '/columns/0/categories'],
    [{ columns: [{ categories: ['a', 'a'] }] }, '/columns/0/categories'],
    [{ columns: [{ categories: ['a'], drop: 1 }] }, '/columns/0/drop'],
    [{ columns: [{ categories: ['a', 'b'], infrequent: [1, 0] }] }, '/columns/0/infrequent'],
    [{ columns: [{ categories: ['a', 'b'], infrequent: [2] }] }, '/columns/0/infrequent'],
    [{ columns: [{ categories: ['a'], width: 1 }] }, '/columns/0'],
    [{ handleUnknown: undefined }, '/handleUnknown'],
    [{ featureNames: ['a', 'a'] }, '/featureNames'],
  ])('refuses JSON with %j', (change, place) => {
    const json = throughJson(new OneHotEncoder().fit([['a']])) as object;
    const revive = (): unknown => FittedOneHotEncoder.fromJSON({ ...json, ...change });
    expect(revive).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    expect(revive).toThrow(place);
  });
});

describe('sparse output of OneHotEncoder', () => {
  it('holds what the dense output holds, and is undone as that is, before and after JSON', () => {
    const options = fc.record({
      drop: fc.constantFrom('first', 'ifBinary', undefined),
      handleUnknown: fc.constantFrom('ignore', 'infrequentIfExist'),
      minFrequency: fc.constantFrom(undefined, 2),
    });
    fc.assert(
      fc.property(rows, rows, options, (X, others, shared) => {
        const dense = new OneHotEncoder(shared).fit(X);
        const sparse = new OneHotEncoder({ ...(shared as OneHotEncoderOptions), sparseOutput: true }).fit(X);
        const expected = dense.transform(others);
        const output = sparse.transform(others);
        expect(output).toBeInstanceOf(SparseMatrix);
        expect(output.data.every((value) => value === 1)).toBe(true);
        expect(output.toMatrix()).toEqual(expected);
        const revived = FittedOneHotEncoder.fromJSON(throughJson(sparse));
        expect(revived.transform(others)).toEqual(output);
        expect(revived.inverseTransform(output)).toEqual(dense.inverseTransform(expected));
      }),
    );
  });

  it('refuses another sparseOutput than true and false, also in JSON', () => {
    expect(() => new OneHotEncoder({ sparseOutput: 1 } as object)).toThrow(
      /sparseOutput of OneHotEncoder must be true/,
    );
    const json = throughJson(new OneHotEncoder().fit([['a']])) as object;
    expect(() => FittedOneHotEncoder.fromJSON({ ...json, sparseOutput: 'yes' })).toThrow('/sparseOutput');
  });

  it('keeps the options, from which its like can be made', () => {
    const { options } = new OneHotEncoder({ sparseOutput: true, minFrequency: 2 });
    expect(options).toEqual({ sparseOutput: true, minFrequency: 2 });
    expect(new OrdinalEncoder({ encodedMissingValue: -1 }).options).toEqual({ encodedMissingValue: -1 });
  });
});

describe('OrdinalEncoder', () => {
  it('is undone by inverseTransform, before and after JSON', () => {
    fc.assert(
      fc.property(rows, (X) => {
        const fitted = new OrdinalEncoder({ encodedMissingValue: -1 }).fit(X);
        const revived = FittedOrdinalEncoder.fromJSON(throughJson(fitted));
        const output = fitted.transform(X);
        expect(revived.transform(X).data).toEqual(output.data);
        const expected = X.map(([a, b]) => [a, Number.isNaN(b) ? null : b + 0]);
        expect(revived.inverseTransform(output)).toEqual(expected);
      }),
    );
  });

  it('encodes a missing value that was never seen as unknown', () => {
    expect(() => new OrdinalEncoder().fit([['a']]).transform([[null]])).toThrow(/no value was missing when fitting/);
  });

  it('refuses codes that are taken', () => {
    const unknown = { handleUnknown: 'useEncodedValue', unknownValue: 1 } as const;
    expect(() => new OrdinalEncoder(unknown).fit([['a'], ['b']])).toThrow(/unknownValue 1 .* already the code/);
    expect(() => new OrdinalEncoder({ encodedMissingValue: 0 }).fit([['a'], [null]])).toThrow(/encodedMissingValue 0/);
    expect(() => new OrdinalEncoder({ encodedMissingValue: 0 }).fit([['a']])).not.toThrow();
  });

  it('refuses what is no code', () => {
    const fitted = new OrdinalEncoder().fit([['a']]);
    for (const code of [0.5, 1, -1, NaN])
      expect(() => fitted.inverseTransform([[code]])).toThrow(/is no code of column 0/);
  });

  it.each([
    [{ handleUnknown: 'ignore' }, /handleUnknown/],
    [{ handleUnknown: 'useEncodedValue' }, /unknownValue/],
    [{ unknownValue: 1 }, /unknownValue/],
    [{ handleUnknown: 'useEncodedValue', unknownValue: 0.5 }, /unknownValue/],
    [{ encodedMissingValue: 0.5 }, /encodedMissingValue/],
  ])('refuses the options %j', (options, message) => {
    expect(() => new OrdinalEncoder(options as object)).toThrow(message);
  });

  it.each([
    [{ encodedMissingValue: undefined }, '/encodedMissingValue'],
    [{ unknownValue: 0.5 }, '/unknownValue'],
    [{ unknownValue: 0 }, 'already the code'],
    [{ columns: [{ categories: ['a', null], infrequent: [1] }] }, '/columns/0/infrequent'],
  ])('refuses JSON with %j', (change, place) => {
    const json = throughJson(new OrdinalEncoder().fit([['a']])) as object;
    expect(() => FittedOrdinalEncoder.fromJSON({ ...json, ...change })).toThrow(place);
  });

  it('treats a matrix as columns of numbers', () => {
    const fitted = new OrdinalEncoder().fit(Matrix.from([[10], [-3], [NaN]]));
    expect(fitted.transform(Matrix.from([[10], [NaN]])).toRows()).toEqual([[1], [NaN]]);
  });
});

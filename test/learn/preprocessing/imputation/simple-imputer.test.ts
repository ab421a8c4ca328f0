import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import type { Cell } from '../../../../src/learn/data/samples.js';
import { Table } from '../../../../src/learn/data/table.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import type { PreprocessingWarning } from '../../../../src/learn/preprocessing/common/warning.js';
import { FittedSimpleImputer } from '../../../../src/learn/preprocessing/imputation/fitted-simple-imputer.js';
import { reviveTransformer } from '../../../../src/learn/preprocessing/revive.js';
import {
  SimpleImputer,
  type SimpleImputerOptions,
} from '../../../../src/learn/preprocessing/imputation/simple-imputer.js';
import { expectCells, expectRows, readCases, rowsOf, throughJson, type FixtureRows } from '../reference.js';

interface ImputerCase {
  readonly name: string;
  readonly options: SimpleImputerOptions;
  readonly X: FixtureRows;
  readonly input: FixtureRows;
  readonly statistics: Cell[];
  readonly output: Cell[][];
  readonly names: string[];
}

describe('SimpleImputer', () => {
  it.each(readCases<ImputerCase>('simple-imputer').map((sample) => [sample.name, sample] as const))(
    'agrees with scikit-learn: %s',
    (_, sample) => {
      const fitted = new SimpleImputer(sample.options).fit(sample.X);
      expectCells(fitted.statistics, sample.statistics);
      expectRows(fitted.transform(sample.input), sample.output);
      expect(fitted.featureNamesOut()).toEqual(sample.names);
      expect(fitted.nFeaturesOut).toBe(sample.names.length);
      const revived = reviveTransformer(throughJson(fitted));
      expect(throughJson(revived)).toEqual(throughJson(fitted));
      expect(rowsOf(revived.transform(sample.input))).toEqual(rowsOf(fitted.transform(sample.input)));
    },
  );

  it('is undone by inverseTransform where there is an indicator', () => {
    const text = fc.constantFrom('a', 'b', 'NaN', '-0', null);
    const number = fc.constantFrom(0, 1, -2.5, NaN);
    const rows = fc.array(fc.tuple(text, number, fc.constant(NaN)), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(rows, (X) => {
        const fitted = new SimpleImputer({ strategy: 'mostFrequent', addIndicator: true }).fit(X);
        const revived = FittedSimpleImputer.fromJSON(throughJson(fitted));
        const output = revived.transform(X);
        expect(rowsOf(output)).toEqual(rowsOf(fitted.transform(X)));
        const isText = X.some(([a]) => a !== null);
        expect(rowsOf(fitted.inverseTransform(output))).toEqual(X.map(([a, b]) => [isText ? a : NaN, b, NaN]));
      }),
    );
  });

  it('gives one row what it gives that row among others, also where the row has no value', () => {
    const X = [
      { plan: 'pro', age: 3 },
      { plan: 'basic', age: null },
      { plan: null, age: 5 },
      { plan: 'pro', age: 5 },
    ];
    const fitted = new SimpleImputer({ strategy: 'mostFrequent', addIndicator: true }).fit(X);
    const all = rowsOf(fitted.transform(X));
    X.forEach((row, i) => {
      expect(rowsOf(fitted.transform([row]))).toEqual([all[i]]);
    });
    expect(rowsOf(fitted.transform([{ age: null, plan: null }]))).toEqual([['pro', 5, 1, 1]]);
  });

  it('gives a matrix for numbers and a table for strings', () => {
    expect(new SimpleImputer().fit([[1]]).transform([[null]])).toBeInstanceOf(Matrix);
    const strings = new SimpleImputer({ strategy: 'mostFrequent' }).fit([['a']]);
    expect(strings.transform([[null]])).toBeInstanceOf(Table);
  });

  it('warns, when fitting, about a column without any value', () => {
    const warnings: PreprocessingWarning[] = [];
    const onWarning = (warning: PreprocessingWarning): number => warnings.push(warning);
    new SimpleImputer({ onWarning }).fit([{ a: null, b: 1 }]);
    expect(warnings).toMatchObject([{ code: 'emptyFeature', columns: ['a'] }]);
    new SimpleImputer({ onWarning, keepEmptyFeatures: true }).fit([{ a: null, b: 1 }]);
    expect(warnings.length).toBe(1);
  });

  it.each([
    [{ strategy: 'most_frequent' }, /strategy/],
    [{ fillValue: NaN }, /fillValue/],
    [{ missingValues: NaN }, /missingValues/],
    [{ addIndicator: 1 }, /addIndicator/],
    [{ fill_value: 1 }, /unknown option/],
  ])('refuses the options %j', (options, message) => {
    expect(() => new SimpleImputer(options as object)).toThrow(message);
  });

  it.each([
    [{ strategy: 'mean' }, [['a']], /column 0 holds strings, which have no mean/],
    [{ strategy: 'constant', fillValue: 1 }, [['a']], /holds strings, but fillValue/],
    [{ strategy: 'constant', fillValue: 'x' }, [[1]], /holds numbers, but fillValue/],
    [{ missingValues: -1 }, [[-1], [null]], /\/1\/0: must not be missing, since -1 stands for that/],
    [{}, [[Infinity]], /finite or missing/],
    [{}, [], /at least one row/],
  ] as const)('refuses to fit with %j on %j', (options, X, message) => {
    expect(() => new SimpleImputer(options as SimpleImputerOptions).fit(X as unknown as Cell[][])).toThrow(message);
  });

  it('refuses another type than it was fitted on', () => {
    const fitted = new SimpleImputer({ strategy: 'mostFrequent' }).fit([{ plan: 'a', n: 1 }]);
    expect(() => fitted.transform([{ plan: 1, n: 'a' }])).toThrow(
      expect.objectContaining({
        code: 'INVALID_INPUT',
        issues: [
          { path: '/0/plan', code: 'type', message: 'expected a string, got 1' },
          { path: '/0/n', code: 'type', message: 'expected a number, got "a"' },
        ],
      }),
    );
  });

  it('refuses to invert without indicators or with other columns', () => {
    expect(() => new SimpleImputer().fit([[1]]).inverseTransform([[1]])).toThrow(/needs addIndicator/);
    const fitted = new SimpleImputer({ addIndicator: true }).fit([[1], [null]]);
    expect(() => fitted.inverseTransform([[1]])).toThrow(/takes 1 columns and 1 of indicators, got 1/);
  });

  it.each([
    [{ statistics: [] }, '/statistics'],
    [{ statistics: ['NaN', true] }, '/statistics/1'],
    [{ missingValues: null }, '/missingValues'],
    [{ indicatorFeatures: [1] }, '/indicatorFeatures'],
    [{ indicatorFeatures: [0, 0] }, '/indicatorFeatures'],
  ])('refuses JSON with %j', (change, place) => {
    const json = throughJson(new SimpleImputer().fit([[1]])) as object;
    expect(() => FittedSimpleImputer.fromJSON({ ...json, ...change })).toThrow(place);
  });
});

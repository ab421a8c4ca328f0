import { describe, expect, it } from 'vitest';
import type { Estimator, Target, Transformer } from '../../../../src/learn/contracts.js';
import type { Cell, Samples } from '../../../../src/learn/data/samples.js';
import { Table } from '../../../../src/learn/data/table.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import {
  ColumnTransformer,
  type ColumnAction,
  type ColumnEntry,
} from '../../../../src/learn/preprocessing/compose/column-transformer.js';
import type { ColumnSelector } from '../../../../src/learn/preprocessing/common/select-columns.js';
import { MinMaxScaler } from '../../../../src/learn/preprocessing/scaling/min-max-scaler.js';
import { OneHotEncoder } from '../../../../src/learn/preprocessing/encoding/one-hot-encoder.js';
import { OrdinalEncoder } from '../../../../src/learn/preprocessing/encoding/ordinal-encoder.js';
import { Pipeline, type TransformerStep } from '../../../../src/learn/preprocessing/compose/pipeline.js';
import { reviveTransformer } from '../../../../src/learn/preprocessing/revive.js';
import { SimpleImputer } from '../../../../src/learn/preprocessing/imputation/simple-imputer.js';
import { StandardScaler } from '../../../../src/learn/preprocessing/scaling/standard-scaler.js';
import { expectRows, readCases, rowsOf, throughJson, type FixtureRows } from '../reference.js';

type Description = string | [kind: string, options: object] | Description[];

interface ColumnCase {
  readonly name: string;
  readonly entries: [string, Description, ColumnSelector][];
  readonly options: { remainder?: Description; verboseFeatureNamesOut?: boolean };
  readonly X: FixtureRows;
  readonly input: FixtureRows;
  readonly output: Cell[][];
  readonly names: string[];
}

const ESTIMATORS: Record<string, new (options: object) => Estimator<Transformer>> = {
  MinMaxScaler,
  OneHotEncoder,
  OrdinalEncoder,
  SimpleImputer,
  StandardScaler,
};

function make(description: Description): ColumnAction {
  if (typeof description === 'string') return description as 'drop' | 'passthrough';
  const [kind, options] = description as [string, object];
  if (typeof kind === 'string') return new ESTIMATORS[kind]!(options);
  const steps = (description as Description[]).map((step, i): TransformerStep => [
    `s${i}`,
    make(step) as Estimator<Transformer>,
  ]);
  return new Pipeline(steps as never);
}

describe('ColumnTransformer', () => {
  it.each(readCases<ColumnCase>('column-transformer').map((sample) => [sample.name, sample] as const))(
    'agrees with scikit-learn: %s',
    (_, { entries, options, X, input, output, names }) => {
      const { remainder, ...others } = options;
      const made = entries.map(([name, description, columns]): ColumnEntry => [name, make(description), columns]);
      const fitted = new ColumnTransformer(made, {
        ...others,
        ...(remainder === undefined ? {} : { remainder: make(remainder) }),
      }).fit(X);
      expectRows(fitted.transform(input), output, 1);
      expect(fitted.featureNamesOut()).toEqual(names);
      expect(fitted.nFeaturesOut).toBe(names.length);
      const revived = reviveTransformer(throughJson(fitted));
      expect(throughJson(revived)).toEqual(throughJson(fitted));
      const all = rowsOf(fitted.transform(input));
      expect(rowsOf(revived.transform(input))).toEqual(all);
      expect(input.map((row) => rowsOf(revived.transform([row] as Samples))[0])).toEqual(all);
    },
  );

  const PEOPLE = [
    { age: 20, port: 'Cork', id: 7 },
    { age: 40, port: 'Cherbourg', id: 8 },
  ];
  const fitted = new ColumnTransformer([
    ['number', new StandardScaler(), 'age'],
    ['category', new OneHotEncoder(), ({ type, name, index }) => type === 'string' && name === 'port' && index === 1],
  ]).fit(PEOPLE);

  it('takes rows by name in any order, with more columns of any type, and without those it drops', () => {
    const expected = [[0, 0, 1]];
    expect(rowsOf(fitted.transform([{ port: 'Cork', age: 30 }]))).toEqual(expected);
    const row = { seen: new Date(0) as unknown as Cell, port: 'Cork', age: 30 };
    expect(rowsOf(fitted.transform([row]))).toEqual(expected);
    expect(rowsOf(fitted.transform(new Table([['Cork'], Float64Array.of(30)], ['port', 'age'])))).toEqual(expected);
    expect(rowsOf(fitted.transform([[30, 'Cork', 1]]))).toEqual(expected);
  });

  it('lists the columns that are missing', () => {
    const issue = { path: '/1/port', code: 'missing', message: expect.any(String) as string };
    expect(() => fitted.transform([{ age: 1, port: 'Cork' }, { age: 1 }] as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', issues: [issue] }),
    );
    expect(() => fitted.transform(new Table([['Cork']], ['port']))).toThrow(/\/age: missing column/);
    expect(() => fitted.transform([[30, 'Cork']])).toThrow(/fitted on 3 features, got 2/);
    expect(() => fitted.transform([{ age: 1, port: 'Cork' }, null] as never)).toThrow(/row 1 must be an object/);
  });

  it('gives no rows for no rows', () => {
    const { nRows, nColumns } = fitted.transform([]);
    expect([nRows, nColumns]).toEqual([0, 3]);
  });

  it('gives rows without columns where everything is dropped', () => {
    const nothing = new ColumnTransformer([]).fit(PEOPLE);
    const { nRows, nColumns } = nothing.transform([{ age: 1 }, {}]);
    expect([nRows, nColumns]).toEqual([2, 0]);
  });

  it('hands y to its transformers', () => {
    let seen: Target | undefined;
    const spy: Estimator<Transformer> = {
      fit: (X, y) => {
        seen = y;
        return new StandardScaler().fit(X);
      },
    };
    new ColumnTransformer([['a', spy, [0]]]).fit([[1], [2]], [5, 6]);
    expect(seen).toEqual([5, 6]);
  });

  it('takes many rows as a matrix and leaves it as it was', () => {
    const X = Matrix.from([
      [1, 2],
      [3, 4],
    ]);
    const output = new ColumnTransformer([['a', new MinMaxScaler(), [1]]], { remainder: 'passthrough' })
      .fit(X)
      .transform(X);
    expect(rowsOf(output)).toEqual([
      [0, 1],
      [1, 3],
    ]);
    expect(X.toRows()).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it.each<[string, ColumnSelector, RegExp]>([
    ['a name that is not there', ['agee'], /X has no column "agee"/],
    ['a position that is not there', [3], /position below 3, got 3/],
    ['a position too far from the end', -4, /position below 3/],
    ['a position that is not whole', [0.5], /position below 3, got 0\.5/],
    ['a column twice', ['age', 'age'], /column "age" is chosen twice/],
    ['too few flags', [true], /expected 3 flags/],
    ['flags and names', [true, false, 'id'] as never, /flags must all be/],
    ['a slice with a step', { start: 0, step: 2 } as never, /not "step"/],
    ['a slice from NaN', { start: NaN }, /whole numbers or names, got NaN/],
    ['nothing', [undefined] as never, /got undefined/],
  ])('refuses %s', (_, columns, message) => {
    expect(() => new ColumnTransformer([['a', 'passthrough', columns]]).fit(PEOPLE)).toThrow(message);
  });

  it('refuses names for columns without names', () => {
    expect(() => new ColumnTransformer([['a', 'passthrough', ['age']]]).fit([[1]])).toThrow(/columns of X have none/);
  });

  it.each<[unknown, object, RegExp]>([
    [[['a', 'passthrough']], {}, /list of \[name, transformer, columns\]/],
    [null, {}, /list of/],
    [[['a', 'keep', [0]]], {}, /"a" in ColumnTransformer must be an estimator/],
    [[['a__b', 'drop', [0]]], {}, /without "__"/],
    [
      [
        ['a', 'drop', [0]],
        ['a', 'drop', [1]],
      ],
      {},
      /two of the name "a"/,
    ],
    [[['remainder', 'drop', [0]]], {}, /"remainder"/],
    [[], { remainder: 'keep' }, /option "remainder" of ColumnTransformer must be an estimator, drop or passthrough/],
    [[], { transformerWeights: { a: 2 } }, /transformerWeights of ColumnTransformer has "a", which is no entry/],
    [[], { transformerWeights: { remainder: '2' } }, /must be an object of finite numbers by the name of an entry/],
    [[], { nJobs: 2 }, /unknown option/],
    [[], { verboseFeatureNamesOut: 'yes' }, /verboseFeatureNamesOut/],
  ])('refuses the arguments %j, %j', (entries, options, message) => {
    expect(() => new ColumnTransformer(entries as never, options)).toThrow(message);
  });

  it('refuses names out that are the same without prefixes', () => {
    const same = new ColumnTransformer(
      [
        ['a', new MinMaxScaler(), [0]],
        ['b', new StandardScaler(), [0]],
      ],
      { verboseFeatureNamesOut: false },
    ).fit([[1], [2]]);
    expect(() => same.featureNamesOut()).toThrow(/two outputs of ColumnTransformer are called "x0"/);
    expect(rowsOf(same.transform([[2]]))).toEqual([[1, 1]]);
  });

  it('writes the names of its columns, where it has them', () => {
    expect(throughJson(fitted)).toMatchObject({
      kind: 'columnTransformer',
      featureNames: ['age', 'port', 'id'],
      transformers: [
        { name: 'number', columns: ['age'], transformer: { kind: 'standardScaler' } },
        { name: 'category', columns: ['port'], transformer: { kind: 'oneHotEncoder' } },
        { name: 'remainder', columns: ['id'], transformer: 'drop' },
      ],
    });
  });

  it.each([
    [{ nFeatures: 2 }, '/featureNames'],
    [{ verboseFeatureNamesOut: 1 }, '/verboseFeatureNamesOut'],
    [{ transformers: [] }, '/transformers'],
    [{ transformers: [{ name: 'a', columns: ['other'], transformer: 'drop' }] }, '/transformers/0/columns/0'],
    [{ transformers: [{ name: 'a', columns: [0], transformer: 'drop' }] }, '/transformers/0/columns/0'],
    [{ transformers: [{ name: 'a', columns: ['age', 'age'], transformer: 'drop' }] }, '/transformers/0/columns'],
    [{ transformers: [{ name: 'a', transformer: 'drop' }] }, '/transformers/0/columns'],
    [{ transformers: [{ name: 'a', columns: ['age'], transformer: 'keep' }] }, '/transformers/0/transformer'],
    [{ transformers: [{ name: 3, columns: ['age'], transformer: 'drop' }] }, '/transformers'],
    [
      { transformers: [{ name: 'a', columns: ['age', 'id'], transformer: new MinMaxScaler().fit([[1]]).toJSON() }] },
      'fitted on 1 columns, but gets 2',
    ],
    [
      { transformers: [{ name: 'a', columns: ['age'], transformer: { kind: 'minMaxScaler', dataMin: 3 } }] },
      '/transformers/0/transformer/dataMin',
    ],
  ])('refuses JSON with %j', (change, place) => {
    const revive = (): unknown => reviveTransformer({ ...(throughJson(fitted) as object), ...change });
    expect(revive).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    expect(revive).toThrow(place);
  });
});

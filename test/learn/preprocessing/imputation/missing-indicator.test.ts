import { describe, expect, it } from 'vitest';
import { FittedMissingIndicator } from '../../../../src/learn/preprocessing/imputation/fitted-missing-indicator.js';
import { MissingIndicator } from '../../../../src/learn/preprocessing/imputation/missing-indicator.js';
import { SimpleImputer } from '../../../../src/learn/preprocessing/imputation/simple-imputer.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../../src/learn/math/sparse-matrix.js';
import { codeOf, readFixture } from '../../fixture.js';
import { rowsOf, throughJson } from '../reference.js';

const { indicators } = readFixture('encoding') as {
  indicators: { X: number[][]; options: object; features: number[]; output: number[][]; names: string[] }[];
};

const { missing } = readFixture('labels') as {
  missing: {
    X: number[][];
    isSparse: boolean;
    options: object;
    features: number[];
    outputIsSparse: boolean;
    output: number[][];
  }[];
};
const sparseOf = (rows: number[][]): SparseMatrix => SparseMatrix.fromMatrix(Matrix.from(rows));

describe('MissingIndicator of sparse matrices', () => {
  it.each(missing.map((each) => [each.options, each.isSparse, each] as const))(
    'with %j, given a sparse one: %s, agrees with that of scikit-learn',
    (options, isSparse, { X, features, outputIsSparse, output }) => {
      const given = isSparse ? sparseOf(X) : X;
      const fitted = new MissingIndicator(options).fit(given);
      expect(fitted.features).toEqual(features);
      const out = fitted.transform(given);
      expect(out instanceof SparseMatrix).toBe(outputIsSparse);
      expect(rowsOf(out)).toEqual(output);
      const revived = FittedMissingIndicator.fromJSON(throughJson(fitted));
      expect(revived).toEqual(fitted);
      expect(revived.transform(given)).toEqual(out);
    },
  );

  it('takes 0 for missing where it is told to, as of a dense one', () => {
    const X = [
      [0, 1],
      [2, 3],
    ];
    const fitted = new MissingIndicator({ missingValues: 0 }).fit(sparseOf(X));
    expect(fitted.features).toEqual([0]);
    expect(rowsOf(fitted.transform(sparseOf(X)))).toEqual([[1], [0]]);
    expect(fitted.transform(sparseOf(X))).toBeInstanceOf(SparseMatrix);
  });

  it('refuses what it refuses of a dense one', () => {
    const [whole, holed] = [sparseOf([[0, 1]]), sparseOf([[NaN, 1]])];
    const isNew = [
      { path: '/0/0', code: 'missing', message: 'is missing, but no value of this column was when fitting' },
    ];
    expect(() => new MissingIndicator().fit(whole).transform(holed)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', issues: isNew }),
    );
    expect(new MissingIndicator({ errorOnNew: false }).fit(whole).transform(holed).nColumns).toBe(0);
    expect(codeOf(() => new MissingIndicator().fit(sparseOf([[Infinity, 0]])))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => new MissingIndicator({ missingValues: 5 }).fit(holed))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => new MissingIndicator({ missingValues: 5 }).fit(whole).transform(holed))).toBe('INVALID_INPUT');
    expect(codeOf(() => new MissingIndicator().fit(whole).transform(sparseOf([[1, 2, 3]])))).toBe('INVALID_INPUT');
    expect(() => new MissingIndicator({ sparse: 1 as never })).toThrow(
      /"sparse" of MissingIndicator must be true, false or auto/,
    );
  });
});

describe('MissingIndicator', () => {
  it.each(indicators.map((sample) => [sample.options, sample] as const))(
    'with %j says what that of scikit-learn says',
    (options, { X, features, output, names }) => {
      const fitted = new MissingIndicator(options).fit(X);
      expect(fitted.features).toEqual(features);
      expect(rowsOf(fitted.transform(X))).toEqual(output);
      expect(fitted.featureNamesOut()).toEqual(names);
      expect(FittedMissingIndicator.fromJSON(throughJson(fitted))).toEqual(fitted);
    },
  );

  it('gives the columns that SimpleImputer appends', () => {
    const X = [
      { plan: 'a', age: null, n: 1 },
      { plan: null, age: 3, n: 2 },
    ];
    const imputer = new SimpleImputer({ strategy: 'mostFrequent', addIndicator: true }).fit(X);
    const fitted = new MissingIndicator().fit(X);
    expect(imputer.featureNamesOut().slice(3)).toEqual(fitted.featureNamesOut());
    expect(rowsOf(fitted.transform(X))).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  it('refuses what is missing for the first time, unless told otherwise', () => {
    const X = [{ a: 1, b: null }];
    const fitted = new MissingIndicator().fit(X);
    expect(() => fitted.transform([{ a: null, b: 1 }])).toThrow(
      expect.objectContaining({
        code: 'INVALID_INPUT',
        issues: [
          { path: '/0/a', code: 'missing', message: 'is missing, but no value of this column was when fitting' },
        ],
      }),
    );
    const lenient = new MissingIndicator({ errorOnNew: false }).fit(X);
    expect(rowsOf(lenient.transform([{ a: null, b: 1 }]))).toEqual([[0]]);
  });

  it('refuses NaN where something else stands for missing values, and unknown options', () => {
    expect(codeOf(() => new MissingIndicator({ missingValues: -1 }).fit([[NaN]]))).toBe('INVALID_ARGUMENT');
    expect(() => new MissingIndicator({ features: 'some' as never })).toThrow(/features/);
    expect(() => new MissingIndicator({ missingValues: NaN })).toThrow(/missingValues/);
    expect(() => new MissingIndicator({ stray: true } as object)).toThrow(/stray/);
  });

  it.each([
    [{ features: [1] }, '/features'],
    [{ missingValues: null }, '/missingValues'],
    [{ errorOnNew: 0 }, '/errorOnNew'],
    [{ nFeatures: 0 }, '/nFeatures'],
  ])('refuses JSON with %j', (change, place) => {
    const json = throughJson(new MissingIndicator().fit([[null]])) as object;
    expect(() => FittedMissingIndicator.fromJSON({ ...json, ...change })).toThrow(place);
  });
});

import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import type { Table } from '../../../../src/learn/data/table.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../../src/learn/math/sparse-matrix.js';
import { BUILT_IN_FUNCTIONS } from '../../../../src/learn/preprocessing/functions/built-in-functions.js';
import {
  FunctionTransformer,
  type FunctionTransformerOptions,
} from '../../../../src/learn/preprocessing/functions/function-transformer.js';
import { reviveTransformer } from '../../../../src/learn/preprocessing/revive.js';
import { COMPOSE } from '../compose/reference.js';
import { expectRows, rowsOf, throughJson } from '../reference.js';

/** Ratio of the first column to the second, and the rest of both. */
const ratio = {
  transform: (X: Matrix | Table) => {
    const { nRows, data } = X as Matrix;
    return new Matrix(
      nRows,
      1,
      Float64Array.from({ length: nRows }, (_, i) => data[2 * i]! / data[2 * i + 1]!),
    );
  },
  featureNamesOut: ([a, b]: readonly string[]) => [`${a}/${b}`],
};
const functions = {
  half: (value: number) => value / 2,
  hide9: (value: number) => (value === 9 ? NaN : value),
  ratio,
};

describe('FunctionTransformer', () => {
  it.each(COMPOSE.functions)('computes %s as numpy does', (name, values, results) => {
    const fitted = new FunctionTransformer({ func: name }).fit([[1]]);
    expectRows(fitted.transform(values.map((value) => [value])), results.map((result) => [result])); // prettier-ignore
  });

  it('has a reference for every built-in function', () => {
    expect(COMPOSE.functions.map(([name]) => name)).toEqual(Object.keys(BUILT_IN_FUNCTIONS).sort());
  });

  it('agrees with scikit-learn, and goes back', () => {
    const { X, output } = COMPOSE.functionTransformer;
    const fitted = new FunctionTransformer({ func: 'log1p', inverseFunc: 'expm1' }).fit(X);
    expectRows(fitted.transform(X), output);
    expectRows(fitted.inverseTransform(output), X);
    expect([fitted.func, fitted.inverseFunc]).toEqual(['log1p', 'expm1']);
  });

  it('changes nothing without a function', () => {
    const fitted = new FunctionTransformer().fit([{ a: 1, b: 'x' }]);
    expect(rowsOf(fitted.transform([{ a: 2, b: 'z' }]))).toEqual([[2, 'z']]);
    expect(rowsOf(fitted.inverseTransform([[2, 'y']]))).toEqual([[2, 'y']]);
    const X = Matrix.from([[1, 2]]);
    expect(new FunctionTransformer().fit(X).transform(X)).toBe(X);
    expect(fitted.featureNamesOut()).toEqual(['a', 'b']);
  });

  it('applies functions of one’s own, of a number and of all columns', () => {
    const half = new FunctionTransformer({ func: 'half', functions }).fit([[1]]);
    expect(rowsOf(half.transform([[3], [NaN]]))).toEqual([[1.5], [NaN]]);
    const made = new FunctionTransformer({ func: 'ratio', functions }).fit(Matrix.from([[1, 2]]));
    expect([made.nFeatures, made.nFeaturesOut, made.transformInPlace]).toEqual([2, 1, undefined]);
    expect(rowsOf(made.transform(Matrix.from([[9, 3]])))).toEqual([[3]]);
    expect(made.featureNamesOut(['cost', 'area'])).toEqual(['cost/area']);
  });

  it('lets a function of one’s own find a value missing', () => {
    const fitted = new FunctionTransformer({ func: 'hide9', functions }).fit([[1]]);
    expect(rowsOf(fitted.transform([[9], [8]]))).toEqual([[NaN], [8]]);
    expect(fitted.transformInPlace!(Float64Array.of(9))).toBe(true);
  });

  it('keeps a sparse matrix sparse where the function leaves 0 at 0', () => {
    const X = SparseMatrix.fromMatrix(Matrix.from([[0, 4], [9, 0]])); // prettier-ignore
    const root = new FunctionTransformer({ func: 'sqrt' }).fit(X).transform(X);
    expect(root).toBeInstanceOf(SparseMatrix);
    expect(rowsOf(root)).toEqual([[0, 2], [3, 0]]); // prettier-ignore
    const exp = new FunctionTransformer({ func: 'exp' }).fit(X).transform(X);
    expect(exp).toBeInstanceOf(Matrix);
    expect(rowsOf(exp)[0]![0]).toBe(1);
    const negative = X.withData(Float64Array.of(-1, 1));
    expect(() => new FunctionTransformer({ func: 'sqrt' }).fit(X).transform(negative)).toThrow(/sqrt of -1 is NaN/);
  });

  it('transforms in place as it transforms, bit for bit', () => {
    const doubles = fc.array(fc.double({ noNaN: false }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(BUILT_IN_FUNCTIONS), 'half', 'hide9'), doubles, (name, values) => {
        const fitted = new FunctionTransformer({ func: name, functions }).fit([[1]]);
        const data = Float64Array.from(values);
        const isDone = fitted.transformInPlace!(data);
        const transform = () => (fitted.transform(Matrix.from(values.map((value) => [value]))) as Matrix).data;
        if (isDone) expect(transform()).toEqual(data);
        else expect(transform).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
      }),
    );
  });

  it.each<[string, number, string]>([
    ['log', 0, '/0/x: log of 0 is -Infinity'],
    ['sqrt', -1, '/0/x: sqrt of -1 is NaN'],
    ['reciprocal', 0, '/0/x: reciprocal of 0 is Infinity'],
    ['abs', Infinity, '/0/x: must be finite or missing, got Infinity'],
  ])('refuses what %s of %d would become', (name, value, message) => {
    const fitted = new FunctionTransformer({ func: name }).fit([{ x: 1 }]);
    expect(() => fitted.transform([{ x: value }])).toThrow(message);
    expect(() => fitted.transform([{ x: value }])).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  it('warns where one function does not undo the other', () => {
    const warnings: unknown[] = [];
    const fit = (options: FunctionTransformerOptions): void => {
      const onWarning = (warning: unknown): void => void warnings.push(warning);
      new FunctionTransformer({ ...options, onWarning }).fit([[1, NaN], [2, -3]]); // prettier-ignore
    };
    fit({ func: 'negative', inverseFunc: 'negative' });
    fit({ func: 'square', inverseFunc: 'sqrt', checkInverse: false });
    expect(warnings).toEqual([]);
    fit({ func: 'square', inverseFunc: 'sqrt' });
    const message =
      'the function "sqrt" does not undo "square": row 1 does not come back; give another inverseFunc, or set checkInverse to false';
    expect(warnings).toEqual([{ code: 'notInverse', message, columns: [1] }]);
  });

  it.each<[object, RegExp]>([
    [{ func: 'cube' }, /FunctionTransformer names the function "cube", which is not built in .*option functions/],
    [{ func: 'toString' }, /not built in/],
    [{ func: 3 }, /option "func" of FunctionTransformer must be the name of a function, got 3/],
    [{ func: 'a', functions: { a: 3 } }, /must be a function of a number, or an object with transform; got 3/],
    [{ functions: [] }, /an object of functions by name/],
    [{ fun: 'log' }, /unknown option "fun"/],
  ])('refuses %j', (options, message) => {
    expect(() => new FunctionTransformer(options)).toThrow(message);
    expect(() => new FunctionTransformer(options)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });

  it.each<[string, unknown, RegExp]>([
    ['no columns', () => 3, /must give a Matrix, a SparseMatrix or a Table, got 3/],
    ['other rows', () => new Matrix(5, 1), /gave 5 rows for 1/],
  ])('refuses a function that gives %s', (_, transform, message) => {
    const own = { f: { transform } } as never;
    expect(() => new FunctionTransformer({ func: 'f', functions: own }).fit([[1]])).toThrow(message);
  });

  it('refuses a function that gives other columns than when fitting, or other names', () => {
    let nColumns = 1;
    const f = { transform: ({ nRows }: Matrix | Table) => new Matrix(nRows, nColumns) };
    const fitted = new FunctionTransformer({ func: 'f', functions: { f } }).fit([[1, 2]]);
    expect(fitted.featureNamesOut()).toEqual(['functiontransformer0']);
    nColumns = 3;
    expect(() => fitted.transform([[1, 2]])).toThrow(/"f" gave 1 columns when fitting, now 3/);
    const g = { ...f, featureNamesOut: () => ['a'] };
    const named = new FunctionTransformer({ func: 'g', functions: { g } }).fit([[1, 2]]);
    expect(() => named.featureNamesOut()).toThrow(/gave 1 names for 3 columns/);
  });

  it('refuses no rows, strings, and to go back without a function for it', () => {
    expect(() => new FunctionTransformer().fit([])).toThrow(/at least one row and one column/);
    const fitted = new FunctionTransformer({ func: 'log' }).fit([[1]]);
    expect(() => fitted.inverseTransform([[1]])).toThrow(/needs the option inverseFunc to undo "log"/);
    expect(() => fitted.transform([['a']])).toThrow(/column 0 holds strings/);
    expect(() => fitted.transform([[1, 2]])).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    expect(fitted.transform([]).nRows).toBe(0);
  });

  it('comes back from JSON by the names of its functions', () => {
    const options = { func: 'half', inverseFunc: 'square', functions };
    const fitted = new FunctionTransformer(options).fit([{ a: 1 }]);
    const json = throughJson(fitted);
    expect(json).toEqual({
      ...{ kind: 'functionTransformer', featureNames: ['a'], nFeatures: 1, nFeaturesOut: 1 },
      ...{ func: 'half', inverseFunc: 'square' },
    });
    const revived = reviveTransformer(json, { functions });
    expect(throughJson(revived)).toEqual(json);
    expect(revived.transform([{ a: 3 }])).toEqual(fitted.transform([{ a: 3 }]));
    expect(() => reviveTransformer(json)).toThrow('/func names the function "half", which is not built in');
    expect(() => reviveTransformer(json)).toThrow('pass it as the option functions: { half: … }');
  });

  it.each([
    [{ func: 3 }, '/func must be the name of a function, got 3'],
    [{ nFeaturesOut: 2 }, '/nFeaturesOut must be 1, got 2'],
    [{ nFeatures: 2 ** 40 }, '/nFeatures must be at most'],
  ])('refuses its JSON with %j', (change, message) => {
    const json = throughJson(new FunctionTransformer({ func: 'log' }).fit([[1]])) as object;
    expect(() => reviveTransformer({ ...json, ...change })).toThrow(message);
  });
});

import { describe, expect, it } from 'vitest';
import fc from '../../helpers/fast-check.js';
import { ModelMountError } from '../../../src/core/errors.js';
import type { DType } from '../../../src/core/tensor/dtype.js';
import { toMatrix } from '../../../src/learn/data/samples.js';
import { Table } from '../../../src/learn/data/table.js';
import { Matrix } from '../../../src/learn/math/matrix.js';
import { MinMaxScaler } from '../../../src/learn/preprocessing/scaling/min-max-scaler.js';
import { OneHotEncoder } from '../../../src/learn/preprocessing/encoding/one-hot-encoder.js';
import { Pipeline } from '../../../src/learn/preprocessing/compose/pipeline.js';
import { StandardScaler } from '../../../src/learn/preprocessing/scaling/standard-scaler.js';
import type { Feature } from '../../../src/model/features.js';
import { tabularInput } from '../../../src/model/input/tabular-input.js';
import { codeOf } from '../../helpers/code-of.js';

const WIDTH = 3;
const features: Feature[] = Array.from({ length: WIDTH }, (_, j) => ({
  name: `f${j}`,
  type: 'number',
  nullable: true,
}));
const signatureOf = (dtype: DType) => ({ inputs: [{ name: 'X', dtype, shape: [-1, WIDTH] }], outputs: [] });

const wild = fc.double({ noNaN: true, noDefaultInfinity: true });
const mild = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
const rowsOf = (cell: fc.Arbitrary<number | null>) =>
  fc.array(fc.array(cell, { minLength: WIDTH, maxLength: WIDTH }), { minLength: 1, maxLength: 5 });
const fitted = rowsOf(fc.option(mild, { freq: 10 }));

const TRANSFORMERS = {
  'a standard scaler': (X: Matrix) => new StandardScaler().fit(X),
  'a standard scaler without mean': (X: Matrix) => new StandardScaler({ withMean: false }).fit(X),
  'a standard scaler without deviation': (X: Matrix) => new StandardScaler({ withStd: false }).fit(X),
  'a min-max scaler': (X: Matrix) => new MinMaxScaler({ featureRange: [-3, 7] }).fit(X),
  'a min-max scaler that clips': (X: Matrix) => new MinMaxScaler({ clip: true }).fit(X),
  'a pipeline of scalers': (X: Matrix) =>
    new Pipeline([
      ['a', new MinMaxScaler()],
      ['b', 'passthrough'],
      ['c', new StandardScaler()],
    ]).fit(X),
  'a pipeline of nothing': (X: Matrix) => new Pipeline([['a', 'passthrough']]).fit(X),
};

/** What `act` gives, or the code and message of what it throws. */
function outcomeOf(act: () => Float64Array | Float32Array): unknown {
  try {
    return new Uint8Array(act().slice().buffer);
  } catch (error) {
    if (ModelMountError.is(error)) return [error.code, error.message, error.issues];
    throw error;
  }
}

describe('rows of numbers', () => {
  it.each(Object.entries(TRANSFORMERS))('become through %s what its transform gives, bit for bit', (_, fit) => {
    fc.assert(
      fc.property(fitted, rowsOf(fc.option(fc.oneof(mild, wild), { freq: 10 })), (training, rows) => {
        const transformer = fit(Matrix.from(training.map((row) => row.map((value) => value ?? NaN))));
        const input = tabularInput({ signature: signatureOf('FP64'), transformer, features });
        const byName = rows.map((row) => Object.fromEntries(row.map((value, j) => [`f${j}`, value])));
        const columns = features.map((_feature, j) => Float64Array.from(rows, (row) => row[j] ?? NaN));
        const expected = outcomeOf(
          () => toMatrix(transformer.transform(new Table(columns, ['f0', 'f1', 'f2'], rows.length))).data,
        );
        for (const given of [rows, byName, rows.map((row) => [...row]).map((row) => Object.freeze(row))]) {
          expect(outcomeOf(() => input.fromRows(given).get('X')!.data as Float64Array)).toEqual(expected);
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each(['FP32', 'FP64', 'FP16', 'INT32'] as const)(
    'are the same in an input of %s, one by one and all together',
    (dtype) => {
      const input = tabularInput({
        signature: signatureOf(dtype),
        features: features.map((each) => ({ ...each, nullable: false })),
      });
      const value = dtype === 'INT32' ? fc.integer() : fc.double({ noNaN: true, min: -65504, max: 65504 });
      fc.assert(
        fc.property(rowsOf(value), (rows) => {
          const all = input.fromRows(rows).get('X')!;
          expect(all).toMatchObject({ dtype, shape: [rows.length, WIDTH] });
          const flat = rows.flat() as number[];
          if (dtype === 'FP32') expect(all.data).toEqual(Float32Array.from(flat));
          if (dtype === 'FP64') expect(all.data).toEqual(Float64Array.from(flat));
          if (dtype === 'INT32') expect(all.data).toEqual(Int32Array.from(flat));
          for (const [i, row] of rows.entries()) {
            const one = input.fromRows([row]).get('X')!;
            expect(one.shape).toEqual([1, WIDTH]);
            expect(one.toFlat()).toEqual(all.toFlat().slice(i * WIDTH, (i + 1) * WIDTH));
          }
        }),
      );
    },
  );

  it('are refused where float32 cannot hold them, before and after a transformer', () => {
    const plain = tabularInput({ signature: signatureOf('FP32'), features });
    expect(() => plain.fromRows([[1, 2, 1e39]])).toThrow(/\/0\/f2: expected a finite number within ±3.4028235e38/);
    const transformer = new MinMaxScaler({ featureRange: [0, 1e30] }).fit([
      [0, 0, 0],
      [1, 1, 1],
    ]);
    const scaled = tabularInput({ signature: signatureOf('FP32'), features, transformer });
    expect(scaled.fromRows([[1, 2, null]]).get('X')!.data).toEqual(Float32Array.of(1e30, 2e30, NaN));
    expect(codeOf(() => scaled.fromRows([[1, 2, 1e10]]))).toBe('INVALID_INPUT');
  });

  it('are read right although reading one reads another', () => {
    const input = tabularInput({ signature: signatureOf('FP64'), features });
    const row = {
      f0: 1,
      get f1() {
        expect(input.fromRows([[7, 8, 9]]).get('X')!.data).toEqual(Float64Array.of(7, 8, 9));
        return 2;
      },
      f2: 3,
    };
    expect(input.fromRows([[0, 0, 0]]).size).toBe(1);
    expect(input.fromRows([row]).get('X')!.data).toEqual(Float64Array.of(1, 2, 3));
  });

  it('with a feature called "__proto__" are taken by position only, as the schema has it', () => {
    const odd: Feature[] = ['f0', '__proto__', 'f2'].map((name) => ({ name, type: 'number' }));
    const input = tabularInput({ signature: signatureOf('FP64'), features: odd });
    expect(input.fromRows([[1, 2, 3]]).get('X')!.data).toEqual(Float64Array.of(1, 2, 3));
    const byName = Object.fromEntries(odd.map(({ name }) => [name, 1]));
    expect(codeOf(() => input.fromRows([byName]))).toBe('INVALID_INPUT');
  });

  it('of which one is at fault are told every fault, whatever way the others could have gone', () => {
    const input = tabularInput({
      signature: signatureOf('FP64'),
      features: features.map(({ name, type }) => ({ name, type })),
    });
    try {
      input.fromRows([[1, 2, 3], { f0: 'x', f2: NaN, f3: 1 }, [1, 2]]);
      expect.unreachable();
    } catch (error) {
      const { issues } = error as ModelMountError;
      expect(issues.map(({ path, code }) => `${code} ${path}`).sort()).toEqual([
        'missing /1/f1',
        'nonFinite /1/f2',
        'shape /2',
        'type /1/f0',
        'unexpected /1/f3',
      ]);
    }
  });
});

describe('rows that are not all numbers', () => {
  it('go through tables, as before', () => {
    const transformer = new OneHotEncoder().fit([['a'], ['b']]);
    const input = tabularInput({
      signature: { inputs: [{ name: 'X', dtype: 'FP32', shape: [-1, 2] }], outputs: [] },
      transformer,
      features: [{ name: 'x0', type: 'string' }],
    });
    expect(
      input
        .fromRows([['b'], { x0: 'a' }])
        .get('X')!
        .toNested(),
    ).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(codeOf(() => input.fromRows([['c']]))).toBe('INVALID_INPUT');
  });
});

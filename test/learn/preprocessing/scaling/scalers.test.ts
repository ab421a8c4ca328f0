import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import type { Rows, Samples } from '../../../../src/learn/data/samples.js';
import { Table } from '../../../../src/learn/data/table.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { FittedMinMaxScaler } from '../../../../src/learn/preprocessing/scaling/fitted-min-max-scaler.js';
import { FittedStandardScaler } from '../../../../src/learn/preprocessing/scaling/fitted-standard-scaler.js';
import { MinMaxScaler } from '../../../../src/learn/preprocessing/scaling/min-max-scaler.js';
import { StandardScaler } from '../../../../src/learn/preprocessing/scaling/standard-scaler.js';
import { reviveTransformer } from '../../../../src/learn/preprocessing/revive.js';
import {
  dataset,
  expectCells,
  expectRows,
  readCases,
  throughJson,
  type FixtureNumber,
  type FixtureRows,
} from '../reference.js';

interface ScalerCase {
  readonly name: string;
  readonly options: object;
  readonly dataset?: string;
  readonly rows?: number[];
  readonly X?: FixtureRows;
  readonly input?: FixtureRows;
  readonly sampleWeight?: number[];
  readonly fitted: Record<string, FixtureNumber | FixtureNumber[]>;
  readonly output: FixtureNumber[][];
  readonly inverse: FixtureNumber[][];
  readonly names: string[];
}

function samplesOf(sample: ScalerCase): { X: Samples; input: Samples } {
  if (sample.dataset === undefined) return { X: sample.X!, input: sample.input! };
  const X = dataset(sample.dataset);
  return { X, input: Matrix.from(sample.rows!.map((i) => X.row(i))) };
}

/** What both scalers have in common, for rows that are not sparse. */
interface DenseScaler {
  transform(X: Matrix | Table | Rows): Matrix;
  inverseTransform(X: Matrix | Table | Rows): Matrix;
  transformInPlace(data: Float64Array): boolean;
}

const SCALERS = {
  'min-max-scaler': (options: object, X: Samples) => new MinMaxScaler(options).fit(X),
  'standard-scaler': (options: object, X: Samples, sampleWeight?: number[]) =>
    new StandardScaler(options).fit(X, undefined, sampleWeight ? { sampleWeight } : {}),
};

describe.each(Object.entries(SCALERS))('%s', (name, fit) => {
  it.each(readCases<ScalerCase>(name).map((sample) => [sample.name, sample] as const))(
    'agrees with scikit-learn: %s',
    (_, sample) => {
      const { X, input } = samplesOf(sample);
      const fitted = fit(sample.options, X, sample.sampleWeight);
      // A variance that is 0 but for rounding is compared against what rounding a value can leave.
      for (const [attribute, expected] of Object.entries(sample.fitted)) {
        const actual = fitted[attribute as 'scale'] as unknown as Float64Array | number;
        expectCells(
          [actual].flatMap((value) => (typeof value === 'number' ? [value] : Array.from(value))),
          [expected].flat(),
          1e-3,
        );
      }
      // scikit-learn's mean of seven equal values near 1e8 is one rounding (1.5e-8) off, ours is that value.
      expectRows(fitted.transform(input), sample.output, sample.name === 'a constant whose mean rounds' ? 1e5 : 1e-3);
      expectRows(fitted.inverseTransform(fitted.transform(input)), sample.inverse, 1);
      expect(fitted.featureNamesOut()).toEqual(sample.names);
    },
  );
});

const finite = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
const cell = fc.option(finite, { nil: NaN, freq: 8 });
const matrix = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 }))
  .chain(([nRows, nColumns]) =>
    fc.array(fc.array(cell, { minLength: nColumns, maxLength: nColumns }), { minLength: nRows, maxLength: nRows }),
  )
  .map((rows) => Matrix.from(rows));

describe.each([
  ['MinMaxScaler', (X: Samples): DenseScaler => new MinMaxScaler({ featureRange: [-2, 3] }).fit(X)],
  ['StandardScaler', (X: Samples): DenseScaler => new StandardScaler().fit(X)],
] as const)('%s', (who, fit) => {
  it('is undone by inverseTransform', () => {
    fc.assert(
      fc.property(matrix, (X) => {
        const fitted = fit(X);
        const back = fitted.inverseTransform(fitted.transform(X));
        X.data.forEach((value, k) => {
          // Rounding is relative to the largest value of the column, which the shift brings in.
          const bound = 1e-9 * Math.max(1, ...Array.from(X.data, (v) => (Number.isNaN(v) ? 0 : Math.abs(v))));
          if (Number.isNaN(value)) expect(back.data[k]).toBeNaN();
          else expect(Math.abs(back.data[k]! - value)).toBeLessThanOrEqual(bound);
        });
      }),
    );
  });

  it('gives one row what it gives that row among others, bit for bit, before and after JSON', () => {
    fc.assert(
      fc.property(matrix, (X) => {
        const fitted = fit(X);
        const revived = reviveTransformer(throughJson(fitted)) as unknown as DenseScaler;
        expect(throughJson(revived)).toEqual(throughJson(fitted));
        const all = fitted.transform(X);
        for (let i = 0; i < X.nRows; i++) {
          expect(revived.transform([X.row(i)]).data).toEqual(all.row(i));
        }
        expect(revived.inverseTransform(all).data).toEqual(fitted.inverseTransform(all).data);
      }),
    );
  });

  it('transforms in place what transform gives, bit for bit, and says where transform refuses', () => {
    fc.assert(
      fc.property(matrix, (X) => {
        const fitted = fit(X);
        const data = X.data.slice();
        expect(fitted.transformInPlace(data)).toBe(true);
        expect(data).toEqual(fitted.transform(X).data);
        for (const infinity of [Infinity, -Infinity]) {
          const broken = X.data.slice().fill(infinity, X.data.length - 1);
          expect(fitted.transformInPlace(broken)).toBe(false);
        }
      }),
    );
  });

  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(matrix, (X) => {
        const reversed = Matrix.from(X.toRows().reverse());
        expectRows(fit(reversed).transform(X), fit(X).transform(X).toRows(), 1);
      }),
    );
  });

  it('does not change what it is given, and takes columns by name in any order', () => {
    const rows = [
      { a: 1, b: 10 },
      { a: 3, b: -5 },
      { b: 4, a: null },
    ];
    const copy = structuredClone(rows);
    const fitted = fit(rows);
    expect(fitted.transform([{ b: 4, a: 3 }]).data).toEqual(fitted.transform([[3, 4]]).data);
    expect(rows).toEqual(copy);
    const X = Matrix.from([[1, 2]]);
    fitted.transform(X);
    expect(X.toRows()).toEqual([[1, 2]]);
  });

  it('refuses a column whose statistics overflow, which scikit-learn maps to a constant', () => {
    expect(() => fit([{ a: 1.5e308 }, { a: -1.5e308 }])).toThrow(/of column "a" is beyond the range of float64/);
  });

  it('gives no rows for no rows', () => {
    const { nRows, nColumns } = fit([[1, 2]]).transform([]);
    expect([nRows, nColumns]).toEqual([0, 2]);
  });

  it('names the row and column of an infinite value, when fitting and when transforming', () => {
    expect(() => fit([{ a: 1 }, { a: -Infinity }])).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        message: `X for ${who}: /1/a: must be finite or missing, got -Infinity`,
      }),
    );
    const fitted = fit([
      [1, 2],
      [3, 4],
    ]);
    for (const X of [[[0, Infinity]], Matrix.from([[0, Infinity]])]) {
      expect(() => fitted.transform(X)).toThrow(
        expect.objectContaining({ code: 'INVALID_INPUT', issues: [expect.objectContaining({ path: '/0/1' })] }),
      );
    }
  });

  it('refuses strings, no rows, and other columns than it was fitted on', () => {
    expect(() => fit([['a']])).toThrow(/column 0 holds strings/);
    expect(() => fit([])).toThrow(/at least one row and one column/);
    const fitted = fit([{ a: 1, b: 2 }]);
    expect(() => fitted.transform([[1]])).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    expect(() => fitted.transform([{ a: 1 }])).toThrow(/missing "b"/);
    expect(() => fitted.transform(new Table([Float64Array.of(1), Float64Array.of(1)], ['b', 'a']))).toThrow(/in order/);
  });
});

describe('MinMaxScaler', () => {
  it.each([
    [{ featureRnage: [0, 1] }, /unknown option "featureRnage"/],
    [{ featureRange: [1, 1] }, /first below the second; got \[1, 1\]/],
    [{ featureRange: [0, NaN] }, /featureRange/],
    [{ featureRange: [0] }, /featureRange/],
    [{ featureRange: null }, /featureRange/],
    [{ clip: 1 }, /clip of MinMaxScaler must be true or false, got 1/],
  ])('refuses the options %j', (options, message) => {
    expect(() => new MinMaxScaler(options as object)).toThrow(message);
  });

  it.each([
    [{ dataMax: [0, 1] }, '/dataMax'],
    [{ dataMax: [-1] }, '/dataMax/0'],
    [{ dataMax: ['NaN'] }, '/dataMax/0'],
    [{ dataMin: [] }, '/dataMin'],
    [{ dataMin: ['-Infinity'] }, '/dataMin/0'],
    [{ dataMin: [null] }, '/dataMin/0'],
    [{ featureRange: [0, 0] }, '/featureRange'],
    [{ clip: 'no' }, '/clip'],
    [{ nSamplesSeen: 0 }, '/nSamplesSeen'],
    [{ featureNames: ['a', 'b'] }, '/featureNames'],
    [{ scale: [1] }, 'unknown field "scale"'],
    [{ kind: 'standardScaler' }, '/kind'],
  ])('refuses JSON with %j', (change, place) => {
    const json = throughJson(new MinMaxScaler().fit([[0], [2]])) as object;
    const revive = (): unknown => FittedMinMaxScaler.fromJSON({ ...json, ...change });
    expect(revive).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    expect(revive).toThrow(place);
  });
});

describe('StandardScaler', () => {
  it('keeps the digits of a deviation of 1 at a mean of a thousand million', () => {
    const values = Array.from({ length: 1000 }, (_, i) => [1e9 + (i % 2 === 0 ? 1 : -1)]);
    const { mean, var: variance } = new StandardScaler().fit(values);
    expect([mean![0], variance![0]]).toEqual([1e9, 1]);
  });

  it('takes whole weights for repeated rows', () => {
    fc.assert(
      fc.property(matrix, fc.infiniteStream(fc.integer({ min: 0, max: 3 })), (X, stream) => {
        const weights = Array.from({ length: X.nRows }, () => stream.next().value as number);
        weights[0] = 1;
        const repeated = Matrix.from(weights.flatMap((n, i) => Array.from({ length: n }, () => X.row(i))));
        const weighted = new StandardScaler().fit(X, undefined, { sampleWeight: weights });
        const plain = new StandardScaler().fit(repeated);
        expectCells(Array.from(weighted.mean!), Array.from(plain.mean!), 1e6);
        expectCells(Array.from(weighted.var!), Array.from(plain.var!), 1e12);
        expect(weighted.nSamplesSeen).toEqual(plain.nSamplesSeen);
      }),
    );
  });

  it.each([[[1]], [[1, -1]], [[1, NaN]], [[0, 0]]])('refuses the weights %j for two rows', (sampleWeight) => {
    expect(() => new StandardScaler().fit([[1], [2]], undefined, { sampleWeight })).toThrow(/sampleWeight/);
  });

  it('refuses options that are no booleans', () => {
    expect(() => new StandardScaler({ withMean: NaN as never })).toThrow(/withMean/);
    expect(() => new StandardScaler({ with_mean: true } as object)).toThrow(/unknown option/);
  });

  it.each([
    [{ var: [-1] }, '/var/0'],
    [{ var: undefined }, '/var'],
    [{ mean: [1, 2] }, '/mean'],
    [{ nFeatures: 2 }, '/var'],
    [{ nSamplesSeen: -1 }, '/nSamplesSeen'],
    [{ withStd: undefined }, '/withStd'],
  ])('refuses JSON with %j', (change, place) => {
    const json = throughJson(new StandardScaler().fit([[0], [2]])) as object;
    expect(() => FittedStandardScaler.fromJSON({ ...json, ...change })).toThrow(place);
  });
});

describe('the arithmetic of a scaler', () => {
  // The operations and their order are scikit-learn's: X −= mean, X /= scale; X *= scale, X += min, clip.
  it('is one subtraction and one division, or one multiplication and one addition, and no other', () => {
    fc.assert(
      fc.property(matrix, matrix, (X, other) => {
        const rows = Matrix.from(other.toRows().map((row) => X.row(0).map((_, j) => row[j % row.length]!)));
        const standard = new StandardScaler().fit(X);
        const shifted = Array.from(rows.data, (value, k) => {
          const j = k % X.nColumns;
          return (value - standard.mean![j]!) / standard.scale![j]!;
        });
        expect(Array.from(standard.transform(rows).data)).toEqual(shifted);
        for (const clip of [false, true]) {
          const minMax = new MinMaxScaler({ featureRange: [-1, 2], clip }).fit(X);
          const scaled = Array.from(rows.data, (value, k) => {
            const moved = value * minMax.scale[k % X.nColumns]! + minMax.min[k % X.nColumns]!;
            return clip ? Math.min(Math.max(moved, -1), 2) : moved;
          });
          expect(Array.from(minMax.transform(rows).data)).toEqual(scaled);
        }
      }),
    );
  });
});

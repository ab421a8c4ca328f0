import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import type { Samples } from '../../../../src/learn/data/samples.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../../src/learn/math/sparse-matrix.js';
import { FittedStandardScaler } from '../../../../src/learn/preprocessing/scaling/fitted-standard-scaler.js';
import { MinMaxScaler } from '../../../../src/learn/preprocessing/scaling/min-max-scaler.js';
import { StandardScaler } from '../../../../src/learn/preprocessing/scaling/standard-scaler.js';
import { readFixture } from '../../fixture.js';
import { expectCells, throughJson } from '../reference.js';

interface Pieces {
  readonly name: string;
  readonly X: number[][];
  readonly sizes: number[];
  readonly weights: number[] | null;
  readonly weight: number[];
  readonly mean: number[];
  readonly variance: number[];
}

const { pieces } = readFixture('scaling') as { pieces: Pieces[] };

/** The rows of each piece with their weights. */
function split({ X, sizes, weights }: Pieces): { X: Matrix; options: { sampleWeight?: number[] } }[] {
  let start = 0;
  return sizes.map((size) => {
    const end = (start += size);
    const rows = Matrix.from(X.slice(end - size, end));
    return { X: rows, options: weights ? { sampleWeight: weights.slice(end - size, end) } : {} };
  });
}

const STARTS = {
  'one fit': (sample: Pieces) =>
    new StandardScaler().fit(Matrix.from(sample.X), undefined, sample.weights ? { sampleWeight: sample.weights } : {}),
  partialFit: (sample: Pieces) => {
    const [first, ...rest] = split(sample);
    const start = new StandardScaler().fit(first!.X, undefined, first!.options);
    return rest.reduce((fitted, { X, options }) => fitted.partialFit(X, options), start);
  },
  'partialFit by way of JSON': (sample: Pieces) => {
    const [first, ...rest] = split(sample);
    const start = new StandardScaler().fit(first!.X, undefined, first!.options);
    return rest.reduce(
      (fitted, { X, options }) => FittedStandardScaler.fromJSON(throughJson(fitted)).partialFit(X, options),
      start,
    );
  },
  'merge, the last first': (sample: Pieces) =>
    split(sample)
      .map(({ X, options }) => new StandardScaler().fit(X, undefined, options))
      .reduceRight((all, fitted) => all.merge(fitted)),
  'sparse rows': (sample: Pieces) => {
    const [first, ...rest] = split(sample);
    const start = new StandardScaler().fit(SparseMatrix.fromMatrix(first!.X), undefined, first!.options);
    return rest.reduce((fitted, { X, options }) => fitted.partialFit(SparseMatrix.fromMatrix(X), options), start);
  },
};

describe.each(Object.entries(STARTS))('StandardScaler by %s', (_, fitAll) => {
  it.each(pieces.map((sample) => [`${sample.name}${sample.weights ? ', weighted' : ''}`, sample] as const))(
    'knows the moments of all rows as rational arithmetic does: %s',
    (_name, sample) => {
      const fitted = fitAll(sample);
      expectCells(Array.from(fitted.nSamplesSeen), sample.weight);
      // The mean of numbers of both signs is as exact as their size allows.
      expectCells(Array.from(fitted.mean!), sample.mean, 1e-3);
      expectCells(Array.from(fitted.var!), sample.variance);
    },
  );
});

// Without -0, which a sparse matrix does not keep and which is neither above nor below 0.
const cell = fc.option(
  fc.double({ noNaN: true, min: -1e6, max: 1e6 }).map((value) => value + 0),
  { nil: NaN, freq: 5 },
);
const twoMatrices = fc
  .integer({ min: 1, max: 3 })
  .chain((n) => {
    const rows = fc.array(fc.array(cell, { minLength: n, maxLength: n }), { minLength: 1, maxLength: 8 });
    return fc.tuple(rows, rows);
  })
  .map(([a, b]) => [Matrix.from(a), Matrix.from(b), Matrix.from([...a, ...b])] as const);

describe('MinMaxScaler', () => {
  it('is the same after partialFit or merge as after one fit, bit for bit', () => {
    fc.assert(
      fc.property(twoMatrices, ([a, b, all]) => {
        const scaler = new MinMaxScaler({ featureRange: [-1, 1] });
        const one = scaler.fit(all);
        expect(scaler.fit(a).partialFit(b)).toEqual(one);
        expect(scaler.fit(a).merge(scaler.fit(b))).toEqual(one);
        expect(scaler.fit(b).merge(scaler.fit(a))).toEqual(one);
        expect(scaler.fit(SparseMatrix.fromMatrix(a)).partialFit(SparseMatrix.fromMatrix(b))).toEqual(one);
      }),
    );
  });
});

/** What the two fitted values have in common. */
interface Mergeable {
  readonly featureNames: readonly string[] | undefined;
  partialFit(X: Samples): Mergeable;
  merge(other: Mergeable): Mergeable;
}

describe.each([
  ['MinMaxScaler', new MinMaxScaler(), new MinMaxScaler({ clip: true })],
  ['StandardScaler', new StandardScaler(), new StandardScaler({ withStd: false })],
] as const)('partialFit and merge of %s', (who, scaler, other) => {
  const fit = (X: Samples): Mergeable => scaler.fit(X);

  it('leave the fitted value as it is', () => {
    const fitted = fit([[1, 2], [3, 5]]); // prettier-ignore
    const before = throughJson(fitted);
    fitted.partialFit([[7, -1]]);
    fitted.merge(fit([[4, 4]]));
    expect(throughJson(fitted)).toEqual(before);
  });

  it('take rows by name in any order, and keep the names', () => {
    const fitted = fit([{ a: 1, b: 2 }, { a: 3, b: 5 }]); // prettier-ignore
    const more = fitted.partialFit([{ b: -1, a: 7 }]);
    expect(more.featureNames).toEqual(['a', 'b']);
    expect(throughJson({ ...(throughJson(more) as object), featureNames: undefined })).toEqual(
      throughJson(fit([[1, 2], [3, 5]]).partialFit([[7, -1]])), // prettier-ignore
    );
    expect(fit([[1, 2]]).merge(fitted).featureNames).toEqual(['a', 'b']);
  });

  it('refuse other columns, no rows and infinities', () => {
    const fitted = fit([[1, 2]]);
    const code = 'INVALID_INPUT';
    expect(() => fitted.partialFit([[1]])).toThrow(expect.objectContaining({ code }));
    expect(() => fitted.partialFit([])).toThrow(`${who} needs at least one row and one column to fit, got 0 × 2`);
    expect(() => fitted.partialFit([[1, Infinity]])).toThrow(
      expect.objectContaining({ code, issues: [expect.objectContaining({ path: '/0/1' })] }),
    );
    const sparse = SparseMatrix.fromMatrix(Matrix.from([[0, -Infinity]]));
    expect(() => fitted.partialFit(sparse)).toThrow(expect.objectContaining({ code }));
    expect(() => fitted.partialFit(SparseMatrix.fromMatrix(Matrix.from([[1]])))).toThrow(
      `${who} was fitted on 2 features, got 1`,
    );
  });

  it('refuse another kind, other columns and other options', () => {
    const merge = (a: Mergeable, b: unknown) => () => a.merge(b as Mergeable);
    const fitted = fit([[1, 2]]);
    expect(merge(fitted, {})).toThrow(`${who} cannot be merged: the other is no such fitted value`);
    expect(merge(fitted, fit([[1]]))).toThrow('one was fitted on 2 features, the other on 1');
    expect(merge(fit([{ a: 1, b: 2 }]), fit([{ b: 1, a: 2 }]))).toThrow('columns 0 have different names');
    expect(merge(fitted, other.fit([[1, 2]]))).toThrow(/one has (clip false|withStd true), the other/);
    expect(merge(fitted, fitted)).not.toThrow();
  });

  it('can be made again from its options', () => {
    expect(new MinMaxScaler({ ...new MinMaxScaler({ clip: true }).options, featureRange: [0, 2] }).clip).toBe(true);
    expect(new StandardScaler({ ...new StandardScaler({ withMean: false }).options }).withMean).toBe(false);
  });
});

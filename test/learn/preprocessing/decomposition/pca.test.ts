import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import type { Matrix } from '../../../../src/learn/math/matrix.js';
import { PCA, type PCAOptions } from '../../../../src/learn/preprocessing/decomposition/pca.js';
import { reviveTransformer } from '../../../../src/learn/preprocessing/revive.js';
import { codeOf, readFixture, relativeDifference } from '../../fixture.js';
import { throughJson } from '../reference.js';

interface Case {
  readonly data: string;
  readonly options: PCAOptions;
  readonly nComponents: number;
  readonly mean: number[];
  readonly components: number[][];
  readonly explainedVariance: number[];
  readonly explainedVarianceRatio: number[];
  readonly singularValues: number[];
  readonly noiseVariance: number;
  readonly output: number[][];
  readonly inverse: number[][];
}
interface Many extends Pick<Case, 'components' | 'singularValues' | 'noiseVariance' | 'output'> {
  readonly shape: [nRows: number, nColumns: number];
}
const fixture = readFixture('decomposition') as {
  data: Record<string, number[][]>;
  cases: Case[];
  many: Many[];
  likely: { data: string; nComponents: number }[];
};

/** As the generator of the fixture makes them. */
function waves(nRows: number, nColumns: number): number[][] {
  return Array.from({ length: nRows }, (_, i) =>
    Array.from({ length: nColumns }, (_, j) => (((((i + 1) * (j + 2) * 7919) % 10007) * (1 + j)) % 97) / (1 + j)),
  );
}

function firstRows(matrix: Matrix, rows: readonly number[][]): number[] {
  return matrix
    .toRows()
    .slice(0, rows.length)
    .flatMap((row) => row.slice(0, rows[0]!.length));
}

describe('PCA', () => {
  it.each(fixture.cases.map((sample) => [sample.data, sample.options, sample] as const))(
    'of %s with %j is that of scikit-learn',
    (data, options, sample) => {
      const X = fixture.data[data]!;
      const pca = new PCA(options).fit(X);
      expect(pca.nFeaturesOut).toBe(sample.nComponents);
      expect(relativeDifference(pca.mean, sample.mean)).toBeLessThan(1e-14);
      expect(relativeDifference(pca.explainedVariance, sample.explainedVariance)).toBeLessThan(1e-12);
      expect(relativeDifference(pca.explainedVarianceRatio, sample.explainedVarianceRatio)).toBeLessThan(1e-12);
      expect(
        relativeDifference(pca.noiseVariance === 0 ? [0] : [pca.noiseVariance], [sample.noiseVariance]),
      ).toBeLessThan(1e-12);
      expect(relativeDifference(pca.singularValues, sample.singularValues)).toBeLessThan(1e-12);
      expect(relativeDifference(firstRows(pca.components, sample.components), sample.components.flat())).toBeLessThan(
        1e-10,
      );
      expect(relativeDifference(firstRows(pca.transform(X), sample.output), sample.output.flat())).toBeLessThan(1e-10);
      const inverse = pca.inverseTransform(pca.transform(X));
      expect(relativeDifference(firstRows(inverse, sample.inverse), sample.inverse.flat())).toBeLessThan(1e-11);
      expect(reviveTransformer(throughJson(pca))).toEqual(pca);
      expect(reviveTransformer(throughJson(pca)).transform(X)).toEqual(pca.transform(X));
    },
  );

  it.each(fixture.many.map((sample) => [...sample.shape, sample] as const))(
    'of %i × %i is that of scikit-learn',
    (nRows, nColumns, sample) => {
      const X = waves(nRows, nColumns);
      const { singularValues } = new PCA().fit(X);
      sample.singularValues.forEach((value, k) => {
        expect(Math.abs(singularValues[k]! - value)).toBeLessThan(1e-13 * sample.singularValues[0]!);
      });
      const pca = new PCA({ nComponents: 3 }).fit(X);
      expect(relativeDifference(pca.components.data, sample.components.flat())).toBeLessThan(1e-10);
      expect(relativeDifference(firstRows(pca.transform(X), sample.output), sample.output.flat())).toBeLessThan(1e-10);
      expect(relativeDifference([pca.noiseVariance], [sample.noiseVariance])).toBeLessThan(1e-12);
    },
  );

  it.each(fixture.likely.map(({ data, nComponents }) => [data, nComponents] as const))(
    'finds as many likely components of %s as scikit-learn: %i',
    (data, nComponents) => {
      expect(new PCA({ nComponents: 'mle' }).fit(fixture.data[data]!).nFeaturesOut).toBe(nComponents);
    },
  );

  it('has one likely component where there is one column, or no variance', () => {
    expect(new PCA({ nComponents: 'mle' }).fit([[1], [2]]).nFeaturesOut).toBe(1);
    expect(
      new PCA({ nComponents: 'mle' }).fit([
        [1, 1],
        [1, 1],
      ]).nFeaturesOut,
    ).toBe(1);
  });

  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const rows = fc
    .tuple(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 1, max: 6 }))
    .chain(([n, p]) => fc.array(fc.array(value, { minLength: p, maxLength: p }), { minLength: n, maxLength: n }));

  it('has orthonormal components, and with all of them gives the rows back', () => {
    fc.assert(
      fc.property(rows, (X) => {
        const pca = new PCA().fit(X);
        const axes = pca.components.toRows();
        for (const [i, a] of axes.entries()) {
          for (const [j, b] of axes.entries()) {
            const product = a.reduce((total, element, k) => total + element * b[k]!, 0);
            expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-10);
          }
        }
        expect(relativeDifference(pca.inverseTransform(pca.transform(X)).data, X.flat())).toBeLessThan(1e-12);
        for (let k = 1; k < axes.length; k++) {
          expect(pca.explainedVariance[k]).toBeLessThanOrEqual(pca.explainedVariance[k - 1]!);
        }
      }),
    );
  });

  it('keeps the digits of small components where rows are few, as a covariance would not', () => {
    const X = [
      [1, 1],
      [1, -1],
      [-1, 1e-12],
      [-1, -1e-12],
    ].map(([a, b]) => [a!, b! * 1e-9]);
    const { singularValues } = new PCA().fit(X);
    expect(singularValues[0]).toBeCloseTo(2, 14);
    expect(singularValues[1]! / (Math.SQRT2 * 1e-9)).toBeCloseTo(1, 12);
  });

  it('names its columns by their number', () => {
    const pca = new PCA().fit([
      { a: 1, b: 2 },
      { a: 2, b: 1 },
      { a: 4, b: 4 },
    ]);
    expect(pca.featureNames).toEqual(['a', 'b']);
    expect(pca.featureNamesOut()).toEqual(['pca0', 'pca1']);
    expect(pca.transform([{ b: 2, a: 1 }])).toEqual(pca.transform([[1, 2]]));
  });

  it.each<[string, () => unknown, string, RegExp]>([
    [
      'more components than columns',
      () => new PCA({ nComponents: 3 }).fit([[1], [2]]),
      'INVALID_ARGUMENT',
      /at most 1/,
    ],
    ['no component', () => new PCA({ nComponents: 0 }), 'INVALID_ARGUMENT', /nComponents/],
    ['a name', () => new PCA({ nComponents: 'auto' as never }), 'INVALID_ARGUMENT', /nComponents/],
    [
      'likely components of few rows',
      () =>
        new PCA({ nComponents: 'mle' }).fit([
          [1, 2, 3],
          [2, 3, 5],
        ]),
      'INVALID_ARGUMENT',
      /as many rows as columns, got 2 × 3/,
    ],
    ['one row', () => new PCA().fit([[1]]), 'INVALID_ARGUMENT', /at least two rows/],
    ['a missing value in fit', () => new PCA().fit([[1], [null]]), 'INVALID_ARGUMENT', /row 1, column 0/],
    ['a missing value', () => new PCA().fit([[1], [2]]).transform([[null]]), 'INVALID_INPUT', /row 0, column 0/],
    ['other columns', () => new PCA().fit([[1], [2]]).transform([[1, 2]]), 'INVALID_INPUT', /fitted on 1 features/],
    [
      'other components',
      () => new PCA().fit([[1], [2]]).inverseTransform([[1, 2]]),
      'INVALID_INPUT',
      /takes 1 columns/,
    ],
  ])('refuses %s', (_, act, code, message) => {
    expect(codeOf(act)).toBe(code);
    expect(act).toThrow(message);
  });

  it.each([
    [{ mean: [] }, '/mean'],
    [{ components: [[1, 2]] }, '/components/0'],
    [{ components: 1 }, '/components'],
    [{ explainedVariance: [-1] }, '/explainedVariance/0'],
    [{ singularValues: [1, 2] }, '/singularValues'],
    [{ noiseVariance: 0 }, '/noiseVariance'],
    [{ whiten: 1 }, '/whiten'],
  ])('refuses JSON with %j', (change, place) => {
    const json = throughJson(new PCA().fit([[1], [2]])) as object;
    expect(() => reviveTransformer({ ...json, ...change })).toThrow(place);
  });
});

import { describe, expect, it } from 'vitest';
import { Ridge } from '../../../../src/learn/estimators/linear/ridge.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../../src/learn/math/sparse-matrix.js';
import { RandomState } from '../../../../src/learn/math/random-state.js';
import { codeOf, readFixture, relativeDifference } from '../../fixture.js';

const reference = readFixture('estimators-sparse') as {
  data: { X: number[][]; y: number[] }[];
  ridge: {
    data: number;
    alpha: number;
    fitIntercept: boolean;
    weighted: boolean;
    coef: number[];
    intercept: number;
  }[];
};
const sparseOf = (rows: number[][]): SparseMatrix => SparseMatrix.fromMatrix(Matrix.from(rows));

describe('Ridge of a sparse matrix', () => {
  it.each(reference.ridge)(
    'finds what scikit-learn finds: data $data, alpha $alpha, intercept $fitIntercept, weights $weighted',
    ({ data, alpha, fitIntercept, weighted, coef, intercept }) => {
      const { X, y } = reference.data[data]!;
      const sampleWeight = Float64Array.from(y, (_, i) => (weighted ? (i % 4) / 2 : 1));
      const fitted = new Ridge({ alpha, fitIntercept }).fit(sparseOf(X), y, { sampleWeight });
      expect(relativeDifference(fitted.coef.data, coef)).toBeLessThan(1e-10);
      expect(relativeDifference(fitted.intercept, [intercept])).toBeLessThan(1e-10);
      const dense = new Ridge({ alpha, fitIntercept }).fit(X, y, { sampleWeight });
      expect(relativeDifference(fitted.coef.data, dense.coef.data)).toBeLessThan(1e-11);
      expect(fitted.kind).toBe(dense.kind);
    },
  );

  it('never needs the whole matrix', () => {
    // 40,000 × 30,000, of which a dense matrix would take 9 GiB; three stored in a row.
    const random = new RandomState(5);
    const [nRows, nColumns] = [40_000, 30_000];
    const indices = new Int32Array(3 * nRows);
    for (let i = 0; i < nRows; i++) {
      const row = new Set<number>();
      while (row.size < 3) row.add(random.randint(0, nColumns));
      indices.set([...row].sort((a, b) => a - b), 3 * i); // prettier-ignore
    }
    const starts = Int32Array.from({ length: nRows + 1 }, (_, i) => 3 * i);
    const data = Float64Array.from(indices, (j) => 1 + (j % 3));
    const X = new SparseMatrix(nRows, nColumns, { starts, indices, data });
    const y = Float64Array.from({ length: nRows }, (_, i) => 5 + (indices[3 * i]! % 7));
    const fitted = new Ridge().fit(X, y);
    // At the minimum the gradient is 0: Xᵀ (y − X w − b) = alpha · w, and the errors sum to 0.
    const errors = fitted.predict(X).map((value, i) => y[i]! - value);
    const gradient = fitted.coef.data.map((value) => -value);
    for (let k = 0; k < indices.length; k++) gradient[indices[k]!]! += data[k]! * errors[Math.floor(k / 3)]!;
    expect(Math.max(...gradient.map(Math.abs))).toBeLessThan(1e-9);
    expect(Math.abs(errors.reduce((sum, error) => sum + error, 0))).toBeLessThan(1e-6);
  });

  it('is the dense answer where columns repeat each other, nearly or in full', () => {
    const X = Array.from({ length: 30 }, (_, i) => [i % 3, i % 3, (i % 3) + (i === 7 ? 1e-7 : 0), i % 5 === 0 ? 2 : 0]);
    const y = X.map(([a = 0, , , d = 0], i) => a - d + (i % 2));
    for (const alpha of [1e-10, 1e-3]) {
      const [sparse, dense] = [new Ridge({ alpha }).fit(sparseOf(X), y), new Ridge({ alpha }).fit(X, y)];
      expect(relativeDifference(sparse.predict(X), dense.predict(X))).toBeLessThan(1e-7);
    }
  });

  it('takes alpha 0, columns that are empty and a constant target', () => {
    const X = [[0, 1, 0], [0, 2, 0], [0, 4, 1]]; // prettier-ignore
    const constant = new Ridge().fit(sparseOf(X), [3, 3, 3]);
    expect([...constant.coef.data]).toEqual([0, 0, 0]);
    expect(constant.intercept[0]).toBe(3);
    const exact = new Ridge({ alpha: 0 }).fit(sparseOf(X), [1, 2, 7]);
    expect(relativeDifference(exact.predict(X), [1, 2, 7])).toBeLessThan(1e-12);
    expect(codeOf(() => new Ridge().fit(sparseOf([[NaN, 1]]), [1]))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => new Ridge().fit(sparseOf(X), [1, 2]))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => new Ridge().fit(sparseOf(X), [1, 2, 3], { stray: 1 } as object))).toBe('INVALID_ARGUMENT');
  });
});

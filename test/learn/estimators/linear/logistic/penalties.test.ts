import { describe, expect, it } from 'vitest';
import fc from '../../../../helpers/fast-check.js';
import type { Label } from '../../../../../src/core/session.js';
import type { FittedLogisticRegression } from '../../../../../src/learn/estimators/linear/fitted-logistic-regression.js';
import { LogisticRegression } from '../../../../../src/learn/estimators/linear/logistic-regression.js';
import { Matrix } from '../../../../../src/learn/math/matrix.js';
import { RandomState } from '../../../../../src/learn/math/random-state.js';
import { SparseMatrix } from '../../../../../src/learn/math/sparse-matrix.js';
import { relativeDifference } from '../../../fixture.js';
import { linearReference } from '../../linear-reference.js';
import { dataOf } from '../../reference.js';

/** The largest violation of the conditions of optimality, of the mean objective, from the probabilities alone. */
function violation(model: FittedLogisticRegression, X: number[][] | SparseMatrix, y: readonly Label[]): number {
  const n = y.length;
  const [C, l1Ratio] = [model.C!, model.l1Ratio!];
  const strength = 1 / (C * n);
  const probabilities = model.predictProba(X);
  const dense = X instanceof SparseMatrix ? X.toMatrix() : Matrix.from(X);
  let worst = 0;
  for (let row = 0; row < model.coef.nRows; row++) {
    const k = model.coef.nRows === 1 ? 1 : row;
    const errors = y.map((label, i) => (probabilities.at(i, k) - (label === model.classes[k] ? 1 : 0)) / n);
    worst = Math.max(worst, Math.abs(errors.reduce((t, e) => t + e, 0)));
    for (let j = 0; j < dense.nColumns; j++) {
      const c = model.coef.at(row, j);
      const slope = errors.reduce((t, e, i) => t + e * dense.at(i, j), (1 - l1Ratio) * strength * c);
      const kink = l1Ratio * strength;
      worst = Math.max(worst, c === 0 ? Math.abs(slope) - kink : Math.abs(slope + kink * Math.sign(c)));
    }
  }
  return worst;
}

/** Rows like those of short texts: few columns of many, some of them often. */
function texts(nRows: number, nColumns: number, nWords: number): SparseMatrix {
  const random = new RandomState(7);
  const starts = new Int32Array(nRows + 1);
  const indices: number[] = [];
  const data: number[] = [];
  for (let i = 0; i < nRows; i++) {
    const words = new Set<number>();
    for (let w = 0; w < nWords; w++) words.add(Math.floor(nColumns * random.random() ** 3));
    for (const j of [...words].sort((a, b) => a - b)) {
      indices.push(j);
      data.push(1 / Math.sqrt(nWords));
    }
    starts[i + 1] = indices.length;
  }
  return new SparseMatrix(nRows, nColumns, {
    starts,
    indices: Int32Array.from(indices),
    data: Float64Array.from(data),
  });
}

describe('LogisticRegression with penalties on absolute values', () => {
  it.each(linearReference.logistic)(
    'is at the optimum on $data, l1Ratio $l1Ratio, C $C, weights $sampleWeight, classes $classWeight, intercept $fitIntercept',
    ({ data, sampleWeight, classWeight, C, l1Ratio, fitIntercept, coef, intercept }) => {
      const { X, y, options } = dataOf(data, sampleWeight);
      const model = new LogisticRegression({
        C,
        l1Ratio,
        fitIntercept,
        ...(classWeight === null ? {} : { classWeight }),
      }).fit(X, y, options);
      expect(model.isConverged).toBe(true);
      expect(model.gradientNorm).toBeLessThan(1e-12);
      expect(relativeDifference(model.coef.data, coef.flat())).toBeLessThan(1e-8);
      expect(relativeDifference(model.intercept, intercept)).toBeLessThan(1e-8);
    },
  );

  it('meets the conditions of optimality on any data', () => {
    const cell = fc.integer({ min: -30, max: 30 }).map((value) => value / 8);
    const rows = fc.array(fc.tuple(cell, cell, fc.integer({ min: 0, max: 2 })), { minLength: 5, maxLength: 30 });
    const C = fc.double({ min: 0.05, max: 20, noNaN: true });
    fc.assert(
      fc.property(rows, C, fc.constantFrom(0, 0.3, 1), (samples, C, l1Ratio) => {
        const y = samples.map(([, , label]) => label);
        fc.pre(new Set(y).size >= 2);
        const X = samples.map(([a, b]) => [a, b]);
        const model = new LogisticRegression({ C, l1Ratio }).fit(X, y);
        expect(model.isConverged).toBe(true);
        expect(violation(model, X, y)).toBeLessThan(1e-9);
      }),
      { numRuns: 60, seed: 2 },
    );
  });
});

describe('LogisticRegression of wide and sparse features', () => {
  const X = texts(300, 1000, 12);
  const score = Array.from(
    { length: 300 },
    (_, i) => X.at(i, 0) + X.at(i, 3) - X.at(i, 7) + ((i * 37) % 11) / 40 - 0.12,
  );
  const two = score.map((s) => s > 0);
  const three = score.map((s) => (s > 0.15 ? 'high' : s > -0.05 ? 'middle' : 'low'));

  it.each<[string, readonly Label[], object]>([
    ['two classes, L2', two, { C: 1 }],
    ['two classes, L2 weak', two, { C: 100 }],
    ['three classes, L2', three, { C: 1 }],
    ['two classes, L1', two, { C: 5, l1Ratio: 1 }],
    ['three classes, L1', three, { C: 5, l1Ratio: 1 }],
    ['three classes, elastic net', three, { C: 5, l1Ratio: 0.5 }],
  ])('is at the optimum, and the same as with dense ones: %s', (_, y, options) => {
    const sparse = new LogisticRegression(options).fit(X, y);
    expect(sparse.isConverged).toBe(true);
    expect(violation(sparse, X, y)).toBeLessThan(1e-10);
    const dense = new LogisticRegression(options).fit(X.toMatrix(), y);
    expect(relativeDifference(sparse.coef.data, dense.coef.data)).toBeLessThan(1e-7);
    expect(sparse.predict(X)).toEqual(dense.predict(X.toMatrix()));
  });

  it('fits texts of 20,000 columns', () => {
    const wide = texts(2000, 20_000, 40);
    const y = Array.from({ length: 2000 }, (_, i) => wide.at(i, 1) + wide.at(i, 2) > 0.1 || i % 9 === 0);
    for (const l1Ratio of [0, 1]) {
      const model = new LogisticRegression({ C: 2, l1Ratio }).fit(wide, y);
      expect(model.isConverged).toBe(true);
      expect(model.gradientNorm).toBeLessThan(1e-10);
    }
  });
});

describe('LogisticRegression of many rows', () => {
  it('finds the same optimum from a start on a part of them, however they are sorted', () => {
    const random = new RandomState(3);
    const rows = Array.from({ length: 21_000 }, () => [random.random(), random.random() * 3]);
    const noisy = rows.map((row) => ({ row, isYes: row[0]! - row[1]! / 3 + random.random() - 0.5 > 0 }));
    const fit = (samples: typeof noisy): FittedLogisticRegression =>
      new LogisticRegression().fit(
        samples.map(({ row }) => row),
        samples.map(({ isYes }) => isYes),
      );
    const model = fit(noisy);
    const sorted = fit([...noisy].sort((a, b) => Number(a.isYes) - Number(b.isYes)));
    expect(model.isConverged && sorted.isConverged).toBe(true);
    expect(relativeDifference(sorted.coef.data, model.coef.data)).toBeLessThan(1e-10);
  });
});

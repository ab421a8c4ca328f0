import { describe, expect, it } from 'vitest';
import fc from '../../../../helpers/fast-check.js';
import type { ModelMountError } from '../../../../../src/core/errors.js';
import { PoissonRegressor } from '../../../../../src/learn/estimators/linear/poisson/poisson-regressor.js';
import { revivePredictor } from '../../../../../src/learn/estimators/revive.js';
import { Matrix } from '../../../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../../../src/learn/math/sparse-matrix.js';
import { codeOf, relativeDifference } from '../../../fixture.js';
import { linearReference, numbersOf } from '../../linear-reference.js';

const counts = linearReference.counts.y;

describe('PoissonRegressor', () => {
  it.each(linearReference.poisson)(
    'is at the optimum with alpha $alpha, weights $sampleWeight, intercept $fitIntercept',
    ({ alpha, sampleWeight, fitIntercept, coef, intercept, predictions }) => {
      const { X, options } = numbersOf('wine', sampleWeight);
      const model = new PoissonRegressor({ alpha, fitIntercept }).fit(X, counts, options);
      expect(model.isConverged).toBe(true);
      expect(model.gradientNorm).toBeLessThan(1e-10);
      expect(relativeDifference(model.coef.row(0), coef)).toBeLessThan(1e-8);
      expect(relativeDifference(model.intercept, [intercept])).toBeLessThan(1e-8);
      expect(relativeDifference(model.predict(X.filter((_, i) => i % 10 === 0)), predictions)).toBeLessThan(1e-8);
    },
  );

  it('has residuals that no feature explains, on any data', () => {
    const cell = fc.integer({ min: -8, max: 8 }).map((value) => value / 4);
    const row = fc.tuple(cell, cell, fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 30 }), (rows) => {
        fc.pre(rows.some(([, , y]) => y > 0));
        const X = rows.map(([a, b]) => [a, b]);
        const y = rows.map(([, , count]) => count);
        const model = new PoissonRegressor({ alpha: 0.01 }).fit(X, y);
        expect(model.isConverged).toBe(true);
        const residuals = model.predict(X).map((mean, i) => mean - y[i]!);
        const n = rows.length;
        expect(Math.abs(residuals.reduce((t, r) => t + r, 0) / n)).toBeLessThan(1e-9);
        for (const j of [0, 1]) {
          const slope = residuals.reduce((t, r, i) => t + r * X[i]![j]!, 0) / n + 0.01 * model.coef.at(0, j);
          expect(Math.abs(slope)).toBeLessThan(1e-8);
        }
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  it('takes weights as exposures: rates by years are counts in years', () => {
    const years = [1, 2, 4, 0.5];
    const events = [2, 3, 9, 1];
    const model = new PoissonRegressor({ alpha: 0 }).fit(
      [[0], [0], [1], [1]],
      events.map((value, i) => value / years[i]!),
      { sampleWeight: years },
    );
    const rates = model.predict([[0], [1]]);
    expect(rates[0]).toBeCloseTo(5 / 3, 12);
    expect(rates[1]).toBeCloseTo(10 / 4.5, 12);
  });

  it('copes with counts of any size', () => {
    for (const size of [1e-9, 1, 1e9]) {
      const model = new PoissonRegressor({ alpha: 0 }).fit(
        [[0], [0], [1], [1]],
        [1, 3, 2, 6].map((y) => y * size),
      );
      expect(model.isConverged).toBe(true);
      const [first, second] = model.predict([[0], [1]]);
      expect(first! / size).toBeCloseTo(2, 9);
      expect(second! / size).toBeCloseTo(4, 9);
    }
  });

  it('finds the same for sparse features as for dense ones', () => {
    const { X } = numbersOf('wine', false);
    const rows = X.map((row) => row.map((value) => Math.max(value, 0)));
    const sparse = SparseMatrix.fromMatrix(Matrix.from(rows));
    const [a, b] = [rows, sparse].map((features) => new PoissonRegressor({ alpha: 0.1 }).fit(features, counts));
    expect(relativeDifference(b!.coef.data, a!.coef.data)).toBeLessThan(1e-10);
    expect(relativeDifference(b!.predict(sparse), a!.predict(rows))).toBeLessThan(1e-10);
  });

  it('says so where the steps do not suffice, and comes back from JSON bit for bit', () => {
    const { X } = numbersOf('wine', false);
    const warnings: ModelMountError[] = [];
    const model = new PoissonRegressor({ maxIter: 1, onWarning: (w) => warnings.push(w) }).fit(X, counts);
    expect(model.isConverged).toBe(false);
    expect(warnings.map(({ code }) => code)).toEqual(['NOT_CONVERGED']);
    const revived = revivePredictor(JSON.parse(JSON.stringify(model)));
    expect(revived).toEqual(model);
    expect(revived.predict(X)).toEqual(model.predict(X));
  });

  it('refuses counts below 0, none above 0, and unknown options', () => {
    expect(() => new PoissonRegressor().fit([[1], [2]], [1, -2])).toThrow(
      'y[1] of PoissonRegressor must be ≥ 0, got -2',
    );
    expect(codeOf(() => new PoissonRegressor().fit([[1], [2]], [0, 0]))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => new PoissonRegressor().fit([[1], [2]], [0, 3], { sampleWeight: [1, 0] }))).toBe(
      'INVALID_ARGUMENT',
    );
    expect(codeOf(() => new PoissonRegressor({ alfa: 1 } as object))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => new PoissonRegressor({ alpha: -1 }))).toBe('INVALID_ARGUMENT');
  });
});

import { describe, expect, it } from 'vitest';
import fc from '../../../../helpers/fast-check.js';
import type { ModelMountError } from '../../../../../src/core/errors.js';
import { ElasticNet } from '../../../../../src/learn/estimators/linear/elastic-net/elastic-net.js';
import { Lasso } from '../../../../../src/learn/estimators/linear/elastic-net/lasso.js';
import { revivePredictor } from '../../../../../src/learn/estimators/revive.js';
import { Ridge } from '../../../../../src/learn/estimators/linear/ridge.js';
import { Matrix } from '../../../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../../../src/learn/math/sparse-matrix.js';
import { codeOf, relativeDifference } from '../../../fixture.js';
import { linearReference, numbersOf } from '../../linear-reference.js';

interface Problem {
  X: number[][];
  y: number[];
  weights: number[];
  alpha: number;
  l1Ratio: number;
}

/** Objective and largest violation of the conditions of optimality, from the definition and nothing of the library. */
function optimality(
  { coef, intercept }: { coef: Matrix; intercept: Float64Array },
  { X, y, weights, alpha, l1Ratio }: Problem,
  isPositive = false,
): { objective: number; violation: number } {
  const w = coef.row(0);
  const total = weights.reduce((t, v) => t + v, 0);
  const residual = X.map((x, i) => x.reduce((t, v, j) => t + v * w[j]!, intercept[0]! - y[i]!));
  let objective = residual.reduce((t, r, i) => t + (weights[i]! * r * r) / total / 2, 0);
  let violation = 0;
  w.forEach((c, j) => {
    objective += alpha * (l1Ratio * Math.abs(c) + ((1 - l1Ratio) / 2) * c * c);
    const slope = residual.reduce((t, r, i) => t + (weights[i]! * r * X[i]![j]!) / total, alpha * (1 - l1Ratio) * c);
    const strength = alpha * l1Ratio;
    const size = Math.sqrt(X.reduce((t, x) => t + x[j]! ** 2, 0) / X.length) || 1;
    const lack =
      c === 0
        ? Math.max((isPositive ? -slope : Math.abs(slope)) - strength, 0)
        : Math.abs(slope + strength * Math.sign(c));
    violation = Math.max(violation, lack / size);
  });
  return { objective, violation };
}

describe('ElasticNet and Lasso', () => {
  it.each(linearReference.elasticNet)(
    'are at the optimum on $data, alpha $alpha, l1Ratio $l1Ratio, weights $sampleWeight, intercept $fitIntercept, positive $positive',
    ({ data, sampleWeight, alpha, l1Ratio, fitIntercept, positive, ...expected }) => {
      const { X, y, options } = numbersOf(data, sampleWeight);
      const model =
        l1Ratio === 1
          ? new Lasso({ alpha, fitIntercept, positive }).fit(X, y, options)
          : new ElasticNet({ alpha, l1Ratio, fitIntercept, positive }).fit(X, y, options);
      expect(model.isConverged).toBe(true);
      expect(model.gradientNorm).toBeLessThan(1e-12);
      expect(relativeDifference(model.coef.row(0), expected.coef)).toBeLessThan(1e-8);
      expect(relativeDifference(model.intercept, [expected.intercept])).toBeLessThan(1e-8);
      const weights = (options as { sampleWeight?: number[] }).sampleWeight ?? y.map(() => 1);
      const reached = optimality(model, { X, y, weights, alpha, l1Ratio }, positive);
      expect(Math.abs(reached.objective / expected.objective - 1)).toBeLessThan(1e-10);
      const size = Math.sqrt(y.reduce((t, v) => t + v * v, 0) / y.length);
      expect(reached.violation / size).toBeLessThan(1e-10);
      expect(Math.abs(model.dualGap!) / expected.objective).toBeLessThan(1e-12);
    },
  );

  it('have the golden coefficients of diabetes', () => {
    const { X, y } = numbersOf('diabetes', false);
    const model = new Lasso({ alpha: 0.5 }).fit(X, y);
    expect(model.coef.row(0).filter((value) => value !== 0).length).toBeGreaterThan(4);
  });

  it('find the same for sparse features as for dense ones, also where they are wide', () => {
    const rows = Array.from({ length: 60 }, (_, i) =>
      Array.from({ length: 500 }, (_, j) => ((i * 7 + j * 13) % 17 === 0 ? 1 + ((i + j) % 5) : 0)),
    );
    const y = rows.map((row, i) => row.slice(0, 40).reduce((t, v, j) => t + v * Math.sin(j), 0) + (i % 3));
    const dense = new ElasticNet({ alpha: 0.05, l1Ratio: 0.7 }).fit(rows, y);
    const X = SparseMatrix.fromMatrix(Matrix.from(rows));
    const sparse = new ElasticNet({ alpha: 0.05, l1Ratio: 0.7 }).fit(X, y);
    expect(dense.isConverged && sparse.isConverged).toBe(true);
    expect(relativeDifference(sparse.coef.data, dense.coef.data)).toBeLessThan(1e-10);
    expect(relativeDifference(sparse.predict(X), dense.predict(rows))).toBeLessThan(1e-10);
    const problem = { X: rows, y, weights: y.map(() => 1), alpha: 0.05, l1Ratio: 0.7 };
    expect(optimality(sparse, problem).violation).toBeLessThan(1e-10);
  });

  it('are Ridge without a penalty on absolute values, of n times the strength', () => {
    const { X, y } = numbersOf('diabetes', false);
    const model = new ElasticNet({ alpha: 0.3, l1Ratio: 0 }).fit(X, y);
    const ridge = new Ridge({ alpha: 0.3 * y.length }).fit(X, y);
    expect(relativeDifference(model.coef.data, ridge.coef.data)).toBeLessThan(1e-10);
    expect(model.dualGap).toBeNaN();
  });

  it('meet the conditions of optimality on any data, in any order of the rows, with weights for repeated rows', () => {
    const cell = fc.integer({ min: -50, max: 50 }).map((v) => v / 8);
    const problem = fc.record({
      rows: fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 3, maxLength: 25 }),
      alpha: fc.double({ min: 0.01, max: 3, noNaN: true }),
      l1Ratio: fc.double({ min: 0.05, max: 1, noNaN: true }),
      positive: fc.boolean(),
    });
    fc.assert(
      fc.property(problem, ({ rows, alpha, l1Ratio, positive }) => {
        const X = rows.map((row) => row.slice(0, 3));
        const y = rows.map((row) => row[3]);
        const estimator = new ElasticNet({ alpha, l1Ratio, positive });
        const weights = rows.map((_, i) => 1 + (i % 2));
        const model = estimator.fit(X, y, { sampleWeight: weights });
        expect(model.isConverged).toBe(true);
        expect(optimality(model, { X, y, weights, alpha, l1Ratio }, positive).violation).toBeLessThan(1e-9);
        expect(model.dualGap!).toBeLessThan(1e-10);

        const order = rows.flatMap((_, i) => new Array<number>(weights[i]!).fill(i)).reverse();
        const repeated = estimator.fit(
          order.map((i) => X[i]!),
          order.map((i) => y[i]!),
        );
        const objectives = [model, repeated].map((m) => optimality(m, { X, y, weights, alpha, l1Ratio }).objective);
        expect(Math.abs(objectives[0]! - objectives[1]!)).toBeLessThan(1e-9);
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it('keep a coefficient of 0 for what is constant, and need no signal', () => {
    const model = new Lasso({ alpha: 0.1 }).fit([[3.3], [3.3], [3.3]], [1, 2, 4]);
    expect(model.coef.at(0, 0)).toBe(0);
    expect(model.intercept[0]).toBeCloseTo(7 / 3, 12);
    expect([...new Lasso().fit([[1], [2]], [5, 5]).predict([[9]])]).toEqual([5]);
  });

  it('say so where the steps do not suffice', () => {
    const { X, y } = numbersOf('cancer', false);
    const warnings: ModelMountError[] = [];
    const model = new Lasso({ alpha: 1e-4, maxIter: 1, onWarning: (w) => warnings.push(w) }).fit(X, y);
    expect(model.isConverged).toBe(false);
    expect(warnings.map(({ code }) => code)).toEqual(['NOT_CONVERGED']);
    expect(warnings[0]!.message).toMatch(/^Lasso did not reach its optimum in 1 steps/);
  });

  it('come back from JSON bit for bit', () => {
    const { X, y } = numbersOf('diabetes', false);
    for (const model of [new Lasso({ alpha: 2 }).fit(X, y), new ElasticNet({ l1Ratio: 0 }).fit(X, y)]) {
      const revived = revivePredictor(JSON.parse(JSON.stringify(model)));
      expect(revived).toEqual(model);
      expect(revived.predict(X)).toEqual(model.predict(X));
    }
  });

  it.each([{ alpha: -1 }, { l1Ratio: 1.1 }, { l1Ratio: NaN }, { positive: 1 }, { maxIter: 0 }, { tol: 0 }, { c: 1 }])(
    'refuse the options %o',
    (options) => {
      expect(codeOf(() => new ElasticNet(options as object))).toBe('INVALID_ARGUMENT');
    },
  );

  it('refuse what Lasso has no use for, and name what is not finite', () => {
    expect(() => new Lasso({ l1Ratio: 1 } as object)).toThrow('unknown option "l1Ratio" of Lasso');
    const X = new SparseMatrix(2, 3, {
      starts: Int32Array.of(0, 1, 2),
      indices: Int32Array.of(0, 2),
      data: Float64Array.of(1, NaN),
    });
    expect(() => new Lasso().fit(X, [1, 2])).toThrow('row 1, column 2 is NaN');
    expect(codeOf(() => new Lasso().fit([[1]], [1, 2]))).toBe('INVALID_ARGUMENT');
  });
});

import { describe, expect, it } from 'vitest';
import fc from '../../../../helpers/fast-check.js';
import type { ModelMountError } from '../../../../../src/core/errors.js';
import { LinearSVC, type LinearSVCOptions } from '../../../../../src/learn/estimators/linear/svm/linear-svc.js';
import { revivePredictor } from '../../../../../src/learn/estimators/revive.js';
import { Matrix } from '../../../../../src/learn/math/matrix.js';
import { RandomState } from '../../../../../src/learn/math/random-state.js';
import { SparseMatrix } from '../../../../../src/learn/math/sparse-matrix.js';
import { codeOf, relativeDifference } from '../../../fixture.js';
import { linearReference } from '../../linear-reference.js';
import { dataOf } from '../../reference.js';

/** `½ ‖w‖² + C Σ loss` of the first row of coefficients, from the definition. */
function objective(
  { coef, intercept }: { coef: Matrix; intercept: Float64Array },
  { X, isSecond, C = 1, loss }: { X: number[][]; isSecond: boolean[] } & LinearSVCOptions,
): number {
  const w = coef.row(0);
  return X.reduce(
    (total, x, i) => {
      const score = x.reduce((t, value, j) => t + value * w[j]!, intercept[0]!);
      const lack = Math.max(0, 1 - (isSecond[i] ? score : -score));
      return total + C * (loss === 'hinge' ? lack : lack * lack);
    },
    w.reduce((t, c) => t + c * c, 0) / 2,
  );
}

describe('LinearSVC', () => {
  it.each(linearReference.svc)(
    'is at the optimum on $data, C $C, loss $loss, penalty $penalty, interceptScaling $interceptScaling, weights $sampleWeight, intercept $fitIntercept',
    ({ data, sampleWeight, classWeight, coef, intercept, ...given }) => {
      const { X, y, options } = dataOf(data, sampleWeight);
      const model = new LinearSVC({ ...given, ...(classWeight === null ? {} : { classWeight }) }).fit(X, y, options);
      expect(model.isConverged).toBe(true);
      expect(model.gradientNorm).toBeLessThan(1e-10);
      // liblinear and libsvm stop before the optimum; the objective says below who is nearer.
      const tolerance = given.loss === 'hinge' ? 1e-5 : 1e-7;
      expect(relativeDifference(model.coef.data, coef.flat())).toBeLessThan(tolerance);
      expect(relativeDifference(model.intercept, intercept)).toBeLessThan(tolerance);
      if (coef.length === 1 && !sampleWeight && given.penalty === 'l2' && given.fitIntercept) {
        const isSecond = y.map((label) => label === model.classes[1]);
        const theirs = { coef: Matrix.from(coef), intercept: Float64Array.from(intercept) };
        const extra = (b: number): number => b ** 2 / given.interceptScaling ** 2 / 2;
        const ours = objective(model, { X, isSecond, ...given }) + extra(model.intercept[0]!);
        const other = objective(theirs, { X, isSecond, ...given }) + extra(intercept[0]!);
        expect(ours).toBeLessThan(other * (1 + 1e-10));
      }
    },
  );

  it('does not move its boundary where the features are moved, unlike one with a penalised intercept', () => {
    const { X, y } = dataOf('cancer', false);
    const moved = X.map((row) => row.map((value) => value + 10));
    const free = [X, moved].map((rows) => new LinearSVC({ C: 0.1 }).fit(rows, y).coef.data);
    expect(relativeDifference(free[1]!, free[0]!)).toBeLessThan(1e-8);
    const held = [X, moved].map((rows) => new LinearSVC({ C: 0.1, interceptScaling: 1 }).fit(rows, y).coef.data);
    expect(relativeDifference(held[1]!, held[0]!)).toBeGreaterThan(1e-3);
  });

  it.each(['squaredHinge', 'hinge'] as const)('cannot be bettered by small steps on any data: %s', (loss) => {
    const cell = fc.integer({ min: -20, max: 20 }).map((value) => value / 8);
    const rows = fc.array(fc.tuple(cell, cell, fc.boolean()), { minLength: 4, maxLength: 25 });
    fc.assert(
      fc.property(rows, fc.double({ min: 0.05, max: 5, noNaN: true }), (samples, C) => {
        const isSecond = samples.map(([, , label]) => label);
        fc.pre(new Set(isSecond).size === 2);
        const X = samples.map(([a, b]) => [a, b]);
        const model = new LinearSVC({ C, loss }).fit(X, isSecond);
        expect(model.isConverged).toBe(true);
        const best = objective(model, { X, isSecond, C, loss });
        for (const step of [1e-4, -1e-4]) {
          for (const j of [0, 1, 2]) {
            const at = Float64Array.of(...model.coef.row(0), model.intercept[0]!);
            at[j] = at[j]! + step;
            const other = { coef: new Matrix(1, 2, at.slice(0, 2)), intercept: at.slice(2) };
            const value = objective(other, { X, isSecond, C, loss });
            expect(value).toBeGreaterThan(best - 1e-9 * (1 + best));
          }
        }
      }),
      { numRuns: 40, seed: 11 },
    );
  });

  it('counts a sample of weight 2 twice, and one of weight 0 not at all', () => {
    const X = [[0], [1], [2], [3], [9]];
    const y = ['a', 'b', 'a', 'b', 'a'];
    for (const loss of ['squaredHinge', 'hinge'] as const) {
      const weighted = new LinearSVC({ loss }).fit(X, y, { sampleWeight: [1, 2, 1, 1, 0] });
      const repeated = new LinearSVC({ loss }).fit([[0], [1], [1], [2], [3]], ['a', 'b', 'b', 'a', 'b']);
      expect(weighted.coef.at(0, 0)).toBeCloseTo(repeated.coef.at(0, 0), 6);
    }
  });

  it('scores many classes, takes the first of equals, and comes back from JSON bit for bit', () => {
    const { X, y } = dataOf('iris', false);
    const model = new LinearSVC().fit(X, y);
    const scores = model.decisionFunction(X) as Matrix;
    expect([scores.nRows, scores.nColumns]).toEqual([150, 3]);
    expect(model.predict(X).filter((label, i) => label === y[i]).length).toBeGreaterThan(140);
    const revived = revivePredictor(JSON.parse(JSON.stringify(model)));
    expect(revived).toEqual(model);
    expect(revived.predict(X)).toEqual(model.predict(X));
    expect('predictProba' in revived).toBe(false);
    const flat = new LinearSVC().fit([[0], [0]], ['x', 'y']);
    expect(flat.decisionFunction([[0]])).toEqual(Float64Array.of(0));
    expect(flat.predict([[0]])).toEqual(['x']);
  });

  it('finds the same for sparse features as for dense ones, also where they are wide', () => {
    const random = new RandomState(5);
    const rows = Array.from({ length: 50 }, () =>
      Array.from({ length: 600 }, () => (random.random() < 0.05 ? random.random() : 0)),
    );
    const y = rows.map((row, i) => row[0]! + row[5]! > 0 || i % 7 === 0);
    const X = SparseMatrix.fromMatrix(Matrix.from(rows));
    for (const penalty of ['l1', 'l2'] as const) {
      const [a, b] = [rows, X].map((features) => new LinearSVC({ penalty }).fit(features, y));
      expect(a!.isConverged && b!.isConverged).toBe(true);
      expect(relativeDifference(b!.coef.data, a!.coef.data)).toBeLessThan(1e-8);
    }
    expect(
      codeOf(() => new LinearSVC({ loss: 'hinge' }).fit([new Float64Array(3001), new Float64Array(3001)], [0, 1])),
    ).toBe('INVALID_ARGUMENT');
  });

  // sklearn.svm.SVC(kernel='linear', C=0.001, tol=1e-12) of scikit-learn 1.9.1: intercept −0.00475; every one between
  // −0.962 and 0.9525 is as good, since all samples are within the margin.
  it('takes the middle of the intercepts that are as good with the hinge', () => {
    const model = new LinearSVC({ C: 0.001, loss: 'hinge' }).fit([[0], [1], [2], [5], [-4], [2.5]], [0, 1, 1, 1, 0, 0]);
    expect(model.coef.data[0]).toBeCloseTo(0.0095, 15);
    expect(model.intercept[0]).toBeCloseTo(-0.00475, 15);
  });

  it('says so where the steps do not suffice', () => {
    const { X, y } = dataOf('cancer', false);
    const warnings: ModelMountError[] = [];
    for (const loss of ['squaredHinge', 'hinge'] as const) {
      expect(new LinearSVC({ loss, maxIter: 1, onWarning: (w) => warnings.push(w) }).fit(X, y).isConverged).toBe(false);
    }
    expect(warnings.map(({ code }) => code)).toEqual(['NOT_CONVERGED', 'NOT_CONVERGED']);
  });

  it.each([{ C: Infinity }, { C: 0 }, { loss: 'log' }, { penalty: 'l0' }, { interceptScaling: 0 }, { dual: true }])(
    'refuses the options %o',
    (options) => {
      expect(codeOf(() => new LinearSVC(options as object))).toBe('INVALID_ARGUMENT');
    },
  );

  it('refuses an L1 penalty with the hinge, and a single class', () => {
    expect(() => new LinearSVC({ loss: 'hinge', penalty: 'l1' })).toThrow('no penalty "l1" with the loss "hinge"');
    expect(codeOf(() => new LinearSVC().fit([[1], [2]], ['a', 'a']))).toBe('INVALID_ARGUMENT');
    const classWeight = { a: 0, b: 0 };
    expect(codeOf(() => new LinearSVC({ classWeight }).fit([[1], [2]], ['a', 'b']))).toBe('INVALID_ARGUMENT');
  });
});

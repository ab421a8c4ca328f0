import { describe, expect, it } from 'vitest';
import { LogisticRegression } from '../../../../../src/learn/estimators/linear/logistic-regression.js';
import type { FittedLogisticRegression } from '../../../../../src/learn/estimators/linear/fitted-logistic-regression.js';
import { Matrix } from '../../../../../src/learn/math/matrix.js';
import { RandomState } from '../../../../../src/learn/math/random-state.js';

const N = 20_003;
const WIDTH = 5;

/** Rows of which the solver takes a part first; columns far from 0 are moved there, others stay. */
function data(mean: number, nClasses: number): { X: Matrix; y: Int32Array } {
  const random = new RandomState(7);
  const X = new Matrix(N, WIDTH);
  for (let k = 0; k < X.data.length; k++) X.data[k] = mean + random.normal() * 4 ** (k % WIDTH);
  const y = Int32Array.from({ length: N }, (_, i) => {
    const score = X.row(i).reduce((t, x, j) => t + ((x - mean) * (j - 2)) / 4 ** j, 0) + random.normal(2);
    return Math.max(0, Math.min(nClasses - 1, Math.floor(score + nClasses / 2)));
  });
  return { X, y };
}

/** The largest slope of the mean objective, from the definition. */
function slopeOf(model: FittedLogisticRegression, X: Matrix, y: Int32Array): number {
  const { coef, intercept } = model;
  const K = coef.nRows;
  const slopes = Array.from({ length: K }, () => new Float64Array(WIDTH + 1));
  for (let i = 0; i < N; i++) {
    const x = X.row(i);
    const scores = Array.from({ length: K }, (_, k) => x.reduce((t, v, j) => t + v * coef.at(k, j), intercept[k]!));
    const powers = K === 1 ? [1, Math.exp(scores[0]!)] : scores.map(Math.exp);
    const whole = powers.reduce((t, p) => t + p, 0);
    slopes.forEach((slope, k) => {
      const own = K === 1 ? 1 : k;
      const error = powers[own]! / whole - (y[i] === own ? 1 : 0);
      x.forEach((v, j) => (slope[j]! += (error * v) / N));
      slope[WIDTH]! += error / N;
    });
  }
  slopes.forEach((slope, k) => {
    for (let j = 0; j < WIDTH; j++) slope[j]! += coef.at(k, j) / N;
  });
  return Math.max(...slopes.flatMap((slope) => Array.from(slope, (value, j) => Math.abs(value) / 4 ** (j % WIDTH))));
}

describe('LogisticRegression of many rows', () => {
  it.each([
    [0, 2],
    [1000, 2],
    [0, 3],
    [1000, 3],
  ])('is at the optimum for features of mean %d and %i classes', (mean, nClasses) => {
    const { X, y } = data(mean, nClasses);
    const model = new LogisticRegression().fit(X, y);
    expect(model.isConverged).toBe(true);
    expect(model.gradientNorm).toBeLessThan(1e-10);
    // Features of a size of 1000 leave so many digits fewer in a slope that is summed up from them.
    expect(slopeOf(model, X, y)).toBeLessThan(mean === 0 ? 1e-10 : 1e-8);
  });

  it('finds the same whether columns stay where they are or not', () => {
    const { X, y } = data(0, 2);
    const moved = new Matrix(
      N,
      WIDTH,
      X.data.map((value) => value + 2 ** 12),
    );
    const model = new LogisticRegression().fit(X, y);
    const far = new LogisticRegression().fit(moved, y);
    model.coef.data.forEach((c, j) => {
      expect(far.coef.data[j]).toBeCloseTo(c, 10);
    });
  });

  it('finds the same with an L1 penalty of no strength worth the name', () => {
    const { X, y } = data(0, 2);
    const plain = new LogisticRegression().fit(X, y);
    const l1 = new LogisticRegression({ l1Ratio: 1e-12 }).fit(X, y);
    expect(l1.isConverged).toBe(true);
    plain.coef.data.forEach((c, j) => {
      expect(l1.coef.data[j]).toBeCloseTo(c, 9);
    });
  });

  it('says so where the classes can be separated and nothing holds the coefficients', () => {
    const { X } = data(0, 2);
    const y = Int32Array.from({ length: N }, (_, i) => (X.at(i, 0) > 0 ? 1 : 0));
    expect(new LogisticRegression({ C: Infinity }).fit(X, y).isConverged).toBe(false);
    expect(new LogisticRegression({ C: 10 }).fit(X, y).isConverged).toBe(true);
  });
});

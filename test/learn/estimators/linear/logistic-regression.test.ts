import { describe, expect, it } from 'vitest';
import type { ModelMountError } from '../../../../src/core/errors.js';
import type { Label } from '../../../../src/core/session.js';
import type { FittedLogisticRegression } from '../../../../src/learn/estimators/linear/fitted-logistic-regression.js';
import { LogisticRegression } from '../../../../src/learn/estimators/linear/logistic-regression.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { codeOf, relativeDifference } from '../../fixture.js';
import { dataOf, logisticCases } from '../reference.js';

interface Problem {
  X: number[][];
  y: readonly Label[];
  weights: number[];
}

/** The mean objective and the largest component of its gradient, from the definition and nothing of the library. */
function objective(model: FittedLogisticRegression, { X, y, weights }: Problem): { value: number; gradient: number } {
  const total = weights.reduce((t, w) => t + w, 0);
  const penalty = 1 / (model.C! * total);
  const coef = model.coef.toRows();
  const isBinary = coef.length === 1;
  const scoresOf = (x: number[]): number[] => {
    const scores = coef.map((c, k) => c.reduce((t, value, j) => t + value * x[j]!, model.intercept[k]!));
    return isBinary ? [0, ...scores] : scores;
  };
  let value = (penalty / 2) * coef.flat().reduce((t, c) => t + c * c, 0);
  const gradient = coef.map((c) => [...c.map((v) => penalty * v), 0]);
  X.forEach((x, i) => {
    const scores = scoresOf(x);
    const highest = Math.max(...scores);
    const powers = scores.map((s) => Math.exp(s - highest));
    const whole = powers.reduce((t, p) => t + p, 0);
    const own = model.classes.indexOf(y[i]!);
    value += (weights[i]! / total) * (highest + Math.log(whole) - scores[own]!);
    powers.forEach((power, k) => {
      const row = gradient[isBinary ? k - 1 : k];
      const error = (weights[i]! / total) * (power / whole - (k === own ? 1 : 0));
      [...x, 1].forEach((xj, j) => row && (row[j]! += error * xj));
    });
  });
  return { value, gradient: Math.max(...gradient.flat().map(Math.abs)) };
}

/** Scores, one after the other. */
function dataOfScores(scores: Float64Array | Matrix): Float64Array {
  return scores instanceof Matrix ? scores.data : scores;
}

describe('LogisticRegression', () => {
  it.each(logisticCases)(
    'is at the optimum on $data, C: $C, weights: $sampleWeight, classes: $classWeight, intercept: $fitIntercept',
    ({ data, sampleWeight, classWeight, C, fitIntercept, ...expected }) => {
      const { X, y, options } = dataOf(data, sampleWeight);
      const byClass =
        classWeight === null || classWeight === 'balanced' ? classWeight : new Map<Label, number>(classWeight);
      const model = new LogisticRegression({
        C,
        fitIntercept,
        ...(byClass === null ? {} : { classWeight: byClass }),
      }).fit(X, y, options);
      expect(model.isConverged).toBe(true);
      expect(model.gradientNorm).toBeLessThan(1e-10);
      expect(model.classes).toEqual(expected.classes);
      expect(relativeDifference(model.coef.data, expected.coef.flat())).toBeLessThan(1e-8);
      expect(relativeDifference(model.intercept, expected.intercept)).toBeLessThan(1e-8);

      const every10th = X.filter((_, i) => i % 10 === 0);
      expect(relativeDifference(model.predictProba(every10th).data, expected.probabilities.flat())).toBeLessThan(1e-9);
      expect(
        relativeDifference(dataOfScores(model.decisionFunction(every10th)), expected.decision.flat()),
      ).toBeLessThan(1e-8);
      expect(model.predict(every10th)).toEqual(expected.predictions);

      const counts = new Map<Label, number>();
      const base = y.map((_, i) => options.sampleWeight?.[i] ?? 1);
      y.forEach((label, i) => counts.set(label, (counts.get(label) ?? 0) + base[i]!));
      const sum = base.reduce((t, w) => t + w, 0);
      const weightOf = (label: Label): number =>
        byClass === null
          ? 1
          : byClass === 'balanced'
            ? sum / (counts.size * counts.get(label)!)
            : (byClass.get(label) ?? 1);
      const problem = { X, y, weights: y.map((label, i) => base[i]! * weightOf(label)) };
      const reached = objective(model, problem);
      expect(Math.abs(reached.value - expected.objective)).toBeLessThan(1e-10);
      // Relative to features as they are: wine has columns around 1000.
      const size = Math.max(1, ...X.flat().map(Math.abs));
      expect(fitIntercept ? reached.gradient / size : 0).toBeLessThan(1e-10);
    },
  );

  it('keeps the coefficients of each feature at a sum of 0 over many classes', () => {
    const { X, y } = dataOf('iris', false);
    const { coef, intercept } = new LogisticRegression().fit(X, y);
    for (let j = 0; j < 4; j++) expect(Math.abs(coef.column(j).reduce((t, c) => t + c, 0))).toBeLessThan(1e-14);
    expect(Math.abs(intercept.reduce((t, b) => t + b, 0))).toBeLessThan(1e-12);
  });

  it('finds the same optimum for features far from 0 and in other units', () => {
    const { X, y } = dataOf('irisPair', false);
    const plain = new LogisticRegression({ C: Infinity }).fit(X, y);
    const moved = new LogisticRegression({ C: Infinity }).fit(
      X.map((row) => row.map((value, j) => value * 2 ** (20 * j) + (j === 1 ? 2 ** 20 : 0))),
      y,
    );
    expect(moved.isConverged).toBe(true);
    const inUnits = moved.coef.data.map((value, j) => value * 2 ** (20 * j));
    expect(relativeDifference(inUnits, plain.coef.data)).toBeLessThan(1e-6);
  });

  it('gives finite answers for features of any finite size', () => {
    const X = [
      [1e300, 1e-300],
      [2e300, 5e-300],
      [-1e300, 2e-300],
      [3e300, 4e-300],
    ];
    const model = new LogisticRegression().fit(X, ['a', 'b', 'b', 'a']);
    expect(model.isConverged).toBe(true);
    expect(model.coef.data.every(Number.isFinite)).toBe(true);
    expect(model.predictProba(X).data.every((p) => p >= 0 && p <= 1)).toBe(true);
  });

  it('does without a penalty where features depend on each other', () => {
    const { X, y } = dataOf('irisPair', false);
    const plain = new LogisticRegression({ C: Infinity }).fit(X, y);
    const twice = new LogisticRegression({ C: Infinity }).fit(
      X.map((row) => [...row, row[0]!, 3.3]),
      y,
    );
    expect(twice.isConverged).toBe(true);
    expect(
      relativeDifference(twice.predictProba(X.map((row) => [...row, row[0]!, 3.3])).data, plain.predictProba(X).data),
    ).toBeLessThan(1e-8);
  });

  it.each([2, 3])('says so where %i classes can be separated and nothing holds the coefficients', (nClasses) => {
    const X = Array.from({ length: 12 }, (_, i) => [i, (i * 7) % 5]);
    const y = X.map((_, i) => Math.floor((i * nClasses) / 12));
    const warnings: ModelMountError[] = [];
    const model = new LogisticRegression({ C: Infinity, onWarning: (warning) => warnings.push(warning) }).fit(X, y);
    expect(model.isConverged).toBe(false);
    expect(warnings.map(({ code }) => code)).toEqual(['NOT_CONVERGED']);
    expect(model.predict(X)).toEqual(y);
    expect(model.coef.data.every(Number.isFinite)).toBe(true);
    expect(new LogisticRegression({ C: 1e6 }).fit(X, y).isConverged).toBe(true);
  });

  it('says so where maxIter is too small, and lets the warning be thrown', () => {
    const { X, y } = dataOf('iris', false);
    expect(new LogisticRegression({ maxIter: 2 }).fit(X, y)).toMatchObject({ isConverged: false, nIter: 2 });
    const strict = new LogisticRegression({
      maxIter: 2,
      onWarning: (warning) => {
        throw warning;
      },
    });
    expect(codeOf(() => strict.fit(X, y))).toBe('NOT_CONVERGED');
  });

  it('takes the first class at a score of exactly 0', () => {
    const model = new LogisticRegression({ fitIntercept: false }).fit([[-1], [1]], ['no', 'yes']);
    expect(model.decisionFunction([[0]])).toEqual(Float64Array.of(0));
    expect(model.predict([[0], [1e-300]])).toEqual(['no', 'yes']);
    expect([...model.predictProba([[0]]).data]).toEqual([0.5, 0.5]);
    expect(model.predict([])).toEqual([]);
  });

  it('orders classes by code point, numbers by value', () => {
    const X = [[1], [2], [3]];
    expect(new LogisticRegression().fit(X, ['😀', '～', '😀']).classes).toEqual(['～', '😀']);
    expect(new LogisticRegression().fit(X, [10, 9, -1]).classes).toEqual([-1, 9, 10]);
    expect(new LogisticRegression().fit(X, Int32Array.of(3, 1, 3)).predict([[1]])).toEqual([3]);
    expect(new LogisticRegression().fit(X, [true, false, true]).classes).toEqual([false, true]);
  });

  it('weighs a class as often as classWeight says', () => {
    const { X, y } = dataOf('irisPair', false);
    const sampleWeight = y.map((label) => (label === 'virginica' ? 3 : 1));
    const bySample = new LogisticRegression().fit(X, y, { sampleWeight });
    const byClass = new LogisticRegression({ classWeight: { virginica: 3 } }).fit(X, y);
    expect([...byClass.coef.data]).toEqual([...bySample.coef.data]);
  });

  it.each<[string, number[][], Label[], object]>([
    ['one class', [[1], [2]], ['a', 'a'], {}],
    ['labels of two types', [[1], [2]], ['1', 1], {}],
    ['a number that is no label', [[1], [2]], [0.5, 1], {}],
    ['a missing label', [[1], [2]], [null as unknown as string, 'a'], {}],
    ['lengths that differ', [[1], [2]], ['a', 'b', 'a'], {}],
    ['NaN in X', [[NaN], [2]], ['a', 'b'], {}],
    ['a weight for no class', [[1], [2]], ['a', 'b'], { classWeight: { c: 1 } }],
    ['a weight below 0', [[1], [2]], ['a', 'b'], { classWeight: { a: -1 } }],
    ['weights that leave nothing', [[1], [2]], ['a', 'b'], { classWeight: { a: 0, b: 0 } }],
    ['C of 0', [[1], [2]], ['a', 'b'], { C: 0 }],
    ['a penalty that is not there', [[1], [2]], ['a', 'b'], { penalty: 'l1' }],
    ['half a step', [[1], [2]], ['a', 'b'], { maxIter: 0.5 }],
  ])('refuses %s', (_, X, y, options) => {
    expect(codeOf(() => new LogisticRegression(options).fit(X, y))).toBe('INVALID_ARGUMENT');
  });
});

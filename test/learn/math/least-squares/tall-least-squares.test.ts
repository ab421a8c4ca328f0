import { describe, expect, it } from 'vitest';
import { leastSquares } from '../../../../src/learn/math/least-squares/least-squares.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { RandomState } from '../../../../src/learn/math/random-state.js';
import { tallLeastSquares } from '../../../../src/learn/math/least-squares/tall-least-squares.js';
import type { TallProblem } from '../../../../src/learn/math/least-squares/tall-problem.js';
import { readFixture, relativeDifference } from '../../fixture.js';

interface NistCase {
  name: string;
  X: number[][];
  y: number[];
  fitIntercept: boolean;
  intercept: number;
  coef: number[];
}

const { cases } = readFixture('nist-linear') as { cases: NistCase[] };

function problemOf(X: Matrix, y: Float64Array, hasIntercept: boolean): TallProblem {
  return { X, y, roots: new Float64Array(X.nRows).fill(1), hasIntercept };
}

/** Columns of which neighbours differ by `apart`, `far` from 0, in different units. */
function problem({ apart = 1, far = 0, isWeighted = false, hasIntercept = true, noise = 1 }): TallProblem {
  const random = new RandomState(11);
  const [n, width] = [1501, 7];
  const X = new Matrix(n, width);
  for (let i = 0; i < n; i++) {
    const common = random.normal();
    for (let j = 0; j < width; j++)
      X.data[i * width + j] = (far + common + apart * random.normal()) * 10 ** (3 * j - 9);
  }
  const y = Float64Array.from({ length: n }, (_, i) => X.at(i, 3) - 3 * X.at(i, 2) + 5 + noise * random.normal());
  const roots = Float64Array.from({ length: n }, () => (isWeighted ? Math.sqrt(random.randint(0, 4)) : 1));
  return { X, y, roots, hasIntercept };
}

/** The same by Householder QR. */
function byQr({ X, y, roots, hasIntercept }: TallProblem): Float64Array {
  const columns = Array.from({ length: X.nColumns }, (_, j) => X.column(j).map((x, i) => x * roots[i]!));
  if (hasIntercept) columns.push(roots.slice());
  return leastSquares(
    columns,
    y.map((value, i) => value * roots[i]!),
  ).solution;
}

describe('tallLeastSquares', () => {
  it('has the digits of the exact solution on each NIST problem that it takes', () => {
    const taken: string[] = [];
    for (const { name, X, y, fitIntercept, intercept, coef } of cases) {
      const solution = tallLeastSquares(problemOf(Matrix.from(X), Float64Array.from(y), fitIntercept));
      if (solution === undefined) continue;
      taken.push(name);
      const expected = fitIntercept ? [...coef, intercept] : coef;
      expected.forEach((value, j) => {
        expect(Math.abs(solution[j]! - value), `${name} ${j}`).toBeLessThanOrEqual(1e-13 * Math.abs(value));
      });
    }
    expect(taken).toEqual(expect.arrayContaining(['Norris', 'Pontius', 'NoInt1', 'NoInt2']));
    expect(taken).not.toContain('Filip');
    expect(taken).not.toContain('Longley');
  });

  it.each([
    {},
    { hasIntercept: false },
    { isWeighted: true },
    { noise: 0 },
    { noise: 1e6 },
    { far: 30 },
    { far: 100, isWeighted: true },
    { apart: 0.05 },
    { apart: 0.01, noise: 1e-3 },
  ])('agrees with Householder QR on %o', (kind) => {
    const tall = problem(kind);
    const solution = tallLeastSquares(tall);
    const expected = byQr(tall);
    expect(solution).toBeDefined();
    const sizes = Array.from({ length: tall.X.nColumns }, (_, j) => 10 ** (3 * j - 9)).concat(1);
    const inUnits = (x: Float64Array): Float64Array => x.map((value, j) => value * sizes[j]!);
    expect(relativeDifference(inUnits(solution!), [...inUnits(expected)])).toBeLessThan(1e-13);
  });

  it.each([{ far: 1e5 }, { apart: 1e-6 }, { apart: 0 }])('leaves %o to another method', (kind) => {
    expect(tallLeastSquares(problem(kind))).toBeUndefined();
  });

  it('leaves numbers whose squares are out of range to another method', () => {
    for (const factor of [1e-160, 1e160]) {
      const { X, y, ...rest } = problem({});
      expect(
        tallLeastSquares({
          X: new Matrix(
            X.nRows,
            X.nColumns,
            X.data.map((x) => x * factor),
          ),
          y,
          ...rest,
        }),
      ).toBeUndefined();
      expect(tallLeastSquares({ X, y: y.map((value) => value * factor ** 1.9), ...rest })).toBeUndefined();
    }
    const { X, roots } = problem({});
    const zero = tallLeastSquares({ X, y: new Float64Array(X.nRows), roots, hasIntercept: true });
    expect([...zero!]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('finds the exact solution where nothing is left of y', () => {
    const random = new RandomState(3);
    const X = new Matrix(
      3000,
      3,
      Float64Array.from({ length: 9000 }, () => random.randint(-50, 50)),
    );
    const y = Float64Array.from({ length: 3000 }, (_, i) => 7 * X.at(i, 0) - 11 * X.at(i, 1) + 0.125 * X.at(i, 2) + 42);
    expect([...tallLeastSquares(problemOf(X, y, true))!]).toEqual([7, -11, 0.125, 42]);
  });
});

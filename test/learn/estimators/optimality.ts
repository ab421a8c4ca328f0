import type { Matrix } from '../../../src/learn/math/matrix.js';

/** Samples with what is true of them: numbers, or the place of the class. */
export interface Problem {
  readonly X: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly weights: readonly number[];
}
/** A fitted linear model. */
export interface Linear {
  readonly coef: Matrix;
  readonly intercept: Float64Array;
}
/** The strength of the penalties on squares (½ of it) and on absolute values. */
export interface Penalty {
  readonly l2?: number;
  readonly l1?: number;
}

/** The slope of the loss by the score of one sample. */
type Slope = (score: number, y: number) => number;

export const LOSSES = {
  squared: (score, y) => score - y,
  poisson: (score, y) => Math.exp(score) - y,
  log: (score, y) => 1 / (1 + Math.exp(-score)) - y,
  squaredHinge: (score, y) => -2 * sign(y) * Math.max(0, 1 - sign(y) * score),
} satisfies Record<string, Slope>;

/**
 * By how much the conditions of optimality of `Σ weight · loss + penalty` are missed, relative to what the samples
 * pull at a coefficient: 0 must be a subgradient for each coefficient, and the intercept must not be worth moving.
 */
export function gradientLack(model: Linear, { X, y, weights }: Problem, slope: Slope, penalty: Penalty): number {
  const pulls = scoresOf(model, X).map((score, i) => weights[i]! * slope(score, y[i]!));
  return lackOf(model.coef.toRows()[0]!, pulls, X, penalty);
}

/** The same of softmax regression: each class has its coefficients, and pulls of its own. */
export function softmaxLack({ coef, intercept }: Linear, { X, y, weights }: Problem, penalty: Penalty): number {
  const classes = coef.toRows();
  const pulls = X.map((x, i) => {
    const exps = classes.map((w, k) => Math.exp(dot(w, x) + intercept[k]!));
    const total = sumOf(exps);
    return exps.map((exp, k) => weights[i]! * (exp / total - (y[i] === k ? 1 : 0)));
  });
  return Math.max(
    ...classes.map((w, k) =>
      lackOf(
        w,
        pulls.map((pull) => pull[k]!),
        X,
        penalty,
      ),
    ),
  );
}

/**
 * By how much a machine with hinge loss misses the conditions of the dual problem: there are multipliers `0 ≤ a ≤ C ·
 * weight`, 0 for samples beyond the margin and `C · weight` for those inside, with `Σ a y x = w` and `Σ a y = 0`. Those
 * of the samples on the margin are sought.
 */
export function hingeLack(model: Linear, { X, y, weights }: Problem, C: number): number {
  const w = model.coef.toRows()[0]!;
  const margins = scoresOf(model, X).map((score, i) => sign(y[i]!) * score);
  const columns = X.map((x, i) => [...x, 1].map((value) => value * sign(y[i]!)));
  const left = [...w, 0];
  const take = (i: number, multiplier: number): void => {
    columns[i]!.forEach((value, j) => (left[j]! -= multiplier * value));
  };
  const onMargin = margins.flatMap((margin, i) => (Math.abs(margin - 1) <= 1e-6 ? [i] : []));
  margins.forEach((margin, i) => {
    if (margin < 1 - 1e-6) take(i, C * weights[i]!);
  });
  // Least squares within bounds, one multiplier after the other: few samples lie on the margin, now and then almost in a plane.
  const multipliers = new Map(onMargin.map((i) => [i, 0]));
  for (let pass = 0; pass < 5_000_000; pass++) {
    let moved = 0;
    for (const i of onMargin) {
      const before = multipliers.get(i)!;
      const best = before + dot(columns[i]!, left) / dot(columns[i]!, columns[i]!);
      const after = Math.max(0, Math.min(C * weights[i]!, best));
      take(i, after - before);
      multipliers.set(i, after);
      moved = Math.max(moved, Math.abs(after - before));
    }
    if (moved < 1e-14) break;
  }
  return Math.max(...left.map(Math.abs)) / (1 + Math.max(...w.map(Math.abs)));
}

/**
 * By how much a rising step function misses being the best of all rising ones: it must not fall, and from the start
 * to any sample the residuals sum to 0 or more, to 0 at the end of a step.
 */
export function isotonicLack(steps: readonly number[], { X, y, weights }: Problem): number {
  const order = X.map((_, i) => i).sort((a, b) => X[a]![0]! - X[b]![0]!);
  let [total, lack] = [0, 0];
  order.forEach((i, place) => {
    total += weights[i]! * (y[i]! - steps[i]!);
    const next = order[place + 1];
    const isEnd = next === undefined || steps[next]! > steps[i]! + 1e-9;
    lack = Math.max(lack, isEnd ? Math.abs(total) : -total);
    if (next !== undefined) lack = Math.max(lack, steps[i]! - steps[next]!);
  });
  return lack;
}

function lackOf(w: readonly number[], pulls: readonly number[], X: Problem['X'], { l2 = 0, l1 = 0 }: Penalty): number {
  const size = (column: readonly number[]): number => 1 + sumOf(pulls.map((pull, i) => Math.abs(pull * column[i]!)));
  const ofCoefficients = w.map((c, j) => {
    const column = X.map((x) => x[j]!);
    const slope = dot(pulls, column) + l2 * c;
    return (c === 0 ? Math.max(0, Math.abs(slope) - l1) : Math.abs(slope + l1 * Math.sign(c))) / size(column);
  });
  const ofIntercept = Math.abs(sumOf(pulls)) / size(pulls.map(() => 1));
  return Math.max(ofIntercept, ...ofCoefficients);
}

function scoresOf({ coef, intercept }: Linear, X: Problem['X']): number[] {
  const [w = []] = coef.toRows();
  return X.map((x) => dot(w, x) + intercept[0]!);
}

/** The two classes as −1 and 1. */
function sign(y: number): number {
  return y > 0 ? 1 : -1;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return sumOf(a.map((value, j) => value * b[j]!));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

import { Cholesky } from '../../../math/linear-algebra/cholesky.js';
import { largest, type NewtonResult } from '../../../math/optimize/newton.js';
import type { HingePoint, HingeProblem } from './hinge-problem.js';
import { polishHinge } from './polish-hinge.js';

// Weights sum up to 1 and columns have that spread, so that this is what rounding leaves of the gradient.
const ROUNDING = 1e-15;

/**
 * Minimises `½ Σ penalty · u² + Σ weight · max(0, 1 − m)`, where m is the score of a sample of the second class, minus
 * the score of one of the first.
 *
 * Method: primal-dual interior point with predictor and corrector (Mehrotra 1992, Colombo & Gondzio 2008), one system
 * of the size of u a step.
 * Time O(nSamples · size² + size³) a step, of which 15 to 40 are usual.
 */
export function solveHinge(
  problem: HingeProblem,
  { maxIter, tol }: { readonly maxIter: number; readonly tol: number },
): NewtonResult {
  const state = new HingeState(problem);
  let nIter = 0;
  let best = state.error;
  let at = state.point;
  let stalls = 0;
  // Beyond the tolerance as long as it gets better: an interior point reaches far more digits in few more steps,
  // though not in each of them.
  while (nIter < maxIter && best > ROUNDING && stalls < (best <= tol ? 3 : 20)) {
    if (!state.step()) break;
    nIter++;
    const { error } = state;
    stalls = error < best / 2 ? 0 : stalls + 1;
    if (error < best) [best, at] = [error, state.point];
  }
  const polished = polishHinge(problem, state.members, at);
  const error = Math.min(best, polished?.error ?? Infinity);
  return { at: polished?.u ?? at.u, nIter, isConverged: error <= tol, gradientNorm: error };
}

/** One point of the way: coefficients, and for each sample its lack, its surplus and their multipliers, all above 0. */
class HingeState {
  u: Float64Array;
  /** Samples with a weight above 0. */
  readonly members: Int32Array;
  readonly #problem: HingeProblem;
  readonly #signs: Float64Array;
  readonly #lack: Float64Array; // ξ ≥ 1 − m
  readonly #surplus: Float64Array; // s = m + ξ − 1 ≥ 0
  readonly #alpha: Float64Array; // multiplier of s
  readonly #mu: Float64Array; // that of ξ, weight − alpha; its own, since the difference is 0 where alpha is almost weight
  readonly #scores: Float64Array;

  constructor(problem: HingeProblem) {
    const n = problem.weights.length;
    this.#problem = problem;
    this.u = new Float64Array(problem.rows.width);
    this.members = Int32Array.from(
      Array.from(problem.weights.keys()).filter((i) => (problem.weights[i] as number) > 0),
    );
    this.#signs = Float64Array.from({ length: n }, (_, i) => (problem.isSecond[i] === 1 ? 1 : -1));
    this.#lack = new Float64Array(n).fill(2);
    this.#surplus = new Float64Array(n).fill(1);
    this.#alpha = problem.weights.map((weight) => weight / 2);
    this.#mu = this.#alpha.slice();
    this.#scores = new Float64Array(n);
  }

  /** A copy of where it is. */
  get point(): HingePoint {
    const { u } = this;
    return {
      u,
      lack: this.#lack.slice(),
      surplus: this.#surplus.slice(),
      alpha: this.#alpha.slice(),
      mu: this.#mu.slice(),
    };
  }

  /** Largest component of the gradient with the multipliers, or what the objective can still fall. */
  get error(): number {
    let gap = 0;
    for (const i of this.members) {
      gap += (this.#alpha[i] as number) * (this.#surplus[i] as number);
      gap += (this.#mu[i] as number) * (this.#lack[i] as number);
    }
    return Math.max(largest(this.#stationarity()), gap);
  }

  /** Λ u − Zᵀ Y α, which is 0 at the optimum. */
  #stationarity(): Float64Array {
    const { rows, penalty } = this.#problem;
    const pull = this.#alpha.map((alpha, i) => -alpha * (this.#signs[i] as number));
    const result = this.u.map((value, j) => value * (penalty[j] as number));
    rows.addTransposed(pull, result);
    return result;
  }

  /** One predictor and corrector step; `false` where none can be taken. */
  step(): boolean {
    const { rows, weights, penalty } = this.#problem;
    const { width } = rows;
    const n = weights.length;
    rows.multiply(this.u, this.#scores);
    const stiffness = new Float64Array(n);
    let products = 0;
    for (const i of this.members) {
      const alpha = this.#alpha[i] as number;
      const mu = this.#mu[i] as number;
      stiffness[i] = alpha / ((this.#surplus[i] as number) + (alpha * (this.#lack[i] as number)) / mu);
      products += alpha * (this.#surplus[i] as number) + mu * (this.#lack[i] as number);
    }
    const matrix = rows.gram(stiffness);
    for (let j = 0, place = 0; j < width; j++, place += width + 1)
      matrix[place] = (matrix[place] as number) + (penalty[j] as number);
    const factor = Cholesky.of(matrix, width) ?? Cholesky.of(matrix, width, 1e-12);
    if (factor === undefined) return false;
    const stationarity = this.#stationarity();
    const mean = products / (2 * this.members.length);
    const predictor = this.#direction({ factor, stiffness, stationarity, goal: 0, predictor: undefined });
    const reach = this.#reach(predictor);
    let ahead = 0;
    for (const i of this.members) {
      const alpha = (this.#alpha[i] as number) + reach * (predictor.alpha[i] as number);
      const mu = (this.#mu[i] as number) - reach * (predictor.alpha[i] as number);
      const surplus = (this.#surplus[i] as number) + reach * (predictor.surplus[i] as number);
      const lack = (this.#lack[i] as number) + reach * (predictor.lack[i] as number);
      ahead += alpha * surplus + mu * lack;
    }
    const goal = mean * (ahead / products) ** 3;
    const direction = this.#farthest({ factor, stiffness, stationarity, goal, predictor }, reach);
    const length = Math.min(1, 0.995 * this.#reach(direction));
    if (!(length > 0) || !direction.u.every(Number.isFinite)) return false;
    this.u = this.u.map((value, j) => value + length * (direction.u[j] as number));
    for (const i of this.members) {
      this.#alpha[i] = (this.#alpha[i] as number) + length * (direction.alpha[i] as number);
      this.#mu[i] = (this.#mu[i] as number) - length * (direction.alpha[i] as number);
      this.#surplus[i] = (this.#surplus[i] as number) + length * (direction.surplus[i] as number);
      this.#lack[i] = (this.#lack[i] as number) + length * (direction.lack[i] as number);
    }
    return true;
  }

  /**
   * The corrected direction. Where it ends soon, the same with the second-order terms of the step that the predictor
   * could really take, if that reaches farther: with those of a whole one Mehrotra's steps may go round in circles.
   * Method: Colombo & Gondzio 2008.
   */
  #farthest(input: DirectionInput & { readonly predictor: Direction }, reach: number): Direction {
    const whole = this.#direction(input);
    if (this.#reach(whole) >= 0.9) return whole;
    const { alpha, surplus, lack, u } = input.predictor;
    const shorten = (values: Float64Array): Float64Array => values.map((value) => reach * value);
    const taken = { alpha: shorten(alpha), surplus: shorten(surplus), lack: shorten(lack), u };
    const partial = this.#direction({ ...input, predictor: taken });
    return this.#reach(partial) > this.#reach(whole) ? partial : whole;
  }

  /** The Newton direction towards products of `goal`, with the predictor's second-order terms where there is one. */
  #direction({ factor, stiffness, stationarity, goal, predictor }: DirectionInput): Direction {
    const { rows, weights } = this.#problem;
    const n = weights.length;
    const constant = new Float64Array(n); // of the change of alpha
    const lackTerm = new Float64Array(n);
    for (const i of this.members) {
      const alpha = this.#alpha[i] as number;
      const mu = this.#mu[i] as number;
      const surplus = this.#surplus[i] as number;
      const lack = this.#lack[i] as number;
      const second = predictor === undefined ? 0 : (predictor.alpha[i] as number);
      const r1 = goal - alpha * surplus - second * (predictor?.surplus[i] ?? 0);
      const r2 = goal - mu * lack + second * (predictor?.lack[i] ?? 0);
      const infeasible = (this.#signs[i] as number) * (this.#scores[i] as number) + lack - 1 - surplus;
      lackTerm[i] = r2 / mu;
      constant[i] = ((stiffness[i] as number) / alpha) * (r1 - alpha * (infeasible + lackTerm[i]));
    }
    const right = stationarity.map((value) => -value);
    rows.addTransposed(
      constant.map((value, i) => value * (this.#signs[i] as number)),
      right,
    );
    const u = factor.solve(right);
    const change = new Float64Array(n);
    rows.multiply(u, change);
    const alphaStep = new Float64Array(n);
    const surplusStep = new Float64Array(n);
    const lackStep = new Float64Array(n);
    for (const i of this.members) {
      const sign = this.#signs[i] as number;
      const lack = this.#lack[i] as number;
      const a = (constant[i] as number) - (stiffness[i] as number) * sign * (change[i] as number);
      alphaStep[i] = a;
      lackStep[i] = (lackTerm[i] as number) + (lack * a) / (this.#mu[i] as number);
      const infeasible = sign * (this.#scores[i] as number) + lack - 1 - (this.#surplus[i] as number);
      surplusStep[i] = sign * (change[i] as number) + lackStep[i] + infeasible;
    }
    return { u, alpha: alphaStep, surplus: surplusStep, lack: lackStep };
  }

  /** How far the direction can be followed before something that is above 0 is not any more; at most 1 / 0.995. */
  #reach({ alpha, surplus, lack }: Direction): number {
    let reach = 1 / 0.995;
    const bound = (value: number, by: number): void => {
      if (by < 0) reach = Math.min(reach, -value / by);
    };
    for (const i of this.members) {
      bound(this.#alpha[i] as number, alpha[i] as number);
      bound(this.#mu[i] as number, -(alpha[i] as number));
      bound(this.#surplus[i] as number, surplus[i] as number);
      bound(this.#lack[i] as number, lack[i] as number);
    }
    return reach;
  }
}

interface Direction {
  readonly u: Float64Array;
  readonly alpha: Float64Array;
  readonly surplus: Float64Array;
  readonly lack: Float64Array;
}

interface DirectionInput {
  readonly factor: Cholesky;
  readonly stiffness: Float64Array;
  readonly stationarity: Float64Array;
  readonly goal: number;
  readonly predictor: Direction | undefined;
}

import { Cholesky } from '../../../math/linear-algebra/cholesky.js';
import { largest } from '../../../math/optimize/newton.js';
import type { HingePoint, HingeProblem } from './hinge-problem.js';

// Where a sample is: its m is above 1 and its alpha 0; m is 1; m is below 1 and its alpha its weight.
const BEYOND = 0;
const ON = 1;
const WITHIN = 2;
type Place = typeof BEYOND | typeof ON | typeof WITHIN;

const MAX_ROUNDS = 10;
const MAX_CORRECTIONS = 30;
// How much more than the penalty being off the margin costs, so that a correction leaves a millionth of it.
const STIFFNESS = 1e6;
const SLACK = 1e-10;

/**
 * The optimum to rounding from a point near it; `undefined` where the point does not tell which samples are on the
 * margin. The gap that an interior point closes bounds the square of its distance from the optimum, so that half of
 * the digits may be missing when the gap is down to rounding.
 *
 * Method: the equations of the samples on the margin, solved by the method of multipliers (Hestenes 1969) with the
 * residuals formed anew in each step, as OSQP polishes (Stellato and others 2020, 5.2); samples that break an
 * inequality change their place.
 */
export function polishHinge(
  problem: HingeProblem,
  members: Int32Array,
  point: HingePoint,
): { readonly u: Float64Array; readonly error: number } | undefined {
  const { isSecond, weights } = problem;
  const weightOf = (i: number): number => weights[i] as number;
  const signs = Float64Array.from({ length: weights.length }, (_, i) => (isSecond[i] === 1 ? 1 : -1));
  const places = new Map<number, Place>();
  for (const i of members) {
    const alpha = (point.alpha[i] as number) / weightOf(i);
    const mu = (point.mu[i] as number) / weightOf(i);
    const isLow = alpha < (point.surplus[i] as number);
    places.set(i, isLow ? BEYOND : mu < (point.lack[i] as number) ? WITHIN : ON);
  }
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const found = solveEquations(problem, { signs, places, point });
    if (found === undefined) return undefined;
    const { u, alpha, scores, error } = found;
    let nChanges = 0;
    for (const [i, place] of places) {
      const margin = (signs[i] as number) * (scores[i] as number);
      const next = nextPlace(place, margin, (alpha[i] as number) / weightOf(i));
      if (next === place) continue;
      places.set(i, next);
      nChanges++;
    }
    if (nChanges > 0) continue;
    return error <= SLACK ? { u: centred(u, { problem, signs, places, scores }), error } : undefined;
  }
  return undefined;
}

/**
 * The same, with the intercept in the middle of those that are as good. Without a penalty on it, the last column, and
 * with no sample on the margin, the weights within are as large in one class as in the other.
 */
function centred(
  u: Float64Array,
  at: Omit<Guess, 'point'> & Pick<Solved, 'scores'> & { problem: HingeProblem },
): Float64Array {
  const last = u.length - 1;
  if (at.problem.penalty[last] !== 0) return u;
  let low = -Infinity;
  let high = Infinity;
  for (const [i, place] of at.places) {
    if (place === ON) return u;
    const sign = at.signs[i] as number;
    const shift = sign - (at.scores[i] as number);
    if ((place === WITHIN) === sign > 0) high = Math.min(high, shift);
    else low = Math.max(low, shift);
  }
  const middle = (low + high) / 2;
  return Number.isFinite(middle) ? u.with(last, (u[last] as number) + middle) : u;
}

/** Where a sample should be, by its margin and its alpha as a share of its weight. */
function nextPlace(place: Place, margin: number, share: number): Place {
  if (place === BEYOND) return margin < 1 - SLACK ? ON : BEYOND;
  if (place === WITHIN) return margin > 1 + SLACK ? ON : WITHIN;
  if (share < -SLACK) return BEYOND;
  return share > 1 + SLACK ? WITHIN : ON;
}

interface Guess {
  readonly signs: Float64Array;
  readonly places: ReadonlyMap<number, Place>;
  readonly point: HingePoint;
}

interface Solved {
  readonly u: Float64Array;
  readonly alpha: Float64Array;
  readonly scores: Float64Array;
  /** The largest of what the equations lack. */
  readonly error: number;
}

/** `Λ u = Zᵀ Y α` and a margin of 1 where a sample is on it, with the alphas that the places of the others say. */
function solveEquations({ rows, penalty, weights }: HingeProblem, { signs, places, point }: Guess): Solved | undefined {
  const stiffness = new Float64Array(signs.length);
  let alpha = new Float64Array(signs.length);
  const stiff = STIFFNESS * largest(penalty);
  for (const [i, place] of places) {
    if (place === WITHIN) alpha[i] = weights[i] as number;
    if (place !== ON) continue;
    alpha[i] = point.alpha[i] as number;
    stiffness[i] = stiff;
  }
  const matrix = rows.gram(stiffness);
  for (let j = 0, place = 0; j < rows.width; j++, place += rows.width + 1)
    // What nothing holds stays where it is.
    matrix[place] = (matrix[place] as number) + (penalty[j] as number) || 1;
  const factor = Cholesky.of(matrix, rows.width);
  if (factor === undefined) return undefined;
  let u = point.u;
  let best: Solved | undefined;
  for (let k = 0; k < MAX_CORRECTIONS; k++) {
    const scores = new Float64Array(signs.length);
    rows.multiply(u, scores);
    const forces = alpha.map((value, i) => value * (signs[i] as number));
    const lacks = signs.map((sign, i) => (stiffness[i] === 0 ? 0 : sign - (scores[i] as number)));
    const left = u.map((value, j) => -(penalty[j] as number) * value);
    rows.addTransposed(forces, left);
    const error = Math.max(largest(left), largest(lacks));
    if (best !== undefined && !(error < best.error)) break;
    best = { u, alpha, scores, error };
    rows.addTransposed(
      lacks.map((lack) => stiff * lack),
      left,
    );
    const step = factor.solve(left);
    u = u.map((value, j) => value + (step[j] as number));
    const change = new Float64Array(signs.length);
    rows.multiply(step, change);
    // The alphas that hold the margins where the step has brought them.
    alpha = alpha.map(
      (value, i) =>
        value + (stiffness[i] as number) * (signs[i] as number) * ((lacks[i] as number) - (change[i] as number)),
    );
  }
  return best;
}

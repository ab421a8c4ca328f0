import { Cholesky } from './cholesky.js';

/** A smooth convex function. */
export interface ConvexFunction {
  /** Number of arguments. */
  readonly size: number;
  value(at: Float64Array): number;
  gradient(at: Float64Array): Float64Array;
  /** Row-major; only the lower triangle is read. */
  hessian(at: Float64Array): Float64Array;
}

/** When to stop. */
export interface NewtonOptions {
  readonly maxIter: number;
  /** Largest component of the gradient at which the minimum counts as found. */
  readonly tol: number;
}

/** Where the search ended. */
export interface NewtonResult {
  readonly at: Float64Array;
  readonly nIter: number;
  readonly isConverged: boolean;
  /** Largest component of the gradient there, without its sign. */
  readonly gradientNorm: number;
}

const DAMPINGS = [0, 1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 1e-2, 1];

/**
 * The minimum of a convex function, from 0.
 *
 * A gradient under `tol` is not enough: steps must have become small too, as they do at a minimum but not on a
 * slope that flattens out for ever (classes that a line separates, without a penalty).
 *
 * Method: Newton steps with backtracking (Boyd & Vandenberghe 2004, 9.5); the Hessian is damped where it is
 * singular. One more step is taken after convergence: it squares what is left of the error.
 */
export function minimize(f: ConvexFunction, { maxIter, tol }: NewtonOptions): NewtonResult {
  let at = new Float64Array(f.size);
  let gradient = f.gradient(at);
  let isConverged = false;
  let nIter = 0;
  while (nIter < maxIter) {
    nIter++;
    const step = newtonStep(f, at, gradient);
    const next = step && advance(f, { at, gradient, step });
    if (step === undefined || next === undefined) {
      // No step lowers the function any further: rounding is all that is left.
      isConverged ||= largest(gradient) <= tol && step !== undefined && isSmall(step, at, tol);
      break;
    }
    const wasConverged = isConverged;
    isConverged ||= largest(next.gradient) <= tol && isSmall(step, next.at, tol);
    ({ at, gradient } = next);
    if (wasConverged) break;
  }
  return { at, nIter, isConverged, gradientNorm: largest(gradient) };
}

interface Point {
  readonly at: Float64Array<ArrayBuffer>;
  readonly gradient: Float64Array;
}

function newtonStep(f: ConvexFunction, at: Float64Array, gradient: Float64Array): Float64Array | undefined {
  const hessian = f.hessian(at);
  // All curvature has underflown: a slope that ran out of numbers, not a minimum.
  if (hessian.every((value) => value === 0)) return undefined;
  for (const damping of DAMPINGS) {
    const step = Cholesky.of(hessian, f.size, damping)?.solve(gradient.map((value) => -value));
    if (step?.every(Number.isFinite)) return step;
  }
  return undefined;
}

/** The first point on the way along `step` that is lower enough, or `undefined`. */
function advance(f: ConvexFunction, from: Point & { readonly step: Float64Array }): Point | undefined {
  const { at, gradient, step } = from;
  const value = f.value(at);
  const slope = gradient.reduce((total, g, j) => total + g * (step[j] as number), 0);
  const pointAt = (length: number): Float64Array<ArrayBuffer> => at.map((x, j) => x + length * (step[j] as number));
  // Where the slope is lost in the rounding of the value, no length could pass.
  const canSee = -slope > 2 ** -40 * Math.abs(value);
  for (let length = 1; canSee && length > 1e-10; length /= 2) {
    const next = pointAt(length);
    if (f.value(next) <= value + 1e-4 * length * slope) return { at: next, gradient: f.gradient(next) };
  }
  // So close to the minimum the gradient is the better judge.
  const next = pointAt(1);
  const nextGradient = f.gradient(next);
  return largest(nextGradient) < largest(gradient) ? { at: next, gradient: nextGradient } : undefined;
}

function isSmall(step: Float64Array, at: Float64Array, tol: number): boolean {
  return largest(step) <= Math.sqrt(tol) * Math.max(1, largest(at));
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

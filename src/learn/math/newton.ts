import type { CurvedFunction } from './solvers/curvature.js';
import { MatrixCurvature } from './solvers/matrix-curvature.js';

/** A smooth convex function. */
export interface ConvexFunction {
  /** Number of arguments. */
  readonly size: number;
  value(at: Float64Array): number;
  gradient(at: Float64Array): Float64Array;
  /** Row-major; only the lower triangle is read. */
  hessian(at: Float64Array): Float64Array;
}

/** Where to start and when to stop. */
export interface NewtonOptions {
  readonly maxIter: number;
  /** Largest component of the gradient at which the minimum counts as found. */
  readonly tol: number;
  /** @default all 0 */
  readonly start?: Float64Array;
}

/** Where the search ended. */
export interface NewtonResult {
  readonly at: Float64Array;
  readonly nIter: number;
  readonly isConverged: boolean;
  /** Largest component of the gradient there, without its sign. */
  readonly gradientNorm: number;
}

/** The minimum of a convex function with a Hessian; see `minimizeCurved`. */
export function minimize(f: ConvexFunction, options: NewtonOptions): NewtonResult {
  return minimizeCurved(
    {
      size: f.size,
      value: (at) => f.value(at),
      gradient: (at) => f.gradient(at),
      curvatureAt: (at) => new MatrixCurvature(f.hessian(at), f.size),
    },
    options,
  );
}

/**
 * The minimum of a convex function.
 *
 * A gradient under `tol` is not enough: steps must have become small too, as they do at a minimum but not on a
 * slope that flattens out for ever (classes that a line separates, without a penalty).
 *
 * Method: Newton steps with backtracking (Boyd & Vandenberghe 2004, 9.5), solved as the curvature solves them: by
 * Cholesky, or by conjugate gradients to a tolerance that falls with the gradient (Dembo, Eisenstat & Steihaug 1982).
 * One more step is taken after convergence: it squares what is left of the error.
 */
export function minimizeCurved(f: CurvedFunction, { maxIter, tol, start }: NewtonOptions): NewtonResult {
  const members = Int32Array.from({ length: f.size }, (_, j) => j);
  let at = start === undefined ? new Float64Array(f.size) : Float64Array.from(start);
  let point: Point = { at, value: f.value(at), gradient: f.gradient(at) };
  let isConverged = false;
  let nIter = 0;
  while (nIter < maxIter) {
    nIter++;
    const { gradient } = point;
    const tolerance = Math.min(0.1, Math.sqrt(largest(gradient)));
    const step = f.curvatureAt(at).solve(
      gradient.map((value) => -value),
      members,
      tolerance,
    );
    const next = step && advance(f, point, step);
    if (step === undefined || next === undefined) {
      // No step lowers the function any further: rounding is all that is left.
      isConverged ||= largest(gradient) <= tol && step !== undefined && isSmall(step, at, tol);
      break;
    }
    const wasConverged = isConverged;
    isConverged ||= largest(next.gradient) <= tol && isSmall(step, next.at, tol);
    point = next;
    at = next.at;
    if (wasConverged) break;
  }
  return { at, nIter, isConverged, gradientNorm: largest(point.gradient) };
}

interface Point {
  readonly at: Float64Array<ArrayBuffer>;
  readonly value: number;
  readonly gradient: Float64Array;
}

/** The first point on the way along `step` that is lower enough, or `undefined`. */
function advance(f: CurvedFunction, { at, value, gradient }: Point, step: Float64Array): Point | undefined {
  let slope = 0;
  for (let j = 0; j < at.length; j++) slope += (gradient[j] as number) * (step[j] as number);
  const pointAt = (length: number): Float64Array<ArrayBuffer> => at.map((x, j) => x + length * (step[j] as number));
  // Where the slope is lost in the rounding of the value, no length could pass.
  const canSee = -slope > 2 ** -40 * Math.abs(value);
  for (let length = 1; canSee && length > 1e-10; length /= 2) {
    const next = pointAt(length);
    const nextValue = f.value(next);
    if (nextValue <= value + 1e-4 * length * slope) return { at: next, value: nextValue, gradient: f.gradient(next) };
  }
  // So close to the minimum the gradient is the better judge.
  const next = pointAt(1);
  const nextGradient = f.gradient(next);
  return largest(nextGradient) < largest(gradient)
    ? { at: next, value: f.value(next), gradient: nextGradient }
    : undefined;
}

/** Whether a step is small beside the place that it leads to. */
export function isSmall(step: Float64Array, at: Float64Array, tol: number): boolean {
  return largest(step) <= Math.sqrt(tol) * Math.max(1, largest(at));
}

/** The largest element without its sign; NaN where there is one. */
export function largest(values: Float64Array): number {
  let most = 0;
  for (let j = 0; j < values.length; j++) most = Math.max(most, Math.abs(values[j] as number));
  return most;
}

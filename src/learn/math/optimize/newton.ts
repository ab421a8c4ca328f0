import type { Curvature, CurvedFunction } from './curvature.js';
import { Secants } from './secants.js';

/** Where to start and when to stop. */
export interface NewtonOptions {
  readonly maxIter: number;
  /** Largest component of the gradient at which the minimum counts as found. */
  readonly tol: number;
  /** @default all 0 */
  readonly start?: Float64Array;
  /**
   * How many times as long as the gradient the curvature takes to form. If more than 0, it is kept for as long as that
   * is expected to save time. @default 0
   */
  readonly curvatureCost?: number;
  /** One from near the start, for the first steps. @default that of the start */
  readonly curvature?: Curvature;
}

/** Where the search ended. */
export interface NewtonResult {
  readonly at: Float64Array;
  readonly nIter: number;
  readonly isConverged: boolean;
  /** Largest component of the gradient there, without its sign. */
  readonly gradientNorm: number;
}

/**
 * The minimum of a convex function.
 *
 * A gradient under `tol` is not enough: steps must have become small too, as they do at a minimum but not on a
 * slope that flattens out for ever (classes that a line separates, without a penalty).
 *
 * Method: Newton steps with backtracking (Boyd & Vandenberghe 2004, 9.5), solved as the curvature solves them: by
 * Cholesky, or by conjugate gradients to a tolerance that falls with the gradient (Dembo, Eisenstat & Steihaug 1982).
 * A dear curvature serves several steps (Shamanskii 1967), which learn from each other (`Secants`). One more step is
 * taken after convergence: with a new curvature it squares what is left of the error.
 */
export function minimizeCurved(f: CurvedFunction, options: NewtonOptions): NewtonResult {
  const { maxIter, tol, start, curvatureCost = 0 } = options;
  const members = Int32Array.from({ length: f.size }, (_, j) => j);
  let at = start === undefined ? new Float64Array(f.size) : Float64Array.from(start);
  let point: Point = { at, value: undefined, gradient: f.gradient(at) };
  let { curvature } = options;
  let gradientWhenFormed = largest(point.gradient);
  const secants = new Secants();
  let isConverged = false;
  let nIter = 0;
  while (nIter < maxIter) {
    nIter++;
    const { gradient } = point;
    const tolerance = Math.min(0.1, Math.sqrt(largest(gradient)));
    const isKept: boolean = curvature !== undefined;
    if (curvature === undefined) {
      curvature = f.curvatureAt(at);
      gradientWhenFormed = largest(gradient);
      secants.clear();
    }
    const formed: Curvature = curvature;
    const step = secants.solve(
      gradient.map((value) => -value),
      (target) => formed.solve(target, members, tolerance),
    );
    const quick = curvatureCost > 0 && step !== undefined ? quickAdvance(f, point, step) : undefined;
    if (quick === undefined && isKept && !isConverged) {
      // Too far from where the curvature was formed: the step is taken again with one of this place.
      curvature = undefined;
      continue;
    }
    const next = quick ?? (step && advance(f, point, step));
    if (step === undefined || next === undefined) {
      // No step lowers the function any further: rounding is all that is left.
      isConverged ||= largest(gradient) <= tol && step !== undefined && isSmall(step, at, tol);
      break;
    }
    const sizes = { before: largest(gradient), after: largest(next.gradient), whenFormed: gradientWhenFormed };
    if (isWorthKeeping(sizes, tol, curvatureCost)) secants.add(...differences(point, next));
    else curvature = undefined;
    const wasConverged = isConverged;
    isConverged ||= largest(next.gradient) <= tol && isSmall(step, next.at, tol);
    point = next;
    at = next.at;
    if (wasConverged) break;
  }
  return { at, nIter, isConverged, gradientNorm: largest(point.gradient) };
}

/** Largest components of the gradient before and after a step, and at the place where the curvature was formed. */
interface GradientSizes {
  readonly before: number;
  readonly after: number;
  readonly whenFormed: number;
}

/**
 * Whether the steps still to come take less time with the curvature as it is. Each step with it makes the gradient
 * smaller by a factor in proportion to the distance from where it was formed to the minimum.
 */
function isWorthKeeping({ before, after, whenFormed }: GradientSizes, tol: number, curvatureCost: number): boolean {
  if (!(curvatureCost > 0)) return false;
  if (!(after > tol)) return true;
  const factor = after / before;
  const factorAnew = factor * Math.min(1, after / whenFormed);
  const nStepsTimesLog = Math.log(tol / after);
  return nStepsTimesLog / Math.log(factor) <= curvatureCost + nStepsTimesLog / Math.log(factorAnew);
}

interface Point {
  readonly at: Float64Array<ArrayBuffer>;
  /** `undefined` where no step has asked for it. */
  readonly value: number | undefined;
  readonly gradient: Float64Array;
}

/** Between two points and between their gradients. */
function differences(from: Point, to: Point): [step: Float64Array, change: Float64Array] {
  return [
    to.at.map((value, j) => value - (from.at[j] as number)),
    to.gradient.map((value, j) => value - (from.gradient[j] as number)),
  ];
}

/** The whole step, where it makes the gradient so much smaller that the value need not be asked. */
function quickAdvance(f: CurvedFunction, { at, gradient }: Point, step: Float64Array): Point | undefined {
  const next = at.map((x, j) => x + (step[j] as number));
  const nextGradient = f.gradient(next);
  return largest(nextGradient) <= 0.25 * largest(gradient)
    ? { at: next, value: undefined, gradient: nextGradient }
    : undefined;
}

/** The first point on the way along `step` that is lower enough, or `undefined`. */
function advance(f: CurvedFunction, point: Point, step: Float64Array): Point | undefined {
  const { at, gradient, value = f.value(at) } = point;
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

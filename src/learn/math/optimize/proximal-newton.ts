import { isSmall, largest, type NewtonOptions, type NewtonResult } from './newton.js';
import type { CurvedFunction } from './curvature.js';
import { lowerModel } from './lower-model.js';
import { objectiveOf, violationsOf, type Composite } from './composite.js';
import { supportStep } from './support-step.js';

/**
 * The minimum of a smooth convex function with `Σ strengths[j] · |x[j]|` added, and with arguments that may be held
 * at 0 or above.
 *
 * Method: steps of two kinds in turn. A proximal Newton step minimises the quadratic model of the function by
 * coordinate descent on the arguments that are not 0 or should not be (Lee, Sun & Saunders 2014; Yuan, Ho & Lin
 * 2012), which finds out which are 0. Among the others, whose signs are then known, the function is smooth: a plain
 * Newton step leads to the optimum with all its digits.
 */
export function minimizeComposite(f: CurvedFunction, composite: Composite, options: NewtonOptions): NewtonResult {
  const { maxIter, tol, start } = options;
  let at = start === undefined ? new Float64Array(f.size) : Float64Array.from(start);
  let gradient = f.gradient(at);
  let violation = largest(violationsOf(composite, at, gradient));
  let isConverged = false;
  let nIter = 0;
  while (nIter < maxIter) {
    nIter++;
    const before = at;
    const wasConverged = isConverged;
    const curvature = f.curvatureAt(at);
    const step = lowerModel(composite, { at, gradient, curvature });
    const next = advance(f, composite, { at, gradient, violation, step });
    if (next !== undefined) ({ at, gradient, violation } = next);
    // A quadratic function has the same curvature everywhere; of others it is better taken anew.
    const polish = supportStep(composite, {
      at,
      gradient,
      curvature: next === undefined ? curvature : f.curvatureAt(at),
    });
    const polished = polish && advance(f, composite, { at, gradient, violation, step: polish });
    if (polished !== undefined) ({ at, gradient, violation } = polished);
    const isStill = next === undefined && polished === undefined;
    const change = at.map((value, j) => value - (before[j] as number));
    isConverged ||= violation <= tol && isSmall(change, at, tol);
    // One more step after convergence, as a Newton step squares what is left of the error.
    if (isStill || wasConverged) break;
  }
  return { at, nIter, isConverged, gradientNorm: violation };
}

interface Place {
  readonly at: Float64Array<ArrayBuffer>;
  readonly gradient: Float64Array;
  readonly violation: number;
}

/** The first point on the way along `step` that is lower enough, or `undefined`. */
function advance(
  f: CurvedFunction,
  composite: Composite,
  { at, gradient, violation, step }: Place & { readonly step: Float64Array },
): Place | undefined {
  const value = objectiveOf(f, composite, at);
  let slope = 0;
  for (let j = 0; j < at.length; j++) {
    const [x, d] = [at[j] as number, step[j] as number];
    slope += (gradient[j] as number) * d + (composite.strengths[j] as number) * (Math.abs(x + d) - Math.abs(x));
  }
  const placeAt = (next: Float64Array<ArrayBuffer>): Place => {
    const nextGradient = f.gradient(next);
    return { at: next, gradient: nextGradient, violation: largest(violationsOf(composite, next, nextGradient)) };
  };
  // Where the slope is lost in the rounding of the value, no length could pass.
  const canSee = -slope > 2 ** -40 * Math.abs(value);
  for (let length = 1; canSee && length > 1e-10; length /= 2) {
    const next = at.map((x, j) => x + length * (step[j] as number));
    if (objectiveOf(f, composite, next) <= value + 1e-4 * length * slope) return placeAt(next);
  }
  // So close to the minimum the gradient is the better judge.
  const next = placeAt(at.map((x, j) => x + (step[j] as number)));
  return next.violation < violation ? next : undefined;
}

import { violationsOf, type Composite, type ModelPoint } from './composite.js';
import { largest } from './newton.js';

const MAX_SWEEPS = 50;

/**
 * A step that lowers the quadratic model of a function with its penalty, most of the way to the model's minimum.
 *
 * Method: cyclic coordinate descent on the arguments that are not 0 or should not be (Friedman, Hastie & Tibshirani
 * 2010).
 */
export function lowerModel(composite: Composite, { at, gradient, curvature }: ModelPoint): Float64Array {
  const { strengths, isBounded } = composite;
  const violations = violationsOf(composite, at, gradient);
  const working: number[] = [];
  for (let j = 0; j < at.length; j++) if (at[j] !== 0 || (violations[j] as number) > 0) working.push(j);
  const step = new Float64Array(at.length);
  const follower = curvature.follow();
  const goal = 0.01 * largest(violations);
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let worst = 0;
    for (const j of working) {
      const bend = curvature.diagonal[j] as number;
      if (!(bend > 0)) continue;
      const x = (at[j] as number) + (step[j] as number);
      const slope = (gradient[j] as number) + follower.slope(j);
      const free = x - slope / bend;
      const shrunk = Math.max(Math.abs(free) - (strengths[j] as number) / bend, 0);
      const next = free > 0 ? shrunk : isBounded[j] === 1 ? 0 : -shrunk;
      if (next === x) continue;
      step[j] = next - (at[j] as number);
      follower.move(j, next - x);
      worst = Math.max(worst, Math.abs(next - x) * bend);
    }
    if (worst <= goal) break;
  }
  return step;
}

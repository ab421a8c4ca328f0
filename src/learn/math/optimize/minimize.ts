import { MatrixCurvature } from './matrix-curvature.js';
import { minimizeCurved, type NewtonOptions, type NewtonResult } from './newton.js';

/** A smooth convex function. */
export interface ConvexFunction {
  /** Number of arguments. */
  readonly size: number;
  value(at: Float64Array): number;
  gradient(at: Float64Array): Float64Array;
  /** Row-major; only the lower triangle is read. */
  hessian(at: Float64Array): Float64Array;
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

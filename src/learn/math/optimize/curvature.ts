/** A smooth convex function whose curvature can be had in more ways than as a matrix. */
export interface CurvedFunction {
  /** Number of arguments. */
  readonly size: number;
  value(at: Float64Array): number;
  gradient(at: Float64Array): Float64Array;
  curvatureAt(at: Float64Array): Curvature;
}

/** The second derivatives of a function at a point: a symmetric matrix H, positive semidefinite. */
export interface Curvature {
  /** The diagonal of H. */
  readonly diagonal: Float64Array;
  /**
   * The step on `members` that solves `H step = target` there, 0 elsewhere; `undefined` where H has no curvature left
   * or the solution is not finite.
   *
   * @param members - Ascending; the arguments that may move.
   * @param tolerance - How large the residual may be, relative to `target`, where the solution is iterative.
   */
  solve(target: Float64Array, members: Int32Array, tolerance: number): Float64Array | undefined;
  /** Follows H step while single arguments of the step, 0 at first, are moved. */
  follow(): Follower;
}

/** Knows `H step` of a step that is changed one argument at a time. */
export interface Follower {
  /** Element `j` of `H step`. */
  slope(j: number): number;
  /** Adds `by` to argument `j` of the step. */
  move(j: number, by: number): void;
}

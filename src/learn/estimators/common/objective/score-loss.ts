/** A convex loss of one score for each sample, weighted and summed up. */
export interface ScoreLoss {
  value(scores: Float64Array): number;
  /** into ← the derivative by each score. */
  slopes(scores: Float64Array, into: Float64Array): void;
  /** into ← the second derivative by each score, ≥ 0. */
  curvatures(scores: Float64Array, into: Float64Array): void;
  /** Whether the second derivatives are the same everywhere. @default false */
  readonly isQuadratic?: boolean;
}

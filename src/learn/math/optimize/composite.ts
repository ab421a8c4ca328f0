import type { Curvature, CurvedFunction } from './curvature.js';

/** What is added to a smooth function: absolute values, and bounds. */
export interface Composite {
  /** Strength of the penalty on each argument's absolute value, ≥ 0. */
  readonly strengths: Float64Array;
  /** 1 for arguments that may not be below 0, else 0. */
  readonly isBounded: Uint8Array;
}

/** A point with the derivatives of the smooth part there. */
export interface ModelPoint {
  readonly at: Float64Array;
  readonly gradient: Float64Array;
  readonly curvature: Curvature;
}

/** The smooth function with the penalty. */
export function objectiveOf(f: CurvedFunction, { strengths }: Composite, at: Float64Array): number {
  let penalty = 0;
  for (let j = 0; j < at.length; j++) penalty += (strengths[j] as number) * Math.abs(at[j] as number);
  return f.value(at) + penalty;
}

/** How far each argument is from its condition of optimality: the smallest subgradient without its sign. */
export function violationsOf(composite: Composite, at: Float64Array, gradient: Float64Array): Float64Array {
  const { strengths, isBounded } = composite;
  return at.map((x, j) => {
    const g = gradient[j] as number;
    const strength = strengths[j] as number;
    if (x > 0) return Math.abs(g + strength);
    if (x < 0) return Math.abs(g - strength);
    return Math.max(0, (isBounded[j] === 1 ? -g : Math.abs(g)) - strength);
  });
}

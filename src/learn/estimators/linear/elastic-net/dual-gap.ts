import type { DesignRows } from '../../common/design/design-rows.js';

/** A penalised least-squares problem as its solver sees it. */
export interface DualProblem {
  readonly rows: DesignRows;
  readonly target: Float64Array;
  /** Weights of the samples; they sum to 1. */
  readonly weights: Float64Array;
  /** Strength of the quadratic penalty on each column. */
  readonly penalty: Float64Array;
  /** Strength of the penalty on each column's absolute value. */
  readonly strengths: Float64Array;
  /** 1 for columns whose coefficient may not be below 0. */
  readonly isBounded: Uint8Array;
}

/**
 * How much lower the objective can be than at `at`, at most: the difference to the value of a point of the dual
 * problem, which is below the minimum. NaN where no column has a penalty on its absolute value.
 *
 * Method: the residual, shrunk until it satisfies the dual's constraints (Kim et al. 2007; of the elastic net by
 * taking its quadratic penalty as rows of the data).
 */
export function dualGapOf(at: Float64Array, problem: DualProblem): number {
  const { rows, target, weights, penalty, strengths, isBounded } = problem;
  if (!strengths.some((strength) => strength > 0)) return NaN;
  const residual = new Float64Array(rows.nRows);
  rows.multiply(at, residual);
  let square = 0;
  let product = 0;
  for (let i = 0; i < residual.length; i++) {
    const r = (target[i] as number) - (residual[i] as number);
    residual[i] = (weights[i] as number) * r;
    square += (residual[i] as number) * r;
    product += (residual[i] as number) * (target[i] as number);
  }
  const slopes = new Float64Array(rows.width);
  rows.addTransposed(residual, slopes);
  let shrink = 1;
  let penalties = 0;
  for (let j = 0; j < at.length; j++) {
    const x = at[j] as number;
    const strength = strengths[j] as number;
    const bend = (penalty[j] as number) * x;
    square += bend * x;
    penalties += strength * Math.abs(x);
    const slope = (slopes[j] as number) - bend;
    const size = isBounded[j] === 1 ? slope : Math.abs(slope);
    if (strength > 0 && size > strength) shrink = Math.min(shrink, strength / size);
  }
  return 0.5 * square * (1 + shrink * shrink) + penalties - shrink * product;
}

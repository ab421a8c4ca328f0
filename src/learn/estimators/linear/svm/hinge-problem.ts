import type { DesignRows } from '../../common/design/design-rows.js';

/** A hinge-loss problem as its solver sees it. */
export interface HingeProblem {
  readonly rows: DesignRows;
  /** 1 where a sample is of the second class, else 0. */
  readonly isSecond: ArrayLike<number>;
  /** Weights of the samples. */
  readonly weights: Float64Array;
  /** Strength of the penalty on each column: half of it times the square is added. */
  readonly penalty: Float64Array;
}

/** A point near the optimum: for each sample its lack, its surplus and their multipliers. */
export interface HingePoint {
  readonly u: Float64Array;
  /** ξ ≥ 1 − m, at least 0. */
  readonly lack: Float64Array;
  /** m + ξ − 1, at least 0. */
  readonly surplus: Float64Array;
  /** Multiplier of the surplus. */
  readonly alpha: Float64Array;
  /** Multiplier of the lack: weight − alpha. */
  readonly mu: Float64Array;
}

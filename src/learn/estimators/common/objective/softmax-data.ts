import type { DesignRows } from '../design/design-rows.js';

/** What a softmax regression learns from. */
export interface SoftmaxData {
  readonly rows: DesignRows;
  readonly nClasses: number;
  /** Class of each sample, from 0. */
  readonly classOf: Int32Array;
  /** Weights of the samples; they sum to 1. */
  readonly weights: Float64Array;
  /** Strength of the penalty on each column: half of it times the square is added. */
  readonly penalty: Float64Array;
}

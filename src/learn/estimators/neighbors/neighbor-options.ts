import { OPTION_RULES, type OptionRule } from '../common/check-options.js';
import { oneOf } from '../common/one-of.js';

export const NEIGHBOR_WEIGHTS = ['uniform', 'distance'] as const;
export const NEIGHBOR_ALGORITHMS = ['auto', 'kdTree', 'brute'] as const;

/** What `KNeighborsClassifier` and `KNeighborsRegressor` share. */
export interface NeighborOptions {
  /** How many neighbours answer. @default 5 */
  readonly nNeighbors?: number;
  /**
   * How much each counts: all alike, or by the inverse of the distance; then only those at distance 0 count, where
   * there are any. @default 'uniform'
   */
  readonly weights?: (typeof NEIGHBOR_WEIGHTS)[number];
  /**
   * How to find them; the answers are the same. `'auto'` is a tree for at most 10 features and few neighbours.
   * @default 'auto'
   */
  readonly algorithm?: (typeof NEIGHBOR_ALGORITHMS)[number];
  /** Power of the Minkowski distance, ≥ 1: 1 Manhattan, 2 Euclidean, `Infinity` Chebyshev. @default 2 */
  readonly p?: number;
  /** Most rows in a leaf of the tree; for speed only. @default 30 */
  readonly leafSize?: number;
}

export const NEIGHBOR_RULES: { readonly [Name in keyof Required<NeighborOptions>]: OptionRule } = {
  nNeighbors: OPTION_RULES.count,
  weights: oneOf(NEIGHBOR_WEIGHTS),
  algorithm: oneOf(NEIGHBOR_ALGORITHMS),
  p: { expected: 'a number ≥ 1, or Infinity', accepts: (value) => typeof value === 'number' && value >= 1 },
  leafSize: OPTION_RULES.count,
};

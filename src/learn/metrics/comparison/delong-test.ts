import { ModelMountError } from '../../../core/errors.js';
import type { Target } from '../../contracts.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import type { Matrix } from '../../math/matrix.js';
import { normalQuantile, normalSf } from '../../math/distributions/normal.js';
import { BINARY_SCORE_RULES, readScoredSamples } from '../thresholds/counts/read-scored-samples.js';
import { checkPair } from './check-pair.js';
import { delongComponents, delongCovariance, type DelongComponents } from './delong.js';
import { CONFIDENCE_LEVEL, type DelongIntervalOptions } from './delong-interval.js';

/** Two models' ROC AUC on the same samples. */
export interface DelongTest {
  readonly areas: readonly [first: number, second: number];
  /** The first area minus the second. */
  readonly difference: number;
  /** The confidence interval of the difference. */
  readonly low: number;
  readonly high: number;
  /** The difference in units of its standard error. */
  readonly z: number;
  /** The chance of a difference at least as large if both areas are the same; two-sided. */
  readonly pValue: number;
}

/**
 * Whether two models differ in ROC AUC on the same samples, by DeLong's test for correlated areas.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param yScores - The scores of both models, each of shape `[nSamples]`, in any scales.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, a value is no label or no finite number, or an option
 *   does not fit. `UNDEFINED_SCORE` unless there are two samples of each class, or if the difference has no variance
 *   (both models rank all pairs alike).
 *
 * Time O(n). Source: DeLong, DeLong & Clarke-Pearson 1988; the fast way after Sun & Xu 2014.
 *
 * @example
 * ```ts
 * const y = [0, 0, 0, 1, 1, 1];
 * const { difference, pValue } = delongTest(y, [
 *   [0.1, 0.4, 0.6, 0.35, 0.8, 0.9],
 *   [0.3, 0.2, 0.8, 0.1, 0.7, 0.6],
 * ]);
 * difference; // ≈ 0.333
 * pValue; // ≈ 0.083
 * ```
 */
export function delongTest(
  yTrue: Target,
  yScores: readonly [ArrayLike<number> | Matrix, ArrayLike<number> | Matrix],
  options: DelongIntervalOptions = {},
): DelongTest {
  checkOptions('delongTest', options, { posLabel: BINARY_SCORE_RULES.posLabel, confidenceLevel: CONFIDENCE_LEVEL });
  const { confidenceLevel = 0.95, ...binary } = options;
  checkPair(yScores, 'yScores', 'the scores of two models');
  const [first, second] = yScores.map((yScore) => {
    const { positives, scores } = readScoredSamples(yTrue, yScore, binary);
    return delongComponents(positives, scores);
  }) as [DelongComponents, DelongComponents];
  const variance =
    delongCovariance(first, first) + delongCovariance(second, second) - 2 * delongCovariance(first, second);
  // What is left of equal numbers by rounding is no variance.
  if (!(variance > 1e-15 * (delongCovariance(first, first) + delongCovariance(second, second)))) {
    throw new ModelMountError(
      'UNDEFINED_SCORE',
      'the difference of the areas has no variance: both models rank positive and negative samples alike',
    );
  }
  const difference = first.area - second.area;
  const standardError = Math.sqrt(variance);
  const z = difference / standardError;
  const reach = -normalQuantile((1 - confidenceLevel) / 2) * standardError;
  return {
    areas: [first.area, second.area],
    difference,
    low: difference - reach,
    high: difference + reach,
    z,
    pValue: 2 * normalSf(Math.abs(z)),
  };
}

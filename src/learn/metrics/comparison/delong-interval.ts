import type { Label } from '../../../core/session.js';
import type { Target } from '../../contracts.js';
import { checkOptions, type OptionRule } from '../../estimators/common/check-options.js';
import type { Matrix } from '../../math/matrix.js';
import { normalQuantile } from '../../math/distributions/normal.js';
import { BINARY_SCORE_RULES, readScoredSamples } from '../thresholds/counts/read-scored-samples.js';
import { delongComponents, delongCovariance } from './delong.js';

/** Options of `delongInterval`. */
export interface DelongIntervalOptions {
  /** The positive class, with which the scores grow. Labels of text have no default. @default 1 or true */
  readonly posLabel?: Label;
  /** The chance that such an interval covers the true area, between 0 and 1. @default 0.95 */
  readonly confidenceLevel?: number;
}

/** ROC AUC with its uncertainty. */
export interface DelongInterval {
  readonly area: number;
  readonly low: number;
  readonly high: number;
  /** The standard deviation of the area from sample to sample. */
  readonly standardError: number;
}

/** The rule of the option `confidenceLevel`. */
export const CONFIDENCE_LEVEL: OptionRule = {
  expected: 'a number between 0 and 1',
  accepts: (value) => typeof value === 'number' && value > 0 && value < 1,
};

/**
 * A confidence interval of ROC AUC, from the normal distribution with DeLong's variance, cut to `[0, 1]`.
 *
 * Near 0 or 1, or with few samples of a class, it is too narrow: take `bootstrapInterval` there.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param yScore - Scores that grow with the positive class, any scale; shape `[nSamples]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, a value is no label or no finite number, or an option
 *   does not fit. `UNDEFINED_SCORE` unless there are two samples of each class.
 *
 * Time O(n). Source: DeLong, DeLong & Clarke-Pearson 1988; the fast way after Sun & Xu 2014.
 *
 * @example
 * ```ts
 * const { area, low, high } = delongInterval([0, 0, 0, 1, 1, 1], [0.1, 0.4, 0.6, 0.35, 0.8, 0.9]);
 * area; // 0.7777777777777778
 * low; // ≈ 0.291
 * high; // 1
 * ```
 */
export function delongInterval(
  yTrue: Target,
  yScore: ArrayLike<number> | Matrix,
  options: DelongIntervalOptions = {},
): DelongInterval {
  checkOptions('delongInterval', options, {
    posLabel: BINARY_SCORE_RULES.posLabel,
    confidenceLevel: CONFIDENCE_LEVEL,
  });
  const { confidenceLevel = 0.95, ...binary } = options;
  const { positives, scores } = readScoredSamples(yTrue, yScore, binary);
  const components = delongComponents(positives, scores);
  const { area } = components;
  const standardError = Math.sqrt(delongCovariance(components, components));
  const reach = -normalQuantile((1 - confidenceLevel) / 2) * standardError;
  return { area, low: Math.max(0, area - reach), high: Math.min(1, area + reach), standardError };
}

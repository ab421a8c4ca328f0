import { ModelMountError } from '../../../core/errors.js';
import { checkOptionNames } from '../../../core/options.js';
import { sum } from '../../math/sum.js';
import { weightedMean } from '../../math/weighted-mean.js';
import { checkNumberPairs, type SampleWeightOption } from '../common/check-targets.js';

/**
 * R², the share of the variance of y that the predictions explain.
 *
 * 1 is perfect, 0 is no better than always predicting the mean, below 0 is worse; higher is better. Where all true
 * values are equal it is 1 for perfect predictions and 0 for others. (scikit-learn means the same, but a mean that
 * rounds can make it −1e28 there.)
 *
 * @param yTrue - Finite numbers; shape `[nSamples]`.
 * @param yPred - Finite numbers; shape `[nSamples]`.
 * @returns A number ≤ 1.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, or a value is not finite.
 *   `UNDEFINED_SCORE` for a single sample.
 *
 * @example
 * ```ts
 * r2Score([3, -0.5, 2, 7], [2.5, 0, 2, 8]) // 0.9486081370449679
 * ```
 */
export function r2Score(yTrue: ArrayLike<number>, yPred: ArrayLike<number>, options: SampleWeightOption = {}): number {
  checkOptionNames('r2Score', options, ['sampleWeight']);
  const pairs = checkNumberPairs(yTrue, yPred, options);
  const { weights } = pairs;
  if (weights.length < 2) throw new ModelMountError('UNDEFINED_SCORE', 'R² needs at least two samples, got one');
  const mean = weightedMean(weights, (i) => pairs.yTrue[i] as number);
  const squares = (error: (i: number) => number): number =>
    sum(weights.length, (i) => (weights[i] as number) * error(i) ** 2);
  const unexplained = squares((i) => (pairs.yTrue[i] as number) - (pairs.yPred[i] as number));
  const first = pairs.yTrue[weights.findIndex((weight) => weight > 0)];
  const isConstant = pairs.yTrue.every((value, i) => value === first || weights[i] === 0);
  const variation = isConstant ? 0 : squares((i) => (pairs.yTrue[i] as number) - mean);
  if (variation === 0) return unexplained === 0 ? 1 : 0;
  return 1 - unexplained / variation;
}

import type { Target } from '../../contracts.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import type { Scores } from '../common/check-scores.js';
import { BRIER_RULES, readBrierScores, type BrierOptions } from './read-brier-scores.js';
import { squaredDistance } from './squared-distance.js';

/** Options of `brierScoreLoss`. */
export interface BrierScoreLossOptions extends BrierOptions {
  /** Whether to halve the sum over the classes; `auto` does so for two classes. @default 'auto' */
  readonly scaleByHalf?: boolean | 'auto';
}

/**
 * The mean squared distance between the probabilities and what came true.
 *
 * For two classes the mean of `(p − y)²`, in `[0, 1]`: always 0.5 costs 0.25. For more the mean over the samples of
 * the sum over the classes, in `[0, 2]`, halved with `scaleByHalf: true`. 0 is perfect; lower is better. Unlike the
 * log loss it forgives a sure and wrong prediction.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param probabilities - Of each class in sorted order, shape `[nSamples, nClasses]`; or of the positive one of two,
 *   shape `[nSamples]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, a value is no label or not in `[0, 1]`, the classes
 *   are not as many as the columns, or the class of a single column is not known.
 *
 * Source: Brier 1950; semantics of scikit-learn's `brier_score_loss`, but a single column is of the second class for
 * labels of text too, as it is for `logLoss`.
 *
 * @example
 * ```ts
 * brierScoreLoss([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); // 0.15812500000000002
 * ```
 */
export function brierScoreLoss(yTrue: Target, probabilities: Scores, options: BrierScoreLossOptions = {}): number {
  checkOptions('brierScoreLoss', options, {
    ...BRIER_RULES,
    scaleByHalf: {
      expected: 'true, false or "auto"',
      accepts: (value) => [true, false, 'auto'].includes(value as never),
    },
  });
  const { scaleByHalf = 'auto', ...others } = options;
  const read = readBrierScores(yTrue, probabilities, others);
  const isHalved = scaleByHalf === 'auto' ? read.nClasses === 2 : scaleByHalf;
  const distance = squaredDistance(read);
  return isHalved ? distance / 2 : distance;
}

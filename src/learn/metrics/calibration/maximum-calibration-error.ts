import type { Target } from '../../contracts.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import type { Matrix } from '../../math/matrix.js';
import {
  calibrationGaps,
  CALIBRATION_ERROR_RULES,
  type CalibrationErrorOptions,
} from './expected-calibration-error.js';

/**
 * Maximum calibration error: how far the share of positives is from the mean probability in the worst bin.
 *
 * 0 is calibrated, as far as the bins can see; lower is better. A bin of few samples can be far off by chance alone:
 * bins of as many samples each (`strategy: 'quantile'`) tell more.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param probabilities - Of the positive class; shape `[nSamples]`.
 * @returns A number in `[0, 1]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` as `calibrationCurve`.
 *
 * Source: Naeini, Cooper & Hauskrecht 2015, for the probability of the positive class.
 *
 * @example
 * ```ts
 * maximumCalibrationError([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], { nBins: 2 }); // 0.2
 * ```
 */
export function maximumCalibrationError(
  yTrue: Target,
  probabilities: ArrayLike<number> | Matrix,
  options: CalibrationErrorOptions = {},
): number {
  checkOptions('maximumCalibrationError', options, CALIBRATION_ERROR_RULES);
  const { gaps, weights } = calibrationGaps(yTrue, probabilities, options);
  return gaps.reduce((worst, gap, k) => (gap === 0 ? worst : Math.max(worst, gap / (weights[k] as number))), 0);
}

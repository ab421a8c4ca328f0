import type { Target } from '../../contracts.js';
import { checkOptions, OPTION_RULES, type OptionRule } from '../../estimators/common/check-options.js';
import type { Matrix } from '../../math/matrix.js';
import { sum } from '../../math/sums/sum.js';
import { BINARY_SCORE_RULES, type BinaryScoreOptions } from '../thresholds/counts/read-scored-samples.js';
import { BIN_STRATEGY, calibrationBins, type BinStrategy } from './calibration-bins.js';
import { readBinaryProbabilities } from './read-binary-probabilities.js';

/** Options of calibration errors. */
export interface CalibrationErrorOptions extends BinaryScoreOptions {
  /** How many bins the probabilities are put into. @default 10 */
  readonly nBins?: number;
  /** Bins of the same width (`uniform`) or with as many samples each (`quantile`). @default 'uniform' */
  readonly strategy?: BinStrategy;
}

/**
 * Expected calibration error: how far the share of positives is from the mean probability in a bin, averaged over the
 * bins by the weight of their samples.
 *
 * 0 is calibrated, as far as the bins can see; lower is better. It grows with the number of bins, so compare only
 * values with the same bins. Bins are as in `calibrationCurve`.
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
 * expectedCalibrationError([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], { nBins: 2 }); // 0.0875
 * ```
 */
export function expectedCalibrationError(
  yTrue: Target,
  probabilities: ArrayLike<number> | Matrix,
  options: CalibrationErrorOptions = {},
): number {
  checkOptions('expectedCalibrationError', options, CALIBRATION_ERROR_RULES);
  const { gaps, weights } = calibrationGaps(yTrue, probabilities, options);
  return sum(gaps.length, (k) => gaps[k] as number) / sum(weights.length, (k) => weights[k] as number);
}

/** The rules of those options, for `checkOptions`. */
export const CALIBRATION_ERROR_RULES: Readonly<Record<keyof CalibrationErrorOptions, OptionRule>> = {
  ...BINARY_SCORE_RULES,
  nBins: OPTION_RULES.count,
  strategy: BIN_STRATEGY,
};

/** For each bin `|positives − probabilities|`, both as weighted sums, and its weight. */
export function calibrationGaps(
  yTrue: Target,
  probabilities: ArrayLike<number> | Matrix,
  { nBins = 10, strategy = 'uniform', ...binary }: CalibrationErrorOptions,
): { readonly gaps: Float64Array; readonly weights: Float64Array } {
  const bins = calibrationBins(readBinaryProbabilities(yTrue, probabilities, binary), { nBins, strategy });
  const gaps = bins.positives.map((positives, k) => Math.abs(positives - (bins.probabilities[k] as number)));
  return { gaps, weights: bins.weights };
}

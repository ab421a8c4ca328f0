import type { Target } from '../../contracts.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import type { Matrix } from '../../math/matrix.js';
import { BINARY_SCORE_RULES, type BinaryScoreOptions } from '../thresholds/counts/read-scored-samples.js';
import { BIN_STRATEGY, calibrationBins, type BinStrategy } from './calibration-bins.js';
import { readBinaryProbabilities } from './read-binary-probabilities.js';

/** Options of `calibrationCurve`. */
export interface CalibrationCurveOptions extends BinaryScoreOptions {
  /** How many bins the probabilities are put into. @default 5 */
  readonly nBins?: number;
  /** Bins of the same width (`uniform`) or with as many samples each (`quantile`). @default 'uniform' */
  readonly strategy?: BinStrategy;
}

/** A reliability diagram: the bins that have samples, from the lowest probabilities up. */
export interface CalibrationCurve {
  /** The share of positives among the samples of each bin. */
  readonly probTrue: Float64Array;
  /** The mean of their probabilities. */
  readonly probPred: Float64Array;
  /** How many samples each has (or their weight). */
  readonly weights: Float64Array;
}

/**
 * How often what was predicted with some probability came true.
 *
 * Where the model is calibrated both are equal in each bin. A probability on the edge between two bins counts to the
 * lower one; bins without samples are left out.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param probabilities - Of the positive class; shape `[nSamples]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are more than two classes, a value is no label
 *   or not in `[0, 1]`, or the positive class is not known.
 *
 * Source: semantics of scikit-learn's `calibration_curve`; weights are this library's addition, and quantiles are of
 * the probabilities as they are, without weights.
 *
 * @example
 * ```ts
 * const p = [0.1, 0.2, 0.3, 0.4, 0.65, 0.7, 0.8, 0.9, 1];
 * const { probTrue, probPred } = calibrationCurve([0, 0, 0, 0, 1, 1, 1, 1, 1], p, { nBins: 3 });
 * probTrue; // Float64Array [0, 0.5, 1]
 * probPred; // Float64Array [0.2, 0.525, 0.85]
 * ```
 */
export function calibrationCurve(
  yTrue: Target,
  probabilities: ArrayLike<number> | Matrix,
  options: CalibrationCurveOptions = {},
): CalibrationCurve {
  checkOptions('calibrationCurve', options, {
    ...BINARY_SCORE_RULES,
    nBins: OPTION_RULES.count,
    strategy: BIN_STRATEGY,
  });
  const { nBins = 5, strategy = 'uniform', ...binary } = options;
  const bins = calibrationBins(readBinaryProbabilities(yTrue, probabilities, binary), { nBins, strategy });
  const isUsed = bins.weights.map((weight) => (weight > 0 ? 1 : 0));
  const ofUsed = (values: Float64Array): Float64Array => values.filter((_, bin) => isUsed[bin] === 1);
  const weights = ofUsed(bins.weights);
  return {
    probTrue: ofUsed(bins.positives).map((positives, k) => positives / (weights[k] as number)),
    probPred: ofUsed(bins.probabilities).map((total, k) => total / (weights[k] as number)),
    weights,
  };
}

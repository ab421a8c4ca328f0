import type { Target } from '../../contracts.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import type { Scores } from '../common/check-scores.js';
import { classShares } from './class-shares.js';
import { BRIER_RULES, readBrierScores, type BrierOptions } from './read-brier-scores.js';
import { squaredDistance } from './squared-distance.js';

/**
 * D², the share of the Brier score that the probabilities save beside those of a model that knows only how frequent
 * each class is. The Brier skill score.
 *
 * 1 is perfect, 0 is no better than the shares of the classes, below 0 is worse; higher is better.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param probabilities - As for `brierScoreLoss`.
 * @returns A number ≤ 1.
 * @throws {ModelMountError} `INVALID_ARGUMENT` as `brierScoreLoss`. `UNDEFINED_SCORE` for a single sample, or if only
 *   one class occurs: its share alone is perfect already.
 *
 * @example
 * ```ts
 * d2BrierScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); // 0.36749999999999994
 * ```
 */
export function d2BrierScore(yTrue: Target, probabilities: Scores, options: BrierOptions = {}): number {
  checkOptions('d2BrierScore', options, BRIER_RULES);
  const read = readBrierScores(yTrue, probabilities, options);
  const shares = classShares(read.nClasses, read.codes, read.weights);
  // What the shares as probabilities cost: Σ_k s_k ((1 − s_k)² + Σ_{j≠k} s_j²).
  const constant = 1 - shares.reduce((sum, share) => sum + share * share, 0);
  return 1 - squaredDistance(read) / constant;
}

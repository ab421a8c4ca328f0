import type { Target } from '../../contracts.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import type { Scores } from '../common/check-scores.js';
import { CLASS_SCORE_RULES, checkUnitInterval, readClassScores, type ClassScoreOptions } from './read-class-scores.js';
import { totalLogLoss } from './total-log-loss.js';

/** Options of `logLoss`. */
export interface LogLossOptions extends ClassScoreOptions {
  /** Whether to give the mean; `false` for the sum. @default true */
  readonly normalize?: boolean;
}

/**
 * The mean of `−log p`, where p is the probability that was given to the true class. Cross-entropy.
 *
 * 0 is perfect; lower is better; always 0.5 for two classes costs 0.693. Probabilities are clipped to
 * `[2⁻⁵², 1 − 2⁻⁵²]`, so one sure and wrong prediction costs 36, not Infinity. Rows that do not sum to 1 are taken
 * as they are.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param probabilities - Of each class in sorted order, shape `[nSamples, nClasses]`; or of the second of two,
 *   shape `[nSamples]`.
 * @returns A number ≥ 0.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, a value is no label or not
 *   in `[0, 1]`, or the classes are not as many as the columns.
 *
 * @example
 * ```ts
 * logLoss(['ham', 'spam'], [0.1, 0.8]) // 0.164252033486018
 * ```
 */
export function logLoss(yTrue: Target, probabilities: Scores, options: LogLossOptions = {}): number {
  checkOptions('logLoss', options, { ...CLASS_SCORE_RULES, normalize: OPTION_RULES.flag });
  const read = readClassScores(yTrue, probabilities, { ...options, name: 'probabilities' });
  checkUnitInterval(read.scores, 'probabilities');
  const { total, weight } = totalLogLoss(read);
  return options.normalize === false ? total : total / weight;
}

import type { Target } from '../../contracts.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import { Matrix } from '../../math/matrix.js';
import type { Scores } from '../common/check-scores.js';
import { classShares } from './class-shares.js';
import { CLASS_SCORE_RULES, checkUnitInterval, readClassScores, type ClassScoreOptions } from './read-class-scores.js';
import { totalLogLoss } from './total-log-loss.js';

/**
 * D², the share of the log loss that the probabilities save beside those of a model that knows only how frequent each
 * class is. McFadden's R².
 *
 * 1 is perfect, 0 is no better than the shares of the classes, below 0 is worse; higher is better.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param probabilities - As for `logLoss`.
 * @returns A number ≤ 1.
 * @throws {ModelMountError} `INVALID_ARGUMENT` as `logLoss`. `UNDEFINED_SCORE` for a single sample, or if only one
 *   class occurs: its share alone is perfect already.
 *
 * @example
 * ```ts
 * d2LogLossScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); // 0.3186325111679057
 * ```
 */
export function d2LogLossScore(yTrue: Target, probabilities: Scores, options: ClassScoreOptions = {}): number {
  checkOptions('d2LogLossScore', options, CLASS_SCORE_RULES);
  const read = readClassScores(yTrue, probabilities, { ...options, name: 'probabilities' });
  checkUnitInterval(read.scores, 'probabilities');
  const shares = classShares(read.classes.length, read.codes, read.weights);
  // −Σ n_k log(share_k): the same loss with one term per class instead of one per sample.
  const perClass = { codes: Int32Array.from(shares.keys()), scores: diagonal(shares), weights: shares };
  const constant = totalLogLoss(perClass);
  const { total, weight } = totalLogLoss(read);
  return 1 - total / weight / (constant.total / constant.weight);
}

function diagonal(values: Float64Array): Matrix {
  const matrix = new Matrix(values.length, values.length);
  values.forEach((value, k) => {
    matrix.data[k * values.length + k] = value;
  });
  return matrix;
}

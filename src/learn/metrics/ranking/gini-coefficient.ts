import { ModelMountError } from '../../../core/errors.js';
import type { Target } from '../../contracts.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import type { Matrix } from '../../math/matrix.js';
import {
  BINARY_SCORE_RULES,
  readScoredSamples,
  type BinaryScoreOptions,
} from '../thresholds/counts/read-scored-samples.js';
import { binaryRocAuc } from './binary-roc-auc.js';

/**
 * The Gini coefficient of a classifier, `2 · ROC AUC − 1`. Somers' D.
 *
 * 1 is perfect, 0 is chance, −1 is upside down; higher is better.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param yScore - Scores that grow with the positive class, any scale; shape `[nSamples]`.
 * @returns A number in `[−1, 1]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, a value is no label or no finite number, or the
 *   positive class is not known. `UNDEFINED_SCORE` if there are only positives or only negatives.
 *
 * @example
 * ```ts
 * giniCoefficient([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); // 0.5
 * ```
 */
export function giniCoefficient(
  yTrue: Target,
  yScore: ArrayLike<number> | Matrix,
  options: BinaryScoreOptions = {},
): number {
  checkOptions('giniCoefficient', options, BINARY_SCORE_RULES);
  const area = binaryRocAuc(readScoredSamples(yTrue, yScore, options));
  if (area !== undefined) return 2 * area - 1;
  throw new ModelMountError(
    'UNDEFINED_SCORE',
    'the Gini coefficient needs samples of both classes, but yTrue has only one',
  );
}

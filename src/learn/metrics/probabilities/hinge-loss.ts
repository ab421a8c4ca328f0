import type { Target } from '../../contracts.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import { meanOfSamples } from '../common/mean-of-samples.js';
import type { Scores } from '../common/check-scores.js';
import { CLASS_SCORE_RULES, readClassScores, type ClassScoreOptions } from './read-class-scores.js';

/**
 * The mean of `max(0, 1 − margin)`: what a support vector machine minimises.
 *
 * With two classes the margin is the decision of the true class (of the second one, or with the sign turned for the
 * first). With more it is how far the decision of the true class is above the highest of the others (Crammer &
 * Singer 2001). 0 means that each sample is on its side by 1 or more; lower is better.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param decisions - From `decisionFunction`: shape `[nSamples]` for two classes, else `[nSamples, nClasses]`.
 * @returns A number ≥ 0.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, a value is no label or no finite number, or the
 *   classes are not as many as the columns.
 *
 * Source: semantics of scikit-learn's `hinge_loss`, which takes a single class for the negative one: here `labels`
 * says which it is.
 *
 * @example
 * ```ts
 * hingeLoss([-1, 1, 1], [-2.18, 2.36, 0.09]); // 0.30333333333333334
 * ```
 */
export function hingeLoss(yTrue: Target, decisions: Scores, options: ClassScoreOptions = {}): number {
  checkOptions('hingeLoss', options, CLASS_SCORE_RULES);
  const { codes, scores, weights } = readClassScores(yTrue, decisions, { ...options, name: 'decisions' });
  const { data, nColumns } = scores;
  return meanOfSamples(codes.length, weights, (i) => {
    const code = codes[i] as number;
    if (nColumns === 1) return Math.max(0, 1 - (code === 1 ? (data[i] as number) : -(data[i] as number)));
    let other = -Infinity;
    for (let k = 0; k < nColumns; k++) {
      if (k !== code) other = Math.max(other, data[i * nColumns + k] as number);
    }
    return Math.max(0, 1 - ((data[i * nColumns + code] as number) - other));
  });
}

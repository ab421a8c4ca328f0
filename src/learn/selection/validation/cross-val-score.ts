import type { ScorerName } from '../../metrics/scoring/get-scorer.js';
import type { Scorer } from '../../metrics/scoring/scorer.js';
import type { Estimator, Predictor } from '../../contracts.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import type { ValidationData } from '../run/plan-data.js';
import { SINGLE } from '../run/resolve-scoring.js';
import { crossValidate } from './cross-validate.js';
import { checkSingle } from './check-single.js';
import { VALIDATION_OPTION_RULES, type ValidationOptions } from './validation-options.js';

/** Options of `crossValScore`. */
export interface CrossValScoreOptions extends Omit<ValidationOptions, 'scoring'> {
  /** How to score: a scorer or its name. @default accuracy of a classifier, R² of a regressor */
  readonly scoring?: ScorerName | Scorer;
}

/**
 * The scores of cross-validation with one scorer; shape `[nSplits]`. See `crossValidate`.
 *
 * @throws {ModelMountError} As `crossValidate`.
 *
 * @example
 * ```ts
 * const y = ['a', 'a', 'a', 'b', 'b', 'b'];
 * crossValScore(new LogisticRegression(), { X: [[1], [2], [3], [7], [8], [9]], y }, { cv: 3 }); // Float64Array [1, 1, 1]
 * ```
 */
export function crossValScore(
  estimator: Estimator<Predictor>,
  data: ValidationData,
  options: CrossValScoreOptions = {},
): Float64Array {
  checkOptions('crossValScore', options, VALIDATION_OPTION_RULES);
  checkSingle('crossValScore', options.scoring);
  return crossValidate(estimator, data, options).testScores[SINGLE] as Float64Array;
}

import { ModelMountError } from '../../../core/errors.js';
import { checkOptionNames } from '../../../core/options.js';
import {
  PRECISION_RECALL_OPTIONS,
  type Average,
  type PrecisionRecallOptions,
  type ScoreOf,
} from '../common/labels/average.js';
import type { LabelTarget } from '../common/labels/indicator-pairs.js';
import { precisionRecallFscoreSupport } from './precision-recall-fscore-support.js';

/** Options of `fbetaScore`. */
export interface FbetaOptions<A extends Average = Average> extends PrecisionRecallOptions<A> {
  /** How many times as much recall counts as precision: 0 is precision, `Infinity` is recall. */
  readonly beta: number;
}

/**
 * The weighted harmonic mean of precision and recall, in which recall counts `beta` times as much.
 *
 * Above 1 where a missed sample costs more than a false alarm, below 1 where it costs less. 1 is perfect; higher is
 * better. Computed from the counts: `(1 + β²) tp / ((1 + β²) tp + β² fn + fp)`.
 *
 * @param yTrue - Labels, shape `[nSamples]`, or indicators, shape `[nSamples, nLabels]`.
 * @param yPred - The same of what was predicted.
 * @returns A number in `[0, 1]`, or with `average: 'none'` an array with one for each label.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if there is no `beta` ≥ 0, shapes differ, there are no samples, a
 *   value is no label, `average` is `binary` with more than two classes, or `posLabel` is not one of them.
 *
 * Method: van Rijsbergen 1979. Semantics of scikit-learn's `fbeta_score`.
 *
 * @example
 * ```ts
 * fbetaScore([0, 1, 1, 1], [0, 1, 0, 1], { beta: 2 }) // 0.7142857142857143
 * ```
 */
export function fbetaScore<A extends Average = 'binary'>(
  yTrue: LabelTarget,
  yPred: LabelTarget,
  options: FbetaOptions<A>,
): ScoreOf<A> {
  checkOptionNames('fbetaScore', options, [...PRECISION_RECALL_OPTIONS, 'beta']);
  if ((options.beta as number | undefined) === undefined) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      'fbetaScore needs the option beta, a number ≥ 0; with 1 it is f1Score',
    );
  }
  return precisionRecallFscoreSupport<A>(yTrue, yPred, options).fscore;
}

import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';
import {
  checkZeroDivision,
  divide,
  PRECISION_RECALL_OPTIONS,
  type Average,
  type PrecisionRecallOptions,
  type ScoreOf,
} from '../common/labels/average.js';
import type { LabelTarget } from '../common/labels/indicator-pairs.js';
import { countSets, type SetCounts } from '../common/labels/set-counts.js';

/** Precision, recall, F score and support: arrays for `none`, else numbers (and no support). */
export interface PrecisionRecallFscoreSupport<Score> {
  readonly precision: Score;
  readonly recall: Score;
  readonly fscore: Score;
  /** Total weight of the samples of each class; `undefined` for averages. */
  readonly support: Score extends number ? undefined : Float64Array;
}

/**
 * Precision, recall, F score and support in one pass.
 *
 * Precision is the share of right ones among those predicted as a class, recall among those truly of it. The F
 * score is their harmonic mean, in which recall counts `beta` times as much; it is computed from the counts, so it
 * is 0 where no prediction of the class is right.
 *
 * @param yTrue - Labels, shape `[nSamples]`, or indicators, shape `[nSamples, nLabels]`.
 * @param yPred - The same of what was predicted.
 * @param options - `beta` is a number ≥ 0, or `Infinity` for recall; 1 by default.
 * @returns Numbers in `[0, 1]`, or arrays with one for each label.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if shapes differ, there are no samples, a value is no label,
 *   `average` is `binary` with more than two classes, or `posLabel` is not one of them.
 *
 * Semantics of scikit-learn's `precision_recall_fscore_support`, but `average` is `binary` where it is not given.
 *
 * @example
 * ```ts
 * precisionRecallFscoreSupport([0, 1, 1, 1], [0, 1, 0, 1]).recall // 0.6666666666666666
 * ```
 */
export function precisionRecallFscoreSupport<A extends Average = 'binary'>(
  yTrue: LabelTarget,
  yPred: LabelTarget,
  options: PrecisionRecallOptions<A> & { readonly beta?: number } = {},
): PrecisionRecallFscoreSupport<ScoreOf<A>> {
  checkOptionNames('precisionRecallFscoreSupport', options, [...PRECISION_RECALL_OPTIONS, 'beta']);
  const { average = 'binary', beta = 1, zeroDivision = 0 } = options;
  if (!(beta >= 0)) throw new ModelMountError('INVALID_ARGUMENT', `beta must be ≥ 0, got ${show(beta)}`);
  checkZeroDivision(zeroDivision);
  const counts = countSets(yTrue, yPred, options);
  const scores = scoresOfCounts(counts, { beta, zeroDivision });
  return {
    precision: counts.reduce(scores.precision),
    recall: counts.reduce(scores.recall),
    fscore: counts.reduce(scores.fscore),
    support: average === 'none' ? counts.true : undefined,
  } as unknown as PrecisionRecallFscoreSupport<ScoreOf<A>>;
}

/** Precision, recall and F score of each count, before any average. */
export function scoresOfCounts(
  { right, predicted, true: actual }: Omit<SetCounts, 'reduce'>,
  { beta, zeroDivision }: { readonly beta: number; readonly zeroDivision: number },
): Record<'precision' | 'recall' | 'fscore', Float64Array> {
  const precision = divide(right, predicted, zeroDivision);
  const recall = divide(right, actual, zeroDivision);
  // The weight of recall is (beta²); beyond any number only recall is left.
  const square = beta * beta;
  const fscore =
    square === Infinity
      ? recall
      : divide(
          right.map((value) => (1 + square) * value),
          actual.map((value, k) => square * value + (predicted[k] as number)),
          zeroDivision,
        );
  return { precision, recall, fscore };
}

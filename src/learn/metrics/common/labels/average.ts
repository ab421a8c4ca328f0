import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import type { Label } from '../../../../core/session.js';
import type { Target } from '../../../contracts.js';
import { sum } from '../../../math/sums/sum.js';
import type { SampleWeightOption } from '../check-targets.js';

/** How the scores of the classes become one number. */
export type Average = 'binary' | 'micro' | 'macro' | 'weighted' | 'samples' | 'none';

/** Options of precision, recall, F and Jaccard scores. */
export interface PrecisionRecallOptions<A extends Average = Average> extends SampleWeightOption {
  /**
   * `binary`: the score of `posLabel`. `micro`: all classes' counts pooled. `macro`: the plain mean over the
   * classes. `weighted`: the mean weighted by how often a class is true. `samples`: the mean over the rows of
   * indicators. `none`: an array, one score per class.
   * @default 'binary'
   */
  readonly average?: A;
  /** The positive class of `binary`. Labels of text have no default. @default 1 or true */
  readonly posLabel?: Label;
  /** The classes to score, in this order; for indicators their columns; not for `binary`. @default all, sorted */
  readonly labels?: Target;
  /** The score where it would be 0/0; NaN leaves the class out of averages. @default 0 */
  readonly zeroDivision?: number;
}

/** An array for `none`, else a number. */
export type ScoreOf<A extends Average> = A extends 'none' ? Float64Array : number;

/** Names of the options that precision, recall, F and Jaccard scores share. */
export const PRECISION_RECALL_OPTIONS: readonly string[] = [
  'average',
  'labels',
  'posLabel',
  'sampleWeight',
  'zeroDivision',
];

const AVERAGES: readonly Average[] = ['binary', 'micro', 'macro', 'weighted', 'samples', 'none'];

/** @throws {ModelMountError} `INVALID_ARGUMENT` for anything else than an average. */
export function checkAverage(average: Average): void {
  if (!AVERAGES.includes(average)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `average must be one of ${AVERAGES.join(', ')}, got ${show(average)}`,
    );
  }
}

/** @throws {ModelMountError} `INVALID_ARGUMENT` for anything else than 0, 1 or NaN. */
export function checkZeroDivision(zeroDivision: number): void {
  if (zeroDivision !== 0 && zeroDivision !== 1 && !Number.isNaN(zeroDivision)) {
    throw new ModelMountError('INVALID_ARGUMENT', `zeroDivision must be 0, 1 or NaN, got ${show(zeroDivision)}`);
  }
}

/** `numerator / denominator` by element, `zeroDivision` where the denominator is 0. */
export function divide(numerator: Float64Array, denominator: Float64Array, zeroDivision: number): Float64Array {
  const quotient = new Float64Array(numerator.length);
  for (let k = 0; k < quotient.length; k++) {
    const whole = denominator[k] as number;
    quotient[k] = whole === 0 ? zeroDivision : (numerator[k] as number) / whole;
  }
  return quotient;
}

/**
 * The weighted mean of the scores that are not NaN; their plain mean where all their weights are 0, NaN where all
 * scores are.
 */
export function meanOfDefined(scores: Float64Array, weights: Float64Array | undefined): number {
  const isDefined = (k: number): boolean => !Number.isNaN(scores[k]);
  const mean = (weightOf: (k: number) => number): number =>
    sum(scores.length, (k) => (isDefined(k) ? weightOf(k) * (scores[k] as number) : 0)) /
    sum(scores.length, (k) => (isDefined(k) ? weightOf(k) : 0));
  const isWeighted = weights?.some((weight, k) => weight > 0 && isDefined(k)) ?? false;
  return mean(isWeighted ? (k) => (weights as Float64Array)[k] as number : () => 1);
}

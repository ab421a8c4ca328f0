import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';
import type { Label } from '../../../core/session.js';
import type { Target } from '../../contracts.js';
import { sortedLabels } from '../../data/labels.js';
import { checkLabelPairs, type LabelPairs, type SampleWeightOption } from '../common/check-targets.js';
import { resolveLabels } from '../common/resolve-labels.js';

/** How the scores of the classes become one number. */
export type Average = 'binary' | 'micro' | 'macro' | 'weighted' | 'none';

/** Options of precision, recall and F scores. */
export interface PrecisionRecallOptions<A extends Average = Average> extends SampleWeightOption {
  /**
   * `binary`: the score of `posLabel`. `micro`: all classes' counts pooled. `macro`: the plain mean over the
   * classes. `weighted`: the mean weighted by how often a class is true. `none`: an array, one score per class.
   * @default 'binary'
   */
  readonly average?: A;
  /** The positive class of `binary`. Labels of text have no default. @default 1 or true */
  readonly posLabel?: Label;
  /** The classes to score, in this order; not for `binary`. @default all that occur, sorted */
  readonly labels?: Target;
  /** The score where it would be 0/0; NaN leaves the class out of averages. @default 0 */
  readonly zeroDivision?: number;
}

/** Precision, recall, F score and support: arrays for `none`, else numbers (and no support). */
export interface PrecisionRecallFscoreSupport<Score> {
  readonly precision: Score;
  readonly recall: Score;
  readonly fscore: Score;
  /** Total weight of the samples of each class; `undefined` for averages. */
  readonly support: Score extends number ? undefined : Float64Array;
}

/** An array for `none`, else a number. */
export type ScoreOf<A extends Average> = A extends 'none' ? Float64Array : number;

/** Names of the options that precision, recall and F scores share. */
export const PRECISION_RECALL_OPTIONS: readonly string[] = [
  'average',
  'labels',
  'posLabel',
  'sampleWeight',
  'zeroDivision',
];
const AVERAGES: readonly Average[] = ['binary', 'micro', 'macro', 'weighted', 'none'];

/**
 * Precision, recall, F score and support in one pass.
 *
 * Precision is the share of right ones among those predicted as a class, recall among those truly of it. The F
 * score is their harmonic mean, in which recall counts `beta` times as much; it is computed from the counts, so it
 * is 0 where no prediction of the class is right.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param yPred - Labels of the same type; shape `[nSamples]`.
 * @param options - `beta` is a number ≥ 0, or `Infinity` for recall; 1 by default.
 * @returns Numbers in `[0, 1]`, or arrays with one for each label.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, a value is no label,
 *   `average` is `binary` with more than two classes, or `posLabel` is not one of them.
 *
 * @example
 * ```ts
 * precisionRecallFscoreSupport([0, 1, 1, 1], [0, 1, 0, 1]).recall // 0.6666666666666666
 * ```
 */
export function precisionRecallFscoreSupport<A extends Average = 'binary'>(
  yTrue: Target,
  yPred: Target,
  options: PrecisionRecallOptions<A> & { readonly beta?: number } = {},
): PrecisionRecallFscoreSupport<ScoreOf<A>> {
  checkOptionNames('precisionRecallFscoreSupport', options, [...PRECISION_RECALL_OPTIONS, 'beta']);
  const { average = 'binary', beta = 1, zeroDivision = 0 } = options;
  checkAverage(average);
  if (!(beta >= 0)) throw new ModelMountError('INVALID_ARGUMENT', `beta must be ≥ 0, got ${show(beta)}`);
  if (zeroDivision !== 0 && zeroDivision !== 1 && !Number.isNaN(zeroDivision)) {
    throw new ModelMountError('INVALID_ARGUMENT', `zeroDivision must be 0, 1 or NaN, got ${show(zeroDivision)}`);
  }
  const pairs = checkLabelPairs(yTrue, yPred, options);
  const labels =
    average === 'binary'
      ? [resolvePosLabel(pairs, options.posLabel)]
      : resolveLabels(options.labels, pairs.yTrue, pairs.yPred);
  const perClass = countByClass(pairs, labels);
  const counts = average === 'micro' ? pool(perClass) : perClass;

  const divide = (numerator: Float64Array, denominator: Float64Array): Float64Array =>
    numerator.map((value, k) => (denominator[k] === 0 ? zeroDivision : value / (denominator[k] as number)));
  const precision = divide(counts.right, counts.predicted);
  const recall = divide(counts.right, counts.true);
  const square = beta * beta;
  const fscore =
    beta === Infinity
      ? recall
      : divide(
          counts.right.map((value) => (1 + square) * value),
          counts.true.map((value, k) => square * value + (counts.predicted[k] as number)),
        );

  const weights = average === 'weighted' ? counts.true : counts.true.map(() => 1);
  const reduce = (scores: Float64Array): Float64Array | number =>
    average === 'none' ? scores : meanOfDefined(scores, weights);
  return {
    precision: reduce(precision),
    recall: reduce(recall),
    fscore: reduce(fscore),
    support: average === 'none' ? counts.true : undefined,
  } as unknown as PrecisionRecallFscoreSupport<ScoreOf<A>>;
}

interface ClassCounts {
  /** Weight of the samples rightly predicted as the class. */
  readonly right: Float64Array;
  readonly predicted: Float64Array;
  readonly true: Float64Array;
}

function checkAverage(average: Average): void {
  if (!AVERAGES.includes(average)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `average must be one of ${AVERAGES.join(', ')}, got ${show(average)}`,
    );
  }
}

function resolvePosLabel({ yTrue, yPred }: LabelPairs, posLabel: Label | undefined): Label {
  const present = sortedLabels([...yTrue, ...yPred]);
  if (present.length > 2) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `average "binary" needs two classes, but there are ${present.length}; choose "micro", "macro", "weighted" or "none"`,
    );
  }
  const positive = posLabel ?? (typeof present[0] === 'boolean' ? true : 1);
  // A single class may be the negative one, unless its type shows that no positive one was meant.
  const isKnown = present.includes(positive) || (present.length === 1 && typeof positive === typeof present[0]);
  if (!isKnown) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${posLabel === undefined ? 'the positive class is not known: set posLabel to' : `posLabel ${show(posLabel)} does not occur; it must be`} one of ${present.map(show).join(', ')}`,
    );
  }
  return positive;
}

function countByClass({ yTrue, yPred, weights }: LabelPairs, labels: readonly Label[]): ClassCounts {
  const placeOf = new Map(labels.map((label, k) => [label, k]));
  const counts = {
    right: new Float64Array(labels.length),
    predicted: new Float64Array(labels.length),
    true: new Float64Array(labels.length),
  };
  const add = (sums: Float64Array, label: Label | undefined, weight: number): void => {
    const place = placeOf.get(label as Label);
    if (place !== undefined) sums[place] = (sums[place] as number) + weight;
  };
  weights.forEach((weight, i) => {
    add(counts.true, yTrue[i], weight);
    add(counts.predicted, yPred[i], weight);
    if (yTrue[i] === yPred[i]) add(counts.right, yTrue[i], weight);
  });
  return counts;
}

function pool(counts: ClassCounts): ClassCounts {
  const total = (values: Float64Array): Float64Array => Float64Array.of(values.reduce((sum, value) => sum + value, 0));
  return { right: total(counts.right), predicted: total(counts.predicted), true: total(counts.true) };
}

/** The weighted mean of the scores that are not NaN; the plain mean where all their weights are 0. */
function meanOfDefined(scores: Float64Array, weights: Float64Array): number {
  const places = [...scores.keys()].filter((k) => !Number.isNaN(scores[k]));
  const total = places.reduce((sum, k) => sum + (weights[k] as number), 0);
  const weigh = (k: number): number => (total === 0 ? 1 : (weights[k] as number));
  const sum = places.reduce((sum, k) => sum + weigh(k) * (scores[k] as number), 0);
  return sum / (total === 0 ? places.length : total);
}

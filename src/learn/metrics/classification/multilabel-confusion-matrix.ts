import { ModelMountError } from '../../../core/errors.js';
import { checkOptionNames } from '../../../core/options.js';
import type { Target } from '../../contracts.js';
import { Matrix } from '../../math/matrix.js';
import { sum } from '../../math/sums/sum.js';
import type { SampleWeightOption } from '../common/check-targets.js';
import {
  countIndicators,
  countLabels,
  countPerSample,
  resolveColumns,
  type ClassCounts,
} from '../common/labels/class-counts.js';
import {
  isIndicators,
  readIndicatorPairs,
  type IndicatorPairs,
  type LabelTarget,
} from '../common/labels/indicator-pairs.js';
import { readLabelPairs, resolveLabels, type LabelPairs } from '../common/labels/label-pairs.js';

/** Options of `multilabelConfusionMatrix`. */
export interface MultilabelConfusionMatrixOptions extends SampleWeightOption {
  /** The classes, in the order of the result; for indicators their columns. @default all that occur, sorted */
  readonly labels?: Target;
  /** One matrix per row of indicators instead of one per label. @default false */
  readonly samplewise?: boolean;
}

/**
 * How often each class was found, missed and falsely raised: each class against all others, in a matrix of its own.
 *
 * @param yTrue - Labels, shape `[nSamples]`, or indicators, shape `[nSamples, nLabels]`.
 * @param yPred - The same of what was predicted.
 * @returns One matrix `[[tn, fp], [fn, tp]]` for each label (or sample), of counts or weights.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if shapes differ, there are no samples, a value is no label, or
 *   `samplewise` is asked for where there is one label per sample.
 *
 * Semantics of scikit-learn's `multilabel_confusion_matrix`.
 *
 * @example
 * ```ts
 * multilabelConfusionMatrix([0, 1, 2, 1], [0, 2, 2, 1])[1]?.toRows() // [[2, 0], [1, 1]]
 * ```
 */
export function multilabelConfusionMatrix(
  yTrue: LabelTarget,
  yPred: LabelTarget,
  options: MultilabelConfusionMatrixOptions = {},
): Matrix[] {
  checkOptionNames('multilabelConfusionMatrix', options, ['labels', 'samplewise', 'sampleWeight']);
  const { samplewise = false } = options;
  if (isIndicators(yTrue) || isIndicators(yPred)) {
    const pairs = readIndicatorPairs(yTrue, yPred, options);
    const columns = resolveColumns(options.labels, pairs.nLabels);
    return samplewise
      ? toMatrices(countPerSample(pairs, columns), columns.length, pairs.weights)
      : toMatrices(countIndicators(pairs, columns), totalOf(pairs));
  }
  if (samplewise) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      'samplewise is for rows of indicators, but there is one label per sample',
    );
  }
  const pairs = readLabelPairs(yTrue, yPred, options);
  return toMatrices(countLabels(pairs, resolveLabels(options.labels, pairs.labels)), totalOf(pairs));
}

function totalOf({ nSamples, weights }: LabelPairs | IndicatorPairs): number {
  return weights === undefined ? nSamples : sum(nSamples, (i) => weights[i] as number);
}

/** @param factors - What to multiply the counts of each matrix with. */
function toMatrices(counts: ClassCounts, total: number, factors?: Float64Array): Matrix[] {
  return Array.from(counts.right, (tp, k) => {
    const fp = (counts.predicted[k] as number) - tp;
    const fn = (counts.true[k] as number) - tp;
    // Sums of weights round, and none that were left could be below 0.
    const tn = Math.max(0, total - tp - fp - fn);
    const factor = factors?.[k] ?? 1;
    return new Matrix(2, 2, Float64Array.of(tn * factor, fp * factor, fn * factor, tp * factor));
  });
}

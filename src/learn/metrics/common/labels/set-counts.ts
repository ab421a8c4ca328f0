import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import type { Label } from '../../../../core/session.js';
import type { Target } from '../../../contracts.js';
import { sum } from '../../../math/sums/sum.js';
import { checkAverage, meanOfDefined, type Average, type PrecisionRecallOptions } from './average.js';
import { countIndicators, countLabels, countPerSample, resolveColumns, type ClassCounts } from './class-counts.js';
import { isIndicators, readIndicatorPairs, type IndicatorPairs, type LabelTarget } from './indicator-pairs.js';
import { readLabelPairs, resolveLabels, type LabelPairs } from './label-pairs.js';

/** Counts of whatever is averaged over, and the way to average. */
export interface SetCounts extends ClassCounts {
  /** Scores as an array for `none`, else their average. */
  readonly reduce: (scores: Float64Array) => Float64Array | number;
}

/**
 * Reads targets and counts as `average` wants it: by class, pooled, or by sample.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` naming what does not belong.
 */
export function countSets(yTrue: LabelTarget, yPred: LabelTarget, options: PrecisionRecallOptions): SetCounts {
  const { average = 'binary' } = options;
  checkAverage(average);
  const targets =
    isIndicators(yTrue) || isIndicators(yPred)
      ? readIndicatorPairs(yTrue, yPred, options)
      : readLabelPairs(yTrue, yPred, options);
  return averaged(countTargets(targets, options), average, targets.weights);
}

/** `countSets` of targets that are read already. */
export function countTargets(targets: LabelPairs | IndicatorPairs, options: PrecisionRecallOptions): ClassCounts {
  const { average = 'binary' } = options;
  return targets.kind === 'labels'
    ? countOfLabels(targets, average, options)
    : countOfIndicators(targets, average, options);
}

/** Counts with the way to average them. */
export function averaged(counts: ClassCounts, average: Average, sampleWeight: Float64Array | undefined): SetCounts {
  const { right, predicted, true: actual } = average === 'micro' ? pool(counts) : counts;
  const weights = average === 'weighted' ? actual : average === 'samples' ? sampleWeight : undefined;
  const reduce = (scores: Float64Array): Float64Array | number =>
    average === 'none' ? scores : meanOfDefined(scores, weights);
  return { right, predicted, true: actual, reduce };
}

function countOfLabels(pairs: LabelPairs, average: Average, options: PrecisionRecallOptions): ClassCounts {
  if (average === 'samples') {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      'average "samples" is for rows of indicators, but there is one label per sample',
    );
  }
  const labels =
    average === 'binary'
      ? [resolvePosLabel(pairs.labels, options.posLabel)]
      : resolveLabels(options.labels, pairs.labels);
  return countLabels(pairs, labels);
}

function countOfIndicators(
  pairs: IndicatorPairs,
  average: Average,
  { labels }: { readonly labels?: Target },
): ClassCounts {
  if (average === 'binary') {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      'average "binary" needs one label per sample; for indicators choose "micro", "macro", "weighted", "samples" or "none"',
    );
  }
  const columns = resolveColumns(labels, pairs.nLabels);
  return average === 'samples' ? countPerSample(pairs, columns) : countIndicators(pairs, columns);
}

function resolvePosLabel(present: readonly Label[], posLabel: Label | undefined): Label {
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

function pool(counts: ClassCounts): ClassCounts {
  const total = (values: Float64Array): Float64Array => Float64Array.of(sum(values.length, (k) => values[k] as number));
  return { right: total(counts.right), predicted: total(counts.predicted), true: total(counts.true) };
}

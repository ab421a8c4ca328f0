import { checkOptionNames } from '../../../../core/options.js';
import type { Target } from '../../../contracts.js';
import { sum } from '../../../math/sums/sum.js';
import type { SampleWeightOption } from '../../common/check-targets.js';
import { countLabels } from '../../common/labels/class-counts.js';
import { readLabelPairs } from '../../common/labels/label-pairs.js';

/**
 * The correlation of true and predicted classes (MCC, φ), in which every cell of the confusion matrix has a part.
 *
 * 1 is perfect, 0 is no better than guessing, −1 (of two classes) is always wrong; higher is better. 0 where all
 * truths or all predictions are of one class.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param yPred - Labels of the same type; shape `[nSamples]`.
 * @returns A number in `[−1, 1]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, or a value is no label.
 *
 * Method: Gorodkin 2004 for any number of classes, from exact counts. Semantics of scikit-learn's
 * `matthews_corrcoef`.
 *
 * @example
 * ```ts
 * matthewsCorrcoef([1, 1, 1, -1], [1, -1, 1, 1]) // -0.3333333333333333
 * ```
 */
export function matthewsCorrcoef(yTrue: Target, yPred: Target, options: SampleWeightOption = {}): number {
  checkOptionNames('matthewsCorrcoef', options, ['sampleWeight']);
  const pairs = readLabelPairs(yTrue, yPred, options);
  const { right, predicted, true: actual } = countLabels(pairs, pairs.labels);
  const size = right.length;
  const total = sum(size, (k) => actual[k] as number);
  // Each term is a difference of whole numbers where there are no weights: no digit is lost before the root.
  const covariance = sum(size, (k) => (right[k] as number) * total - (predicted[k] as number) * (actual[k] as number));
  const spread = (counts: Float64Array): number =>
    sum(size, (k) => (counts[k] as number) * (total - (counts[k] as number)));
  const scale = Math.sqrt(spread(actual) * spread(predicted));
  return scale > 0 ? Math.max(-1, Math.min(1, covariance / scale)) : 0;
}

import { ModelMountError } from '../../../../core/errors.js';
import { checkOptionNames } from '../../../../core/options.js';
import type { Target } from '../../../contracts.js';
import { sum } from '../../../math/sums/sum.js';
import type { SampleWeightOption } from '../../common/check-targets.js';
import { countLabels } from '../../common/labels/class-counts.js';
import { readLabelPairs } from '../../common/labels/label-pairs.js';

/** Options of `balancedAccuracyScore`. */
export interface BalancedAccuracyOptions extends SampleWeightOption {
  /** Moves the scale, so that guessing scores 0 and perfect stays 1. @default false */
  readonly adjusted?: boolean;
}

/**
 * The mean of the recalls of the classes: accuracy as if all classes were equally frequent.
 *
 * 1 is perfect; higher is better; always predicting one of k classes scores 1/k. Classes that are never true are
 * left out.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param yPred - Labels of the same type; shape `[nSamples]`.
 * @returns A number in `[0, 1]`; adjusted, in `[−1/(k−1), 1]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, or a value is no label.
 *   `UNDEFINED_SCORE` if it is to be adjusted and `yTrue` has only one class.
 *
 * Source: Brodersen et al. 2010. Semantics of scikit-learn's `balanced_accuracy_score`.
 *
 * @example
 * ```ts
 * balancedAccuracyScore([0, 1, 0, 0, 1, 0], [0, 1, 0, 0, 0, 1]) // 0.625
 * ```
 */
export function balancedAccuracyScore(yTrue: Target, yPred: Target, options: BalancedAccuracyOptions = {}): number {
  checkOptionNames('balancedAccuracyScore', options, ['adjusted', 'sampleWeight']);
  const pairs = readLabelPairs(yTrue, yPred, options);
  const { right, true: actual } = countLabels(pairs, pairs.labels);
  const nClasses = actual.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0);
  const recallOf = (k: number): number => (actual[k] === 0 ? 0 : (right[k] as number) / (actual[k] as number));
  const score = sum(actual.length, recallOf) / nClasses;
  if (options.adjusted !== true) return score;
  if (nClasses === 1) {
    throw new ModelMountError(
      'UNDEFINED_SCORE',
      'adjusted balanced accuracy needs two classes, but yTrue has one: guessing is always right',
    );
  }
  return (score - 1 / nClasses) / (1 - 1 / nClasses);
}

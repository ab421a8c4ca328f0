import type { Estimator, Target } from '../../contracts.js';
import { checkLabels } from '../../data/labels/check-labels.js';
import { sortedLabels } from '../../data/labels/labels.js';
import type { Samples } from '../../data/samples.js';
import { checkFitInput } from '../common/check-fit-input.js';
import { checkOptions } from '../common/check-options.js';
import { FittedKNeighborsClassifier } from './fitted-k-neighbors-classifier.js';
import { NEIGHBOR_RULES, type NeighborOptions } from './neighbor-options.js';

/**
 * Classifies by a vote of the nearest samples. There is nothing to train: the model is the samples.
 *
 * Distances compare features with each other, so bring them to one scale first (`StandardScaler`). A tie of votes goes
 * to the first class; of samples that are equally far the first ones are asked.
 *
 * @example
 * ```ts
 * const model = new KNeighborsClassifier({ nNeighbors: 3 }).fit([[0], [1], [2], [9]], ['low', 'low', 'high', 'high']);
 * model.predict([[0.4]]); // ['low']
 * ```
 */
export class KNeighborsClassifier implements Estimator<FittedKNeighborsClassifier> {
  readonly estimatorType = 'classifier';
  readonly options: NeighborOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: NeighborOptions = {}) {
    checkOptions('KNeighborsClassifier', options, NEIGHBOR_RULES);
    this.options = options;
  }

  /**
   * @param X - Finite numbers; shape `[nSamples, nFeatures]`.
   * @param y - Labels, all strings, all booleans or all whole numbers; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` naming the row and column of what is not so, or if there are fewer
   *   samples than neighbours.
   */
  fit(X: Samples, y: Target): FittedKNeighborsClassifier {
    const labels = checkLabels(y, 'y');
    const { matrix, featureNames } = checkFitInput(X, labels.length, { who: 'KNeighborsClassifier', options: {} });
    const classes = sortedLabels(labels);
    const indexOf = new Map(classes.map((label, k) => [label, k]));
    const classOf = Int32Array.from(labels, (label) => indexOf.get(label) as number);
    return new FittedKNeighborsClassifier({ points: matrix, featureNames, classes, classOf, options: this.options });
  }
}

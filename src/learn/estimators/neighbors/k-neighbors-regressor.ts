import type { Estimator } from '../../contracts.js';
import { checkNumbers } from '../../data/check-numbers.js';
import type { Samples } from '../../data/samples.js';
import { checkFitInput } from '../common/check-fit-input.js';
import { checkOptions } from '../common/check-options.js';
import { FittedKNeighborsRegressor } from './fitted-k-neighbors-regressor.js';
import { NEIGHBOR_RULES, type NeighborOptions } from './neighbor-options.js';

/**
 * Answers the mean of the targets of the nearest samples. There is nothing to train: the model is the samples.
 *
 * Distances compare features with each other, so bring them to one scale first (`StandardScaler`). Of samples that are
 * equally far the first ones are asked.
 *
 * @example
 * ```ts
 * const model = new KNeighborsRegressor({ nNeighbors: 2 }).fit([[0], [1], [2], [9]], [0, 10, 20, 90]);
 * model.predict([[0.4]]); // Float64Array [5]
 * ```
 */
export class KNeighborsRegressor implements Estimator<FittedKNeighborsRegressor> {
  readonly estimatorType = 'regressor';
  readonly options: NeighborOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: NeighborOptions = {}) {
    checkOptions('KNeighborsRegressor', options, NEIGHBOR_RULES);
    this.options = options;
  }

  /**
   * @param X - Finite numbers; shape `[nSamples, nFeatures]`.
   * @param y - Finite numbers; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` naming the row and column of what is not so, or if there are fewer
   *   samples than neighbours.
   */
  fit(X: Samples, y: ArrayLike<number>): FittedKNeighborsRegressor {
    const targets = checkNumbers(y, 'y');
    const { matrix, featureNames } = checkFitInput(X, targets.length, { who: 'KNeighborsRegressor', options: {} });
    return new FittedKNeighborsRegressor({ points: matrix, featureNames, targets, options: this.options });
  }
}

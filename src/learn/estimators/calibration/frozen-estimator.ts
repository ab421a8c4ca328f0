import { ModelMountError } from '../../../core/errors.js';
import { isObject } from '../../../core/json.js';
import { show } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';
import type { Estimator, Predictor } from '../../contracts.js';

/** Options of `FrozenEstimator`. */
export interface FrozenEstimatorOptions<P extends Predictor> {
  /** What `fit` gives, whatever the data. */
  readonly estimator: P;
}

/**
 * An estimator whose `fit` gives a model that is fitted already: to calibrate a model on data that it has not seen,
 * without training it again.
 *
 * @example
 * ```ts
 * const model = new LogisticRegression().fit([[0], [1], [2], [3]], [0, 0, 1, 1]);
 * new FrozenEstimator({ estimator: model }).fit() === model; // true
 * ```
 */
export class FrozenEstimator<P extends Predictor> implements Estimator<P> {
  /** Weights are passed over, as the data is: what holds the estimator may need them for itself. */
  readonly fitOptions = ['sampleWeight'] as const;
  readonly options: FrozenEstimatorOptions<P>;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` if `estimator` is no fitted model. */
  constructor(options: FrozenEstimatorOptions<P>) {
    checkOptionNames('FrozenEstimator', options, ['estimator']);
    const estimator: unknown = options.estimator;
    if (!isObject(estimator) || typeof estimator['predict'] !== 'function') {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `option "estimator" of FrozenEstimator must be a fitted model, with predict, got ${show(estimator)}`,
      );
    }
    this.options = options;
  }

  /** A classifier where the model has classes. */
  get estimatorType(): 'classifier' | 'regressor' {
    return this.options.estimator.classes === undefined ? 'regressor' : 'classifier';
  }

  /** The model, as it is. */
  fit(): P {
    return this.options.estimator;
  }
}

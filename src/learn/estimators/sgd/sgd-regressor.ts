import { ModelMountError } from '../../../core/errors.js';
import type { Estimator } from '../../contracts.js';
import { checkNumbers } from '../../data/check-numbers.js';
import type { Samples } from '../../data/samples.js';
import type { FitOptions } from '../common/check-fit-input.js';
import { FittedSGDRegressor } from './fitted-sgd-regressor.js';
import { checkFitOptions, checkSgdInput } from './sgd-input.js';
import { resolveRegressorOptions, type SGDRegressorOptions } from './sgd-regressor-options.js';
import { trainRegressor } from './train-regressor.js';

/**
 * Linear regression trained by stochastic gradient descent: one sample at a time, for data of any size and for data
 * that arrives in batches (`partialFit`).
 *
 * Bring the features to one scale first (`StandardScaler`). With the same seed the coefficients are those of
 * scikit-learn to about 1e-13, also of a `SparseMatrix`.
 *
 * SGD stops near its optimum, not at it: where all samples fit in memory, `LinearRegression` and `Ridge` are exact.
 *
 * Time O(stored elements) an epoch.
 *
 * @example
 * ```ts
 * const model = new SGDRegressor({ eta0: 0.1, maxIter: 5000, tol: 1e-9, alpha: 0, randomState: 0 }).fit([[-1], [0], [1]], [1, 3, 5]);
 * model.predict([[2]])[0]; // ≈ 7.00
 * ```
 */
export class SGDRegressor implements Estimator<FittedSGDRegressor> {
  readonly estimatorType = 'regressor';
  readonly fitOptions = ['sampleWeight'] as const;
  readonly options: SGDRegressorOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: SGDRegressorOptions = {}) {
    resolveRegressorOptions(options);
    this.options = options;
  }

  /**
   * @param X - Finite numbers; shape `[nSamples, nFeatures]`.
   * @param y - Finite numbers; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` naming the row and column of what is not so, or if the coefficients
   *   overflow.
   */
  fit(X: Samples, y: ArrayLike<number>, options: FitOptions = {}): FittedSGDRegressor {
    const settings = resolveRegressorOptions(this.options);
    const fitted = this.#train({ X, y, options, method: 'fit' }, settings);
    if (!fitted.isConverged && settings.tol > -Infinity) {
      const message = `SGDRegressor still made progress after ${fitted.nIter} epochs; raise maxIter or tol`;
      this.options.onWarning?.(new ModelMountError('NOT_CONVERGED', message, { details: { nIter: fitted.nIter } }));
    }
    return fitted;
  }

  /**
   * Starts training on batches: one epoch over the first of them. The value that it gives has a `partialFit` for the
   * next.
   *
   * @throws {ModelMountError} `INVALID_ARGUMENT` as `fit`, and for `earlyStopping`, which needs all samples at once.
   */
  partialFit(X: Samples, y: ArrayLike<number>, options: FitOptions = {}): FittedSGDRegressor {
    return this.#train({ X, y, options, method: 'partialFit' }, resolveRegressorOptions(this.options, true));
  }

  #train(
    { X, y, options, method }: { X: Samples; y: ArrayLike<number>; options: FitOptions; method: string },
    settings: ReturnType<typeof resolveRegressorOptions>,
  ): FittedSGDRegressor {
    checkFitOptions(`SGDRegressor.${method}`, options);
    const targets = checkNumbers(y, 'y');
    const { sampleWeight } = options;
    const input = checkSgdInput(X, targets.length, { who: 'SGDRegressor', sampleWeight });
    return new FittedSGDRegressor(trainRegressor({ input, targets }, this.options, settings));
  }
}

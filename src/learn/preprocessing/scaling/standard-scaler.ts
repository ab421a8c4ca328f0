import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';
import type { Estimator, Target } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import { FittedStandardScaler, type StandardScalerFitOptions } from './fitted-standard-scaler.js';
import { readMoments } from './common/read-statistics.js';

const WHO = 'StandardScaler';

/** Options of `StandardScaler`. */
export interface StandardScalerOptions {
  /** Whether the mean is subtracted. @default true */
  readonly withMean?: boolean;
  /** Whether values are divided by the standard deviation. @default true */
  readonly withStd?: boolean;
}

/**
 * Shifts each column to mean 0 and scales it to standard deviation 1 (the population's, divided by n).
 *
 * NaN is ignored when fitting and kept when transforming; a column that is constant up to rounding is only
 * shifted. A sparse matrix stays sparse without `withMean`. Semantics of scikit-learn's `StandardScaler`.
 *
 * @example
 * ```ts
 * const scaler = new StandardScaler().fit([[1], [3]]);
 * scaler.transform([[4]]).toRows(); // [[2]]
 * ```
 */
export class StandardScaler implements Estimator<FittedStandardScaler> {
  readonly fitOptions = ['sampleWeight'] as const;
  readonly options: StandardScalerOptions;
  readonly withMean: boolean;
  readonly withStd: boolean;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or one that is not a boolean. */
  constructor(options: StandardScalerOptions = {}) {
    checkOptionNames(WHO, options, ['withMean', 'withStd']);
    const { withMean = true, withStd = true } = options;
    this.options = options;
    for (const [name, value] of Object.entries({ withMean, withStd })) {
      if (typeof value !== 'boolean') {
        throw new ModelMountError('INVALID_ARGUMENT', `${name} of ${WHO} must be true or false, got ${show(value)}`);
      }
    }
    this.withMean = withMean;
    this.withStd = withStd;
  }

  /**
   * @param X - Numbers, finite or missing; shape `[nSamples, nFeatures]`.
   * @param _y - Not used.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is empty, or holds strings or an infinity, or the weights
   *   are not one number ≥ 0 per row with a positive sum.
   */
  fit(X: Samples, _y?: Target, options: StandardScalerFitOptions = {}): FittedStandardScaler {
    checkOptionNames(`${WHO}.fit`, options, ['sampleWeight']);
    const { mean, meanRest, variance, weight, featureNames } = readMoments(X, { who: WHO }, options.sampleWeight);
    return new FittedStandardScaler({
      withMean: this.withMean,
      withStd: this.withStd,
      nSamplesSeen: weight,
      mean: this.withMean || this.withStd ? mean : undefined,
      meanRest,
      var: this.withStd ? variance : undefined,
      featureNames,
    });
  }
}

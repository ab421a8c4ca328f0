import type { Estimator } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import { FittedMaxAbsScaler, largestAbsolute } from './fitted-max-abs-scaler.js';
import { readExtents } from './common/read-statistics.js';

const WHO = 'MaxAbsScaler';

/** Options of `MaxAbsScaler`. */
export interface MaxAbsScalerOptions {
  /** Whether values beyond those seen when fitting are cut to -1 and 1. @default false */
  readonly clip?: boolean;
}

/**
 * Divides each column by its largest absolute value, which leaves 0 at 0: a sparse matrix stays sparse.
 *
 * NaN is ignored when fitting and kept when transforming; a column of zeros stays as it is. Semantics of scikit-learn's
 * `MaxAbsScaler`.
 *
 * @example
 * ```ts
 * const scaler = new MaxAbsScaler().fit([[1, -10], [-2, 5]]);
 * scaler.transform([[3, 5]]).toRows(); // [[1.5, 0.5]]
 * ```
 */
export class MaxAbsScaler implements Estimator<FittedMaxAbsScaler> {
  readonly options: MaxAbsScalerOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or one that is not a boolean. */
  constructor(options: MaxAbsScalerOptions = {}) {
    checkOptions<MaxAbsScalerOptions>(WHO, options, { clip: OPTION_RULES.flag });
    this.options = options;
  }

  /**
   * @param X - Numbers, finite or missing; shape `[nSamples, nFeatures]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is empty, or holds strings or an infinity.
   */
  fit(X: Samples): FittedMaxAbsScaler {
    const { nRows, featureNames, ...extents } = readExtents(X, { who: WHO });
    return new FittedMaxAbsScaler({
      clip: this.options.clip ?? false,
      nSamplesSeen: nRows,
      maxAbs: largestAbsolute(extents),
      featureNames,
    });
  }
}

import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';
import type { Estimator } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import { checkRange, FittedMinMaxScaler } from './fitted-min-max-scaler.js';
import { readExtents } from './common/read-statistics.js';

const WHO = 'MinMaxScaler';

/** Options of `MinMaxScaler`. */
export interface MinMaxScalerOptions {
  /** What the smallest and the largest value seen when fitting become; the first below the second. @default [0, 1] */
  readonly featureRange?: readonly [min: number, max: number];
  /** Whether values beyond those seen when fitting are cut to `featureRange`. @default false */
  readonly clip?: boolean;
}

/**
 * Scales each column linearly to a range.
 *
 * NaN is ignored when fitting and kept when transforming; a column of one value becomes the lower bound.
 * Semantics of scikit-learn's `MinMaxScaler`.
 *
 * @example
 * ```ts
 * const scaler = new MinMaxScaler().fit([[1, 10], [3, 20]]);
 * scaler.transform([[2, 40]]).toRows(); // [[0.5, 3]]
 * ```
 */
export class MinMaxScaler implements Estimator<FittedMinMaxScaler> {
  readonly options: MinMaxScalerOptions;
  readonly featureRange: readonly [number, number];
  readonly clip: boolean;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a range that is not ascending. */
  constructor(options: MinMaxScalerOptions = {}) {
    checkOptionNames(WHO, options, ['featureRange', 'clip']);
    const { featureRange = [0, 1], clip = false } = options;
    this.options = options;
    this.featureRange = checkRange(featureRange, `featureRange of ${WHO}`);
    if (typeof clip !== 'boolean') {
      throw new ModelMountError('INVALID_ARGUMENT', `clip of ${WHO} must be true or false, got ${show(clip)}`);
    }
    this.clip = clip;
  }

  /**
   * @param X - Numbers, finite or missing; shape `[nSamples, nFeatures]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is empty, or holds strings or an infinity.
   */
  fit(X: Samples): FittedMinMaxScaler {
    const { min, max, nRows, featureNames } = readExtents(X, { who: WHO });
    return new FittedMinMaxScaler({
      featureRange: this.featureRange,
      clip: this.clip,
      nSamplesSeen: nRows,
      dataMin: min,
      dataMax: max,
      featureNames,
    });
  }
}

import { ModelMountError } from '../../../core/errors.js';
import type { Estimator } from '../../contracts.js';
import { featureNamesOf, type Samples } from '../../data/samples.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import { medianOfSorted, quantileOfSorted, sortAround } from '../../math/columns/quantiles.js';
import { forEachColumn } from '../../math/columns/sorted-columns.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { normalQuantile } from '../../math/distributions/normal.js';
import { readFinite } from '../common/numbers.js';
import { FittedRobustScaler } from './fitted-robust-scaler.js';
import { isNegligible } from './common/linear-maps.js';

const WHO = 'RobustScaler';

/** Options of `RobustScaler`. */
export interface RobustScalerOptions {
  /** Whether the median is subtracted. @default true */
  readonly withCentering?: boolean;
  /** Whether values are divided by the range between two percentiles. @default true */
  readonly withScaling?: boolean;
  /** The two percentiles, from 0 to 100, the first not above the second. @default [25, 75] */
  readonly quantileRange?: readonly [low: number, high: number];
  /**
   * Whether the range is divided by that of a standard normal distribution, so that normal values get a variance of 1.
   * @default false
   */
  readonly unitVariance?: boolean;
}

const RULES = {
  withCentering: OPTION_RULES.flag,
  withScaling: OPTION_RULES.flag,
  unitVariance: OPTION_RULES.flag,
  quantileRange: { expected: 'two percentiles from 0 to 100, the first not above the second', accepts: isRange },
};

/**
 * Shifts each column by its median and scales it by the range between two percentiles, which outliers do not move.
 *
 * NaN is ignored when fitting and kept when transforming; a range of 0 scales by 1. A sparse matrix stays sparse
 * without `withCentering`. Semantics of scikit-learn's `RobustScaler`.
 *
 * @example
 * ```ts
 * const scaler = new RobustScaler().fit([[1], [2], [3], [4], [1000]]);
 * scaler.transform([[5]]).toRows(); // [[1]]
 * ```
 */
export class RobustScaler implements Estimator<FittedRobustScaler> {
  readonly options: RobustScalerOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: RobustScalerOptions = {}) {
    checkOptions<RobustScalerOptions>(WHO, options, RULES);
    const { unitVariance = false, quantileRange: [low, high] = [25, 75] } = options;
    if (unitVariance && !(low > 0 && low < high && high < 100)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `option "quantileRange" of ${WHO} must be two different percentiles between 0 and 100 with unitVariance, since a normal distribution has no others; got [${low}, ${high}]`,
      );
    }
    this.options = options;
  }

  /**
   * @param X - Numbers, finite or missing; shape `[nSamples, nFeatures]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is empty, or holds strings or an infinity.
   *
   * Time O(nFeatures · nSamples).
   */
  fit(X: Samples): FittedRobustScaler {
    const { withCentering = true, withScaling = true, unitVariance = false, quantileRange = [25, 75] } = this.options;
    const read = readFinite(X, { who: WHO });
    const rows = read instanceof SparseMatrix && withCentering ? read.toMatrix() : read;
    const center = withCentering ? new Float64Array(rows.nColumns) : undefined;
    const scale = withScaling ? new Float64Array(rows.nColumns) : undefined;
    const [low, high] = quantileRange.map((percentile) => percentile / 100) as [number, number];
    const unit = unitVariance ? normalQuantile(high) - normalQuantile(low) : 1;
    const shares = [...(withCentering ? [0.5] : []), ...(withScaling ? [low, high] : [])];
    forEachColumn(rows, (sorted, j) => {
      sortAround(sorted, shares);
      if (center) center[j] = medianOfSorted(sorted);
      if (!scale) return;
      const range = quantileOfSorted(sorted, high) - quantileOfSorted(sorted, low);
      scale[j] = (isNegligible(range) ? 1 : range) / unit;
    });
    return new FittedRobustScaler({ nFeatures: rows.nColumns, center, scale, featureNames: featureNamesOf(X) });
  }
}

function isRange(value: unknown): boolean {
  const [low, high] = (Array.isArray(value) && value.length === 2 ? value : []) as unknown[];
  return typeof low === 'number' && typeof high === 'number' && low >= 0 && low <= high && high <= 100;
}

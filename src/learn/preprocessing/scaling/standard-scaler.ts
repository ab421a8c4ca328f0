import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { JsonObject } from '../../../core/json.js';
import { checkOptionNames } from '../../../core/options.js';
import type { Estimator, Target, Transformer } from '../../contracts.js';
import { checkSampleWeight } from '../../data/check-sample-weight.js';
import { toJsonNumbers } from '../../data/json-number.js';
import { featureNamesOf, type Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import { nanMoments } from '../../math/statistics.js';
import { inputNames } from '../common/feature-names.js';
import { alignNumbers, copyNumbers, readColumns, refuseOverflow } from '../common/input.js';
import { JsonFields } from '../common/json-fields.js';
import type { ReviveOptions } from '../common/revive-context.js';

const WHO = 'StandardScaler';

/** Options of `StandardScaler`. */
export interface StandardScalerOptions {
  /** Whether the mean is subtracted. @default true */
  readonly withMean?: boolean;
  /** Whether values are divided by the standard deviation. @default true */
  readonly withStd?: boolean;
}

/** What `StandardScaler.fit` can take beside the data. */
export interface StandardScalerFitOptions {
  /** A weight per row, finite and ≥ 0, not all 0; shape `[nSamples]`. @default 1 each */
  readonly sampleWeight?: ArrayLike<number>;
}

/**
 * Shifts each column to mean 0 and scales it to standard deviation 1 (the population's, divided by n).
 *
 * NaN is ignored when fitting and kept when transforming; a column that is constant up to rounding is only
 * shifted. Semantics of scikit-learn's `StandardScaler`.
 *
 * @example
 * ```ts
 * const scaler = new StandardScaler().fit([[1], [3]]);
 * scaler.transform([[4]]).toRows(); // [[2]]
 * ```
 */
export class StandardScaler implements Estimator<FittedStandardScaler> {
  readonly withMean: boolean;
  readonly withStd: boolean;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or one that is not a boolean. */
  constructor(options: StandardScalerOptions = {}) {
    checkOptionNames(WHO, options, ['withMean', 'withStd']);
    const { withMean = true, withStd = true } = options;
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
    const { sampleWeight } = options;
    const columns = readColumns(X, WHO);
    const weights = sampleWeight && checkSampleWeight(sampleWeight, columns[0]?.length ?? 0);
    const moments = columns.map((column) => nanMoments(column, weights));
    return new FittedStandardScaler({
      withMean: this.withMean,
      withStd: this.withStd,
      nSamplesSeen: Float64Array.from(moments, ({ weight }) => weight),
      mean: this.withMean || this.withStd ? Float64Array.from(moments, ({ mean }) => mean) : undefined,
      var: this.withStd ? Float64Array.from(moments, ({ variance }) => variance) : undefined,
      featureNames: featureNamesOf(X),
    });
  }
}

/** What a fitted `StandardScaler` knows. */
export interface StandardScalerState extends Required<StandardScalerOptions> {
  /** Number of values (or sum of weights) that each column had; scikit-learn writes one number where all are equal. */
  readonly nSamplesSeen: Float64Array;
  /** Mean of each column; NaN where it had no value; `undefined` where neither option needs it. */
  readonly mean: Float64Array | undefined;
  /** Population variance of each column; `undefined` without `withStd`. */
  readonly var: Float64Array | undefined;
  readonly featureNames: readonly string[] | undefined;
}

/** A fitted `StandardScaler`. */
export class FittedStandardScaler implements Transformer {
  readonly kind = 'standardScaler';
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  readonly withMean: boolean;
  readonly withStd: boolean;
  readonly nSamplesSeen: Float64Array;
  readonly mean: Float64Array | undefined;
  readonly var: Float64Array | undefined;
  /** What a column is divided by: its standard deviation, or 1 where it is constant. */
  readonly scale: Float64Array | undefined;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` if the mean or variance of a column overflows. */
  constructor(state: StandardScalerState) {
    this.withMean = state.withMean;
    this.withStd = state.withStd;
    this.nSamplesSeen = state.nSamplesSeen;
    this.mean = state.mean;
    this.var = state.var;
    this.featureNames = state.featureNames;
    this.nFeatures = state.nSamplesSeen.length;
    this.nFeaturesOut = this.nFeatures;
    refuseOverflow(state.mean, 'mean', state.featureNames);
    refuseOverflow(state.var, 'variance', state.featureNames);
    this.scale = state.var?.map((variance, j) => {
      const n = state.nSamplesSeen[j] as number;
      return isConstant(variance, state.mean?.[j] ?? 0, n) ? 1 : Math.sqrt(variance);
    });
  }

  /**
   * @param X - The columns seen when fitting; finite or missing.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ or a value is infinite.
   */
  transform(X: Samples): Matrix {
    const out = copyNumbers(X, this, WHO);
    this.transformInPlace(out.data);
    return out;
  }

  /** See `Transformer.transformInPlace`. */
  transformInPlace(data: Float64Array): boolean {
    const { nFeatures, scale } = this;
    const shift = this.withMean ? this.mean : undefined;
    for (let start = 0; start < data.length; start += nFeatures) {
      for (let j = 0; j < nFeatures; j++) {
        const value = data[start + j] as number;
        if (value === Infinity || value === -Infinity) return false;
        data[start + j] = (value - (shift?.[j] ?? 0)) / (scale?.[j] ?? 1);
      }
    }
    return true;
  }

  /** The values before `transform`. */
  inverseTransform(X: Samples): Matrix {
    const { data, nRows, nColumns } = alignNumbers(X, this, WHO);
    const shifts = this.withMean ? this.mean : undefined;
    const values = data.map((value, k) => value * (this.scale?.[k % nColumns] ?? 1) + (shifts?.[k % nColumns] ?? 0));
    return new Matrix(nRows, nColumns, values);
  }

  featureNamesOut(names?: readonly string[]): readonly string[] {
    return inputNames(this, names);
  }

  toJSON(): JsonObject {
    const isEqual = this.nSamplesSeen.every((n) => n === this.nSamplesSeen[0]);
    return {
      kind: this.kind,
      featureNames: this.featureNames,
      nFeatures: this.nFeatures,
      withMean: this.withMean,
      withStd: this.withStd,
      nSamplesSeen: isEqual ? this.nSamplesSeen[0] : toJsonNumbers(this.nSamplesSeen),
      mean: this.mean && toJsonNumbers(this.mean),
      var: this.var && toJsonNumbers(this.var),
    };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedStandardScaler {
    const known = ['featureNames', 'nFeatures', 'withMean', 'withStd', 'nSamplesSeen', 'mean', 'var'];
    const fields = new JsonFields(json, path, { kind: 'standardScaler', known });
    const nFeatures = fields.nFeatures();
    const withMean = fields.boolean('withMean');
    const withStd = fields.boolean('withStd');
    const negative = (values: Float64Array): number => values.findIndex((value) => value < 0);
    const variances = withStd ? fields.numbers('var', nFeatures) : undefined;
    if (variances !== undefined && negative(variances) !== -1)
      fields.fail(`var/${negative(variances)}`, 'must be >= 0');
    const seen = fields.raw('nSamplesSeen');
    const nSamplesSeen =
      typeof seen === 'number' ? new Float64Array(nFeatures).fill(seen) : fields.numbers('nSamplesSeen', nFeatures);
    if (!nSamplesSeen.every((n) => n >= 0 && n < Infinity)) fields.fail('nSamplesSeen', 'must be finite and >= 0');
    return new FittedStandardScaler({
      withMean,
      withStd,
      nSamplesSeen,
      mean: withMean || withStd ? fields.numbers('mean', nFeatures) : undefined,
      var: variances,
      featureNames: fields.featureNames(nFeatures),
    });
  }
}

/** Whether a variance is no more than the rounding error of computing it (Chan, Golub & LeVeque 1983). */
function isConstant(variance: number, mean: number, n: number): boolean {
  return variance <= n * Number.EPSILON * variance + (n * mean * Number.EPSILON) ** 2;
}

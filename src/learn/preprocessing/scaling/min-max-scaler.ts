import { ModelMountError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import { show } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';
import type { Estimator, Transformer } from '../../contracts.js';
import { toJsonNumbers } from '../../data/json-number.js';
import { featureNamesOf, type Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import { nanExtent } from '../../math/statistics.js';
import { inputNames } from '../common/feature-names.js';
import { alignNumbers, copyNumbers, readColumns, refuseOverflow } from '../common/input.js';
import { JsonFields } from '../common/json-fields.js';
import type { ReviveOptions } from '../common/revive-context.js';

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
  readonly featureRange: readonly [number, number];
  readonly clip: boolean;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a range that is not ascending. */
  constructor(options: MinMaxScalerOptions = {}) {
    checkOptionNames(WHO, options, ['featureRange', 'clip']);
    const { featureRange = [0, 1], clip = false } = options;
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
    const columns = readColumns(X, WHO);
    const extents = columns.map(nanExtent);
    return new FittedMinMaxScaler({
      featureRange: this.featureRange,
      clip: this.clip,
      nSamplesSeen: columns[0]?.length ?? 0,
      dataMin: Float64Array.from(extents, ([min]) => min),
      dataMax: Float64Array.from(extents, ([, max]) => max),
      featureNames: featureNamesOf(X),
    });
  }
}

/** What a fitted `MinMaxScaler` knows. */
export interface MinMaxScalerState extends Required<MinMaxScalerOptions> {
  readonly nSamplesSeen: number;
  /** Smallest value of each column; NaN where it had none. */
  readonly dataMin: Float64Array;
  readonly dataMax: Float64Array;
  readonly featureNames: readonly string[] | undefined;
}

/** A fitted `MinMaxScaler`. */
export class FittedMinMaxScaler implements Transformer {
  readonly kind = 'minMaxScaler';
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  readonly featureRange: readonly [number, number];
  readonly clip: boolean;
  readonly nSamplesSeen: number;
  readonly dataMin: Float64Array;
  readonly dataMax: Float64Array;
  readonly dataRange: Float64Array;
  /** What a column is multiplied by; 1 range for a column of one value. */
  readonly scale: Float64Array;
  /** What is added after that. */
  readonly min: Float64Array;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` if the range of a column overflows. */
  constructor(state: MinMaxScalerState) {
    this.featureRange = state.featureRange;
    this.clip = state.clip;
    this.nSamplesSeen = state.nSamplesSeen;
    this.dataMin = state.dataMin;
    this.dataMax = state.dataMax;
    this.featureNames = state.featureNames;
    this.nFeatures = state.dataMin.length;
    this.nFeaturesOut = this.nFeatures;
    const [low, high] = state.featureRange;
    this.dataRange = state.dataMax.map((max, j) => max - (state.dataMin[j] as number));
    refuseOverflow(this.dataRange, 'range', this.featureNames);
    this.scale = this.dataRange.map((range) => (high - low) / (isNegligible(range) ? 1 : range));
    this.min = this.scale.map((scale, j) => low - (state.dataMin[j] as number) * scale);
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
    const { nFeatures, scale, min, clip } = this;
    const [low, high] = this.featureRange;
    for (let start = 0; start < data.length; start += nFeatures) {
      for (let j = 0; j < nFeatures; j++) {
        const value = data[start + j] as number;
        if (value === Infinity || value === -Infinity) return false;
        const scaled = value * (scale[j] as number) + (min[j] as number);
        data[start + j] = clip ? Math.min(Math.max(scaled, low), high) : scaled;
      }
    }
    return true;
  }

  /** The values before `transform`; what `clip` cut off does not come back. */
  inverseTransform(X: Samples): Matrix {
    const { data, nRows, nColumns } = alignNumbers(X, this, WHO);
    const { scale, min } = this;
    const values = data.map((value, k) => (value - (min[k % nColumns] as number)) / (scale[k % nColumns] as number));
    return new Matrix(nRows, nColumns, values);
  }

  featureNamesOut(names?: readonly string[]): readonly string[] {
    return inputNames(this, names);
  }

  toJSON(): JsonObject {
    return {
      kind: this.kind,
      featureNames: this.featureNames,
      featureRange: toJsonNumbers(this.featureRange),
      clip: this.clip,
      nSamplesSeen: this.nSamplesSeen,
      dataMin: toJsonNumbers(this.dataMin),
      dataMax: toJsonNumbers(this.dataMax),
    };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedMinMaxScaler {
    const known = ['featureNames', 'featureRange', 'clip', 'nSamplesSeen', 'dataMin', 'dataMax'];
    const fields = new JsonFields(json, path, { kind: 'minMaxScaler', known });
    const nFeatures = fields.list('dataMin').length;
    const dataMin = fields.numbers('dataMin');
    const dataMax = fields.numbers('dataMax', nFeatures);
    dataMin.forEach((min, j) => {
      const max = dataMax[j] as number;
      const isRange = min <= max || (Number.isNaN(min) && Number.isNaN(max));
      if (!isRange) fields.fail(`dataMax/${j}`, `must not be below dataMin/${j} (${min}), got ${max}`);
    });
    return new FittedMinMaxScaler({
      featureRange: checkRange(Array.from(fields.numbers('featureRange', 2)), fields.at('featureRange')),
      clip: fields.boolean('clip'),
      nSamplesSeen: fields.integer('nSamplesSeen', 1),
      dataMin,
      dataMax,
      featureNames: fields.featureNames(nFeatures),
    });
  }
}

/** Whether a scale is too small to divide by; scikit-learn's bound for float64, absolute. */
function isNegligible(scale: number): boolean {
  return scale < 10 * Number.EPSILON;
}

function checkRange(range: unknown, where: string): readonly [number, number] {
  const [low, high] = (Array.isArray(range) && range.length === 2 ? range : []) as unknown[];
  if (typeof low === 'number' && typeof high === 'number' && low < high && Number.isFinite(high - low))
    return [low, high];
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `${where} must be two finite numbers, the first below the second; got [${show(low)}, ${show(high)}]`,
  );
}

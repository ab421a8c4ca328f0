import type { JsonObject } from '../../../core/json.js';
import { checkOptionNames } from '../../../core/options.js';
import type { Transformer } from '../../contracts.js';
import { toJsonNumbers } from '../../data/json-number.js';
import type { Rows, Samples } from '../../data/samples.js';
import type { Table } from '../../data/table.js';
import type { ColumnMoments } from '../../math/columns/column-moments.js';
import { joinMoments } from '../../math/columns/join-moments.js';
import type { Matrix } from '../../math/matrix.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { inputNames } from '../common/names/feature-names.js';
import { refuseOverflow } from '../common/input.js';
import { JsonFields } from '../common/json-fields.js';
import { mapDense, mapSparse } from '../common/numbers.js';
import type { ReviveOptions } from '../common/revive-context.js';
import { checkMergeable } from './common/check-mergeable.js';
import {
  columnMap,
  divideSparse,
  multiplyAndShift,
  multiplySparse,
  shiftAndDivide,
  type ColumnMap,
} from './common/linear-maps.js';
import { readMoments } from './common/read-statistics.js';

const WHO = 'StandardScaler';

/** What `fit` and `partialFit` of a `StandardScaler` can take beside the data. */
export interface StandardScalerFitOptions {
  /** A weight per row, finite and ≥ 0, not all 0; shape `[nSamples]`. @default 1 each */
  readonly sampleWeight?: ArrayLike<number>;
}

/** What a fitted `StandardScaler` knows. */
export interface StandardScalerState {
  readonly withMean: boolean;
  readonly withStd: boolean;
  /** Number of values (or sum of weights) that each column had; scikit-learn writes one number where all are equal. */
  readonly nSamplesSeen: Float64Array;
  /** Mean of each column; NaN where it had no value; `undefined` where neither option needs it. */
  readonly mean: Float64Array | undefined;
  /** What rounding cut off the mean; only `partialFit` and `merge` use it. @default 0 each */
  readonly meanRest?: Float64Array | undefined;
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
  readonly meanRest: Float64Array;
  readonly var: Float64Array | undefined;
  /** What a column is divided by: its standard deviation, or 1 where it is constant. */
  readonly scale: Float64Array | undefined;
  readonly #map: ColumnMap;

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
    // Adding 0 makes 0 of a negative one, so that what is left out of the JSON comes back the same.
    this.meanRest = (state.mean && state.meanRest)?.map((rest) => rest + 0) ?? new Float64Array(this.nFeatures);
    refuseOverflow(state.mean, 'mean', state.featureNames);
    refuseOverflow(state.var, 'variance', state.featureNames);
    this.scale = state.var?.map((variance, j) => {
      const n = state.nSamplesSeen[j] as number;
      return isConstant(variance, state.mean?.[j] ?? 0, n) ? 1 : Math.sqrt(variance);
    });
    this.#map = columnMap(this.nFeatures, { shift: this.withMean ? this.mean : undefined, factor: this.scale });
  }

  /**
   * @param X - The columns seen when fitting; finite or missing.
   * @returns A sparse matrix for a sparse one without `withMean`, else a dense one.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ or a value is infinite.
   */
  transform(X: Matrix | Table | Rows): Matrix;
  transform(X: Samples): Matrix | SparseMatrix;
  transform(X: Samples): Matrix | SparseMatrix {
    const reader = { who: WHO, expected: this };
    if (X instanceof SparseMatrix && !this.withMean) {
      return mapSparse(X, reader, (rows) => divideSparse(rows, this.#map.factor));
    }
    return mapDense(X, reader, (source, target) => shiftAndDivide(source, target, this.#map));
  }

  /** See `Transformer.transformInPlace`. */
  transformInPlace(data: Float64Array): boolean {
    return shiftAndDivide(data, data, this.#map);
  }

  /** The values before `transform`. */
  inverseTransform(X: Matrix | Table | Rows): Matrix;
  inverseTransform(X: Samples): Matrix | SparseMatrix;
  inverseTransform(X: Samples): Matrix | SparseMatrix {
    const reader = { who: WHO, expected: this };
    if (X instanceof SparseMatrix && !this.withMean) {
      return mapSparse(X, reader, (rows) => multiplySparse(rows, this.#map.factor));
    }
    return mapDense(X, reader, (source, target) => multiplyAndShift(source, target, this.#map));
  }

  /**
   * A scaler that knows these rows too: the same as one fit of all rows up to rounding, at any mean and also where the
   * rows before had no value. This one is not changed.
   *
   * @param X - The columns seen when fitting; finite or missing. At least one row.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ, there is no row or a value is infinite;
   *   `INVALID_ARGUMENT` for weights that are not one number ≥ 0 per row with a positive sum.
   *
   * @example
   * ```ts
   * const scaler = new StandardScaler().fit([[1], [3]]).partialFit([[5]]);
   * scaler.mean; // Float64Array [3]
   * ```
   */
  partialFit(X: Samples, options: StandardScalerFitOptions = {}): FittedStandardScaler {
    checkOptionNames(`${WHO}.partialFit`, options, ['sampleWeight']);
    const moments = readMoments(X, { who: WHO, expected: this }, options.sampleWeight);
    return this.#joined(moments, moments.featureNames);
  }

  /**
   * A scaler that knows the rows of both, whichever of them is first.
   *
   * @throws {ModelMountError} `INVALID_ARGUMENT` if they differ in their columns or options.
   */
  merge(other: FittedStandardScaler): FittedStandardScaler {
    const featureNames = checkMergeable(WHO, [this, other], ['withMean', 'withStd']);
    return this.#joined(other.#moments(), featureNames);
  }

  #moments(): ColumnMoments {
    const none = new Float64Array(this.nFeatures);
    return {
      weight: this.nSamplesSeen,
      mean: this.mean ?? none,
      meanRest: this.meanRest,
      variance: this.var ?? none,
    };
  }

  #joined(other: ColumnMoments, featureNames: readonly string[] | undefined): FittedStandardScaler {
    const { weight, mean, meanRest, variance } = joinMoments(this.#moments(), other);
    return new FittedStandardScaler({
      withMean: this.withMean,
      withStd: this.withStd,
      nSamplesSeen: weight,
      mean: this.mean && mean,
      meanRest,
      var: this.var && variance,
      featureNames,
    });
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
      meanRest: this.meanRest.some((rest) => rest !== 0) ? toJsonNumbers(this.meanRest) : undefined,
      var: this.var && toJsonNumbers(this.var),
    };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedStandardScaler {
    const known = ['featureNames', 'nFeatures', 'withMean', 'withStd', 'nSamplesSeen', 'mean', 'meanRest', 'var'];
    const fields = new JsonFields(json, path, { kind: 'standardScaler', known });
    const nFeatures = fields.nFeatures();
    const withMean = fields.boolean('withMean');
    const withStd = fields.boolean('withStd');
    const fault = (values: Float64Array | undefined, isSound: (value: number) => boolean): number =>
      values?.findIndex((value) => !isSound(value)) ?? -1;
    const variances = withStd ? fields.numbers('var', nFeatures) : undefined;
    const negative = fault(variances, (value) => !(value < 0));
    if (negative !== -1) fields.fail(`var/${negative}`, 'must be >= 0');
    const seen = fields.raw('nSamplesSeen');
    const nSamplesSeen =
      typeof seen === 'number' ? new Float64Array(nFeatures).fill(seen) : fields.numbers('nSamplesSeen', nFeatures);
    if (!nSamplesSeen.every((n) => n >= 0 && n < Infinity)) fields.fail('nSamplesSeen', 'must be finite and >= 0');
    const meanRest = fields.raw('meanRest') === undefined ? undefined : fields.numbers('meanRest', nFeatures);
    const missing = fault(meanRest, (value) => !Number.isNaN(value));
    if (missing !== -1) fields.fail(`meanRest/${missing}`, 'must be finite');
    return new FittedStandardScaler({
      withMean,
      withStd,
      nSamplesSeen,
      mean: withMean || withStd ? fields.numbers('mean', nFeatures) : undefined,
      meanRest,
      var: variances,
      featureNames: fields.featureNames(nFeatures),
    });
  }
}

/** Whether a variance is no more than the rounding error of computing it (Chan, Golub & LeVeque 1983). */
function isConstant(variance: number, mean: number, n: number): boolean {
  return variance <= n * Number.EPSILON * variance + (n * mean * Number.EPSILON) ** 2;
}

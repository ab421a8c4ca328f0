import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import { toJsonNumbers } from '../../data/json-number.js';
import type { Samples } from '../../data/samples.js';
import { joinExtents } from '../../math/columns/column-extents.js';
import type { Matrix } from '../../math/matrix.js';
import { inputNames } from '../common/names/feature-names.js';
import { refuseOverflow } from '../common/input.js';
import { JsonFields } from '../common/json-fields.js';
import { mapDense } from '../common/numbers.js';
import type { ReviveOptions } from '../common/revive-context.js';
import { checkMergeable } from './common/check-mergeable.js';
import { clipTo, isNegligible, multiplyAndShift, shiftAndDivide, type ColumnMap } from './common/linear-maps.js';
import { readExtents } from './common/read-statistics.js';

const WHO = 'MinMaxScaler';

/** What a fitted `MinMaxScaler` knows. */
export interface MinMaxScalerState {
  readonly featureRange: readonly [min: number, max: number];
  readonly clip: boolean;
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
  readonly #map: ColumnMap;

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
    this.#map = { shift: this.min, factor: this.scale };
  }

  /**
   * @param X - The columns seen when fitting; finite or missing.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ or a value is infinite.
   */
  transform(X: Samples): Matrix {
    return mapDense(X, { who: WHO, expected: this }, (source, target) => this.#transform(source, target));
  }

  /** See `Transformer.transformInPlace`. */
  transformInPlace(data: Float64Array): boolean {
    return this.#transform(data, data);
  }

  #transform(source: Float64Array, target: Float64Array): boolean {
    const isDone = multiplyAndShift(source, target, this.#map);
    if (isDone && this.clip) clipTo(target, this.featureRange);
    return isDone;
  }

  /** The values before `transform`; what `clip` cut off does not come back. */
  inverseTransform(X: Samples): Matrix {
    return mapDense(X, { who: WHO, expected: this }, (source, target) => shiftAndDivide(source, target, this.#map));
  }

  /**
   * A scaler that knows these rows too: the same as one fit of all rows, and this one is not changed.
   *
   * @param X - The columns seen when fitting; finite or missing. At least one row.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ, there is no row or a value is infinite.
   *
   * @example
   * ```ts
   * const scaler = new MinMaxScaler().fit([[1], [3]]).partialFit([[5]]);
   * scaler.transform([[2]]).toRows(); // [[0.25]]
   * ```
   */
  partialFit(X: Samples): FittedMinMaxScaler {
    const { min, max, nRows, featureNames } = readExtents(X, { who: WHO, expected: this });
    return this.#joined({ nSamplesSeen: nRows, dataMin: min, dataMax: max }, featureNames);
  }

  /**
   * A scaler that knows the rows of both, whichever of them is first.
   *
   * @throws {ModelMountError} `INVALID_ARGUMENT` if they differ in their columns or options.
   */
  merge(other: FittedMinMaxScaler): FittedMinMaxScaler {
    return this.#joined(other, checkMergeable(WHO, [this, other], ['featureRange', 'clip']));
  }

  #joined(
    other: Pick<MinMaxScalerState, 'nSamplesSeen' | 'dataMin' | 'dataMax'>,
    featureNames: readonly string[] | undefined,
  ): FittedMinMaxScaler {
    const { min, max } = joinExtents(
      { min: this.dataMin, max: this.dataMax },
      { min: other.dataMin, max: other.dataMax },
    );
    return new FittedMinMaxScaler({
      featureRange: this.featureRange,
      clip: this.clip,
      nSamplesSeen: this.nSamplesSeen + other.nSamplesSeen,
      dataMin: min,
      dataMax: max,
      featureNames,
    });
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

/** `range` if it is two finite numbers, ascending, whose difference is finite. */
export function checkRange(range: unknown, where: string): readonly [number, number] {
  const [low, high] = (Array.isArray(range) && range.length === 2 ? range : []) as unknown[];
  if (typeof low === 'number' && typeof high === 'number' && low < high && Number.isFinite(high - low))
    return [low, high];
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `${where} must be two finite numbers, the first below the second; got [${show(low)}, ${show(high)}]`,
  );
}

import type { JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import { toJsonNumbers } from '../../data/json-number.js';
import type { Rows, Samples } from '../../data/samples.js';
import type { Table } from '../../data/table.js';
import { joinExtents, type ColumnExtents } from '../../math/columns/column-extents.js';
import type { Matrix } from '../../math/matrix.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { inputNames } from '../common/names/feature-names.js';
import { JsonFields } from '../common/json-fields.js';
import { mapDense, mapSparse } from '../common/numbers.js';
import type { ReviveOptions } from '../common/revive-context.js';
import { checkMergeable } from './common/check-mergeable.js';
import {
  clipTo,
  columnMap,
  divideSparse,
  isNegligible,
  multiplyAndShift,
  multiplySparse,
  shiftAndDivide,
  type ColumnMap,
} from './common/linear-maps.js';
import { readExtents } from './common/read-statistics.js';

const WHO = 'MaxAbsScaler';

/** What a fitted `MaxAbsScaler` knows. */
export interface MaxAbsScalerState {
  readonly clip: boolean;
  readonly nSamplesSeen: number;
  /** Largest absolute value of each column; NaN where it had no value. */
  readonly maxAbs: Float64Array;
  readonly featureNames: readonly string[] | undefined;
}

/** A fitted `MaxAbsScaler`. */
export class FittedMaxAbsScaler implements Transformer {
  readonly kind = 'maxAbsScaler';
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  readonly clip: boolean;
  readonly nSamplesSeen: number;
  readonly maxAbs: Float64Array;
  /** What a column is divided by: `maxAbs`, or 1 where that is too small. */
  readonly scale: Float64Array;
  readonly #map: ColumnMap;

  constructor({ clip, nSamplesSeen, maxAbs, featureNames }: MaxAbsScalerState) {
    this.nFeatures = maxAbs.length;
    this.nFeaturesOut = maxAbs.length;
    this.featureNames = featureNames;
    this.clip = clip;
    this.nSamplesSeen = nSamplesSeen;
    this.maxAbs = maxAbs;
    this.scale = maxAbs.map((value) => (isNegligible(value) ? 1 : value));
    this.#map = columnMap(this.nFeatures, { shift: undefined, factor: this.scale });
  }

  /**
   * @param X - The columns seen when fitting; finite or missing.
   * @returns A sparse matrix for a sparse one, else a dense one.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ or a value is infinite.
   */
  transform(X: SparseMatrix): SparseMatrix;
  transform(X: Matrix | Table | Rows): Matrix;
  transform(X: Samples): Matrix | SparseMatrix;
  transform(X: Samples): Matrix | SparseMatrix {
    const reader = { who: WHO, expected: this };
    if (!(X instanceof SparseMatrix)) return mapDense(X, reader, (source, target) => this.#transform(source, target));
    return mapSparse(X, reader, (rows) => {
      const scaled = divideSparse(rows, this.scale);
      if (this.clip) clipTo(scaled.data, [-1, 1]);
      return scaled;
    });
  }

  /** See `Transformer.transformInPlace`. */
  transformInPlace(data: Float64Array): boolean {
    return this.#transform(data, data);
  }

  #transform(source: Float64Array, target: Float64Array): boolean {
    const isDone = shiftAndDivide(source, target, this.#map);
    if (isDone && this.clip) clipTo(target, [-1, 1]);
    return isDone;
  }

  /** The values before `transform`; what `clip` cut off does not come back. */
  inverseTransform(X: SparseMatrix): SparseMatrix;
  inverseTransform(X: Matrix | Table | Rows): Matrix;
  inverseTransform(X: Samples): Matrix | SparseMatrix;
  inverseTransform(X: Samples): Matrix | SparseMatrix {
    const reader = { who: WHO, expected: this };
    if (X instanceof SparseMatrix) return mapSparse(X, reader, (rows) => multiplySparse(rows, this.scale));
    return mapDense(X, reader, (source, target) => multiplyAndShift(source, target, this.#map));
  }

  /**
   * A scaler that knows these rows too: the same as one fit of all rows, and this one is not changed.
   *
   * @param X - The columns seen when fitting; finite or missing. At least one row.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ, there is no row or a value is infinite.
   */
  partialFit(X: Samples): FittedMaxAbsScaler {
    const { nRows, featureNames, ...extents } = readExtents(X, { who: WHO, expected: this });
    return this.#joined({ nSamplesSeen: nRows, maxAbs: largestAbsolute(extents) }, featureNames);
  }

  /**
   * A scaler that knows the rows of both, whichever of them is first.
   *
   * @throws {ModelMountError} `INVALID_ARGUMENT` if they differ in their columns or options.
   */
  merge(other: FittedMaxAbsScaler): FittedMaxAbsScaler {
    return this.#joined(other, checkMergeable(WHO, [this, other], ['clip']));
  }

  #joined(
    other: Pick<MaxAbsScalerState, 'nSamplesSeen' | 'maxAbs'>,
    featureNames: readonly string[] | undefined,
  ): FittedMaxAbsScaler {
    const { max } = joinExtents({ min: this.maxAbs, max: this.maxAbs }, { min: other.maxAbs, max: other.maxAbs });
    const nSamplesSeen = this.nSamplesSeen + other.nSamplesSeen;
    return new FittedMaxAbsScaler({ clip: this.clip, nSamplesSeen, maxAbs: max, featureNames });
  }

  featureNamesOut(names?: readonly string[]): readonly string[] {
    return inputNames(this, names);
  }

  toJSON(): JsonObject {
    const { kind, featureNames, clip, nSamplesSeen, maxAbs } = this;
    return { kind, featureNames, clip, nSamplesSeen, maxAbs: toJsonNumbers(maxAbs) };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedMaxAbsScaler {
    const known = ['featureNames', 'clip', 'nSamplesSeen', 'maxAbs'];
    const fields = new JsonFields(json, path, { kind: 'maxAbsScaler', known });
    const nFeatures = fields.list('maxAbs').length;
    const maxAbs = fields.numbers('maxAbs');
    const negative = maxAbs.findIndex((value) => value < 0);
    if (negative !== -1) fields.fail(`maxAbs/${negative}`, 'must be >= 0');
    return new FittedMaxAbsScaler({
      clip: fields.boolean('clip'),
      nSamplesSeen: fields.integer('nSamplesSeen', 1),
      maxAbs,
      featureNames: fields.featureNames(nFeatures),
    });
  }
}

/** The largest absolute value of each column, NaN where it has none. */
export function largestAbsolute({ min, max }: ColumnExtents): Float64Array {
  return max.map((value, j) => Math.max(Math.abs(value), Math.abs(min[j] as number)));
}

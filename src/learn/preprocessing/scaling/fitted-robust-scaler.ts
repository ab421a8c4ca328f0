import type { JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import { toJsonNumbers } from '../../data/json-number.js';
import type { Rows, Samples } from '../../data/samples.js';
import type { Table } from '../../data/table.js';
import type { Matrix } from '../../math/matrix.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { inputNames } from '../common/names/feature-names.js';
import { refuseOverflow } from '../common/input.js';
import { JsonFields } from '../common/json-fields.js';
import { mapDense, mapSparse } from '../common/numbers.js';
import type { ReviveOptions } from '../common/revive-context.js';
import {
  columnMap,
  divideSparse,
  multiplyAndShift,
  multiplySparse,
  shiftAndDivide,
  type ColumnMap,
} from './common/linear-maps.js';

const WHO = 'RobustScaler';

/** What a fitted `RobustScaler` knows. */
export interface RobustScalerState {
  readonly nFeatures: number;
  /** Median of each column, NaN where it had no value; `undefined` without `withCentering`. */
  readonly center: Float64Array | undefined;
  /** What each column is divided by; `undefined` without `withScaling`. */
  readonly scale: Float64Array | undefined;
  readonly featureNames: readonly string[] | undefined;
}

/** A fitted `RobustScaler`. */
export class FittedRobustScaler implements Transformer {
  readonly kind = 'robustScaler';
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  readonly center: Float64Array | undefined;
  readonly scale: Float64Array | undefined;
  readonly #map: ColumnMap;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` if the range of a column overflows. */
  constructor({ nFeatures, center, scale, featureNames }: RobustScalerState) {
    refuseOverflow(scale, 'range between percentiles', featureNames);
    this.nFeatures = nFeatures;
    this.nFeaturesOut = nFeatures;
    this.featureNames = featureNames;
    this.center = center;
    this.scale = scale;
    this.#map = columnMap(nFeatures, { shift: center, factor: scale });
  }

  /**
   * @param X - The columns seen when fitting; finite or missing.
   * @returns A sparse matrix for a sparse one without `withCentering`, else a dense one.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ or a value is infinite.
   */
  transform(X: Matrix | Table | Rows): Matrix;
  transform(X: Samples): Matrix | SparseMatrix;
  transform(X: Samples): Matrix | SparseMatrix {
    const reader = { who: WHO, expected: this };
    if (X instanceof SparseMatrix && this.center === undefined) {
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
    if (X instanceof SparseMatrix && this.center === undefined) {
      return mapSparse(X, reader, (rows) => multiplySparse(rows, this.#map.factor));
    }
    return mapDense(X, reader, (source, target) => multiplyAndShift(source, target, this.#map));
  }

  featureNamesOut(names?: readonly string[]): readonly string[] {
    return inputNames(this, names);
  }

  toJSON(): JsonObject {
    const { kind, featureNames, nFeatures, center, scale } = this;
    return {
      kind,
      featureNames,
      nFeatures,
      center: center && toJsonNumbers(center),
      scale: scale && toJsonNumbers(scale),
    };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedRobustScaler {
    const known = ['featureNames', 'nFeatures', 'center', 'scale'];
    const fields = new JsonFields(json, path, { kind: 'robustScaler', known });
    const nFeatures = fields.nFeatures();
    const list = (name: string): Float64Array | undefined =>
      fields.raw(name) === undefined ? undefined : fields.numbers(name, nFeatures);
    const scale = list('scale');
    const flat = scale?.findIndex((value) => value <= 0) ?? -1;
    if (flat !== -1) fields.fail(`scale/${flat}`, 'must be > 0');
    return new FittedRobustScaler({
      nFeatures,
      center: list('center'),
      scale,
      featureNames: fields.featureNames(nFeatures),
    });
  }
}

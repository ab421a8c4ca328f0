import type { JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import { fromJsonNumbers, toJsonNumbers } from '../../data/json-number.js';
import type { Rows, Samples } from '../../data/samples.js';
import type { Table } from '../../data/table.js';
import { Matrix } from '../../math/matrix.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { normalCdf, normalQuantile } from '../../math/distributions/normal.js';
import { inputNames } from '../common/names/feature-names.js';
import { JsonFields } from '../common/json-fields.js';
import { mapDense, mapSparse } from '../common/numbers.js';
import type { ReviveOptions } from '../common/revive-context.js';
import { shareOf, valueAt } from './quantile-map.js';

const WHO = 'QuantileTransformer';

/** What `QuantileTransformer` maps values to. */
export type OutputDistribution = 'uniform' | 'normal';

export const OUTPUTS: readonly OutputDistribution[] = ['uniform', 'normal'];

/** How near to the ends a normal output still is at the end, which would be infinite. */
const NEAR = 1e-7;
/** The normal quantiles of that; not of the same size, since 1 has fewer digits below it than 0 has above. */
const NORMAL_BOUNDS: readonly [number, number] = [-5.199337582605575, 5.19933758270342];

/** What a fitted `QuantileTransformer` knows. */
export interface QuantileTransformerState {
  readonly outputDistribution: OutputDistribution;
  /** Quantiles of each column, ascending; shape `[nFeatures, nQuantiles]`. NaN where a column had no value. */
  readonly quantiles: Matrix;
  readonly featureNames: readonly string[] | undefined;
  /** Whether zeros that a sparse matrix does not keep are left alone. @default false */
  readonly ignoreImplicitZeros?: boolean;
}

/** A fitted `QuantileTransformer`. */
export class FittedQuantileTransformer implements Transformer {
  readonly kind = 'quantileTransformer';
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  readonly outputDistribution: OutputDistribution;
  readonly ignoreImplicitZeros: boolean;
  /** How many quantiles there are of each column. */
  readonly nQuantiles: number;
  readonly quantiles: Matrix;
  /** The shares that the quantiles belong to, from 0 to 1. */
  readonly references: Float64Array;
  readonly #rows: readonly Float64Array[];

  constructor({ outputDistribution, quantiles, featureNames, ignoreImplicitZeros = false }: QuantileTransformerState) {
    this.nFeatures = quantiles.nRows;
    this.nFeaturesOut = quantiles.nRows;
    this.featureNames = featureNames;
    this.outputDistribution = outputDistribution;
    this.ignoreImplicitZeros = ignoreImplicitZeros;
    this.nQuantiles = quantiles.nColumns;
    this.quantiles = quantiles;
    this.references = references(quantiles.nColumns);
    this.#rows = Array.from({ length: quantiles.nRows }, (_, j) => quantiles.row(j));
  }

  /**
   * @param X - The columns seen when fitting; finite or missing.
   * @returns Numbers from 0 to 1, or from about -5.2 to 5.2 where the output is normal. Sparse for a sparse matrix with
   *   `ignoreImplicitZeros`, where zeros that it does not keep stay zeros.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ or a value is infinite.
   */
  transform(X: Matrix | Table | Rows): Matrix;
  transform(X: Samples): Matrix | SparseMatrix;
  transform(X: Samples): Matrix | SparseMatrix {
    const reader = { who: WHO, expected: this };
    if (X instanceof SparseMatrix && this.ignoreImplicitZeros) {
      return mapSparse(X, reader, (rows) => mapStored(rows, (value, j) => this.#scoreOf(value, j)));
    }
    return mapDense(X, reader, (source, target) => this.#transform(source, target));
  }

  /** See `Transformer.transformInPlace`. */
  transformInPlace(data: Float64Array): boolean {
    return this.#transform(data, data);
  }

  /** The values before `transform`, up to what lies between quantiles or beyond the ends. */
  inverseTransform(X: Matrix | Table | Rows): Matrix;
  inverseTransform(X: Samples): Matrix | SparseMatrix;
  inverseTransform(X: Samples): Matrix | SparseMatrix {
    const reader = { who: WHO, expected: this };
    if (X instanceof SparseMatrix && this.ignoreImplicitZeros) {
      return mapSparse(X, reader, (rows) => mapStored(rows, (value, j) => this.#valueOf(value, j)));
    }
    return mapDense(X, reader, (source, target) => this.#inverse(source, target));
  }

  #transform(source: Float64Array, target: Float64Array): boolean {
    const { nFeatures } = this;
    for (let k = 0, j = 0; k < source.length; k++, j = j + 1 === nFeatures ? 0 : j + 1) {
      const value = source[k] as number;
      if (value === Infinity || value === -Infinity) return false;
      target[k] = this.#scoreOf(value, j);
    }
    return true;
  }

  #inverse(source: Float64Array, target: Float64Array): boolean {
    const { nFeatures } = this;
    for (let k = 0, j = 0; k < source.length; k++, j = j + 1 === nFeatures ? 0 : j + 1) {
      const value = source[k] as number;
      if (value === Infinity || value === -Infinity) return false;
      target[k] = this.#valueOf(value, j);
    }
    return true;
  }

  #scoreOf(value: number, j: number): number {
    const isNormal = this.outputDistribution === 'normal';
    const near = isNormal ? NEAR : 0;
    const quantiles = this.#rows[j] as Float64Array;
    let share = NaN;
    if (!Number.isNaN(value) && !Number.isNaN(quantiles[0])) {
      // The lower end comes first: a column of one value maps it to 0.
      if (isAtLowerEnd(value, quantiles[0] as number, near)) share = 0;
      else if (isAtUpperEnd(value, quantiles[quantiles.length - 1] as number, near)) share = 1;
      else share = shareOf(value, quantiles, this.references);
    }
    return isNormal ? normalScore(share) : share;
  }

  #valueOf(score: number, j: number): number {
    const isNormal = this.outputDistribution === 'normal';
    const near = isNormal ? NEAR : 0;
    const quantiles = this.#rows[j] as Float64Array;
    const share = isNormal ? normalCdf(score) : score;
    if (Number.isNaN(share)) return NaN;
    if (isAtLowerEnd(share, 0, near)) return quantiles[0] as number;
    if (isAtUpperEnd(share, 1, near)) return quantiles[quantiles.length - 1] as number;
    return valueAt(share, quantiles, this.references);
  }

  featureNamesOut(names?: readonly string[]): readonly string[] {
    return inputNames(this, names);
  }

  toJSON(): JsonObject {
    const { kind, featureNames, outputDistribution, ignoreImplicitZeros } = this;
    return {
      ...{ kind, featureNames, outputDistribution },
      ...(ignoreImplicitZeros ? { ignoreImplicitZeros } : {}),
      quantiles: this.#rows.map(toJsonNumbers),
    };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedQuantileTransformer {
    const known = ['featureNames', 'outputDistribution', 'ignoreImplicitZeros', 'quantiles'];
    const fields = new JsonFields(json, path, { kind: 'quantileTransformer', known });
    const rows = fields.list('quantiles').map((row, j) => fromJsonNumbers(row, `${fields.at('quantiles')}/${j}`));
    const nQuantiles = rows[0]?.length ?? 0;
    rows.forEach((row, j) => {
      const isAscending = row.every(
        (value, i) => Number.isFinite(value) && (i === 0 || value >= (row[i - 1] as number)),
      );
      if (row.length !== nQuantiles || nQuantiles === 0 || !(isAscending || row.every(Number.isNaN))) {
        fields.fail(`quantiles/${j}`, `must be ${Math.max(nQuantiles, 1)} finite numbers, ascending, or all "NaN"`);
      }
    });
    const quantiles = new Matrix(rows.length, nQuantiles);
    rows.forEach((row, j) => quantiles.data.set(row, j * nQuantiles));
    return new FittedQuantileTransformer({
      outputDistribution: fields.choice('outputDistribution', OUTPUTS),
      quantiles,
      featureNames: fields.featureNames(rows.length),
      ignoreImplicitZeros: fields.raw('ignoreImplicitZeros') !== undefined && fields.boolean('ignoreImplicitZeros'),
    });
  }
}

/** What `map` makes of the elements that are kept. */
function mapStored(X: SparseMatrix, map: (value: number, j: number) => number): SparseMatrix {
  return X.withData(X.data.map((value, k) => map(value, X.indices[k] as number)));
}

/** `n` numbers from 0 to 1 in equal steps. */
export function references(n: number): Float64Array {
  const step = 1 / (n - 1);
  return Float64Array.from({ length: n }, (_, i) => (i === n - 1 && n > 1 ? 1 : n === 1 ? 0 : i * step));
}

function isAtLowerEnd(value: number, end: number, near: number): boolean {
  return near === 0 ? value === end : value - near < end;
}

function isAtUpperEnd(value: number, end: number, near: number): boolean {
  return near === 0 ? value === end : value + near > end;
}

function normalScore(share: number): number {
  const [low, high] = NORMAL_BOUNDS;
  const score = share === 0 ? low : share === 1 ? high : normalQuantile(share);
  return score < low ? low : score > high ? high : score;
}

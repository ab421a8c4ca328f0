import type { JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import { toJsonNumber, fromJsonNumber } from '../../data/json-number.js';
import type { Rows, Samples } from '../../data/samples.js';
import type { Table } from '../../data/table.js';
import type { Matrix } from '../../math/matrix.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { inputNames } from '../common/names/feature-names.js';
import { JsonFields } from '../common/json-fields.js';
import { mapDense, mapSparse } from '../common/numbers.js';
import type { ReviveOptions } from '../common/revive-context.js';

const WHO = 'Binarizer';

/** What a fitted `Binarizer` knows. */
export interface BinarizerState {
  readonly threshold: number;
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
}

/** A fitted `Binarizer`. */
export class FittedBinarizer implements Transformer {
  readonly kind = 'binarizer';
  readonly threshold: number;
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;

  constructor({ threshold, nFeatures, featureNames }: BinarizerState) {
    this.threshold = threshold;
    this.nFeatures = nFeatures;
    this.nFeaturesOut = nFeatures;
    this.featureNames = featureNames;
  }

  /**
   * @param X - The columns seen when fitting; finite.
   * @returns A sparse matrix for a sparse one unless the threshold is below 0, else a dense one.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ, or a value is missing or infinite.
   */
  transform(X: Matrix | Table | Rows): Matrix;
  transform(X: Samples): Matrix | SparseMatrix;
  transform(X: Samples): Matrix | SparseMatrix {
    const reader = { who: WHO, expected: this, allowsMissing: false };
    if (X instanceof SparseMatrix && this.threshold >= 0) {
      return mapSparse(X, reader, (rows) => keepAbove(rows, this.threshold));
    }
    return mapDense(X, reader, (source, target) => this.#transform(source, target));
  }

  /** See `Transformer.transformInPlace`; `false` for a missing value too. */
  transformInPlace(data: Float64Array): boolean {
    return this.#transform(data, data);
  }

  #transform(source: Float64Array, target: Float64Array): boolean {
    const { threshold } = this;
    for (let k = 0; k < source.length; k++) {
      const value = source[k] as number;
      if (!Number.isFinite(value)) return false;
      target[k] = value > threshold ? 1 : 0;
    }
    return true;
  }

  featureNamesOut(names?: readonly string[]): readonly string[] {
    return inputNames(this, names);
  }

  toJSON(): JsonObject {
    const { kind, featureNames, nFeatures, threshold } = this;
    return { kind, featureNames, nFeatures, threshold: toJsonNumber(threshold) };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedBinarizer {
    const fields = new JsonFields(json, path, { kind: 'binarizer', known: ['featureNames', 'nFeatures', 'threshold'] });
    const nFeatures = fields.nFeatures();
    const threshold = fromJsonNumber(fields.raw('threshold'), fields.at('threshold'));
    if (!Number.isFinite(threshold)) fields.fail('threshold', `must be finite, got ${threshold}`);
    return new FittedBinarizer({ threshold, nFeatures, featureNames: fields.featureNames(nFeatures) });
  }
}

/** A 1 in each place of `X` whose value is above the threshold, and nothing kept elsewhere. */
function keepAbove(X: SparseMatrix, threshold: number): SparseMatrix {
  const { nRows, nColumns } = X;
  const starts = new Int32Array(nRows + 1);
  const indices = new Int32Array(X.nStored);
  let n = 0;
  for (let i = 0; i < nRows; i++) {
    for (let k = X.starts[i] as number; k < (X.starts[i + 1] as number); k++) {
      if ((X.data[k] as number) > threshold) indices[n++] = X.indices[k] as number;
    }
    starts[i + 1] = n;
  }
  return new SparseMatrix(nRows, nColumns, {
    starts,
    indices: indices.slice(0, n),
    data: new Float64Array(n).fill(1),
  });
}

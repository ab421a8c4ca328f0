import { ModelMountError } from '../../../core/errors.js';
import { alignTable, toMatrix, type FeatureExpectation, type Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { inputNames } from '../common/names/feature-names.js';

/** What every fitted selector knows. */
export interface SelectorState {
  /** Positions of the features that are kept, ascending; at least one. */
  readonly support: readonly number[];
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
}

/** What fitted selectors have in common: they keep some columns and leave the others out. */
export abstract class FittedSelector implements FeatureExpectation {
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  /** Positions of the features that are kept, ascending. */
  readonly support: readonly number[];

  constructor({ support, nFeatures, featureNames }: SelectorState) {
    this.nFeatures = nFeatures;
    this.nFeaturesOut = support.length;
    this.featureNames = featureNames;
    this.support = support;
  }

  /** The selector's name, for messages. */
  protected abstract get who(): string;

  /**
   * The columns that are kept; NaN and infinities pass.
   *
   * @param X - The columns seen when fitting.
   * @returns A sparse matrix for a sparse one, else a matrix.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ.
   */
  transform(X: Samples): Matrix | SparseMatrix {
    if (X instanceof SparseMatrix) {
      this.#checkWidth('transform', X.nColumns, this.nFeatures);
      return mapColumns(X, this.support, this.nFeatures);
    }
    const { data, nRows, nColumns } = toMatrix(
      X instanceof Matrix && X.nColumns === this.nFeatures ? X : alignTable(X, this, this.who),
    );
    const { support } = this;
    const out = new Matrix(nRows, support.length);
    for (let i = 0, k = 0; i < nRows; i++) {
      const start = i * nColumns;
      for (let j = 0; j < support.length; j++) out.data[k++] = data[start + (support[j] as number)] as number;
    }
    return out;
  }

  /**
   * The kept columns in their old places, with 0 in those that were left out.
   *
   * @param X - Output of `transform`.
   * @throws {ModelMountError} `INVALID_INPUT` if the number of columns differs.
   */
  inverseTransform(X: Samples): Matrix | SparseMatrix {
    const { support, nFeatures } = this;
    const kept = X instanceof SparseMatrix ? X : toMatrix(X);
    if (kept.nRows > 0) this.#checkWidth('inverseTransform', kept.nColumns, support.length);
    if (kept instanceof SparseMatrix) {
      const indices = kept.indices.map((j) => support[j] as number);
      return new SparseMatrix(kept.nRows, nFeatures, { starts: kept.starts, indices, data: kept.data });
    }
    const out = new Matrix(kept.nRows, nFeatures);
    for (let i = 0, k = 0; i < kept.nRows; i++) {
      for (let j = 0; j < support.length; j++) {
        out.data[i * nFeatures + (support[j] as number)] = kept.data[k++] as number;
      }
    }
    return out;
  }

  /** Names of the columns that are kept. */
  featureNamesOut(names?: readonly string[]): readonly string[] {
    const inputs = inputNames(this, names);
    return this.support.map((j) => inputs[j] as string);
  }

  #checkWidth(method: string, actual: number, expected: number): void {
    if (actual === expected) return;
    throw new ModelMountError('INVALID_INPUT', `${method} of ${this.who} takes ${expected} columns, got ${actual}`);
  }
}

/** The columns in `support`, of a sparse matrix. */
function mapColumns(X: SparseMatrix, support: readonly number[], nFeatures: number): SparseMatrix {
  const places = new Int32Array(nFeatures).fill(-1);
  support.forEach((j, k) => (places[j] = k));
  const starts = new Int32Array(X.nRows + 1);
  const indices = new Int32Array(X.nStored);
  const data = new Float64Array(X.nStored);
  let n = 0;
  for (let i = 0; i < X.nRows; i++) {
    const end = X.starts[i + 1] as number;
    for (let k = X.starts[i] as number; k < end; k++) {
      const place = places[X.indices[k] as number] as number;
      if (place === -1) continue;
      indices[n] = place;
      data[n++] = X.data[k] as number;
    }
    starts[i + 1] = n;
  }
  return new SparseMatrix(X.nRows, support.length, { starts, indices: indices.slice(0, n), data: data.slice(0, n) });
}

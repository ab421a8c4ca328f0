import type { JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import type { Rows, Samples } from '../../data/samples.js';
import type { Table } from '../../data/table.js';
import { Matrix } from '../../math/matrix.js';
import type { SparseMatrix } from '../../math/sparse-matrix.js';
import { inputNames } from '../common/names/feature-names.js';
import { JsonFields } from '../common/json-fields.js';
import { alignFinite } from '../common/numbers.js';
import type { ReviveOptions } from '../common/revive-context.js';
import { isNegligible } from './common/linear-maps.js';
import { NORMS, rowNorm, type Norm } from './common/row-norm.js';

const WHO = 'Normalizer';

/** What a fitted `Normalizer` knows. */
export interface NormalizerState {
  readonly norm: Norm;
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
}

/** A fitted `Normalizer`. */
export class FittedNormalizer implements Transformer {
  readonly kind = 'normalizer';
  readonly norm: Norm;
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;

  constructor({ norm, nFeatures, featureNames }: NormalizerState) {
    this.norm = norm;
    this.nFeatures = nFeatures;
    this.nFeaturesOut = nFeatures;
    this.featureNames = featureNames;
  }

  /**
   * @param X - The columns seen when fitting; finite.
   * @returns A sparse matrix for a sparse one, else a dense one.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ, or a value is missing or infinite.
   */
  transform(X: SparseMatrix): SparseMatrix;
  transform(X: Matrix | Table | Rows): Matrix;
  transform(X: Samples): Matrix | SparseMatrix;
  transform(X: Samples): Matrix | SparseMatrix {
    const rows = alignFinite(X, { who: WHO, expected: this, allowsMissing: false });
    const { data, nRows, nColumns } = rows;
    const out = new Float64Array(data.length);
    for (let i = 0; i < nRows; i++) {
      const start = rows instanceof Matrix ? i * nColumns : (rows.starts[i] as number);
      const end = rows instanceof Matrix ? start + nColumns : (rows.starts[i + 1] as number);
      const length = rowNorm(data, [start, end], this.norm);
      const scale = isNegligible(length) ? 1 : length;
      for (let k = start; k < end; k++) out[k] = (data[k] as number) / scale;
    }
    return rows instanceof Matrix ? new Matrix(nRows, nColumns, out) : rows.withData(out);
  }

  featureNamesOut(names?: readonly string[]): readonly string[] {
    return inputNames(this, names);
  }

  toJSON(): JsonObject {
    const { kind, featureNames, nFeatures, norm } = this;
    return { kind, featureNames, nFeatures, norm };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedNormalizer {
    const fields = new JsonFields(json, path, { kind: 'normalizer', known: ['featureNames', 'nFeatures', 'norm'] });
    const nFeatures = fields.nFeatures();
    return new FittedNormalizer({
      norm: fields.choice('norm', NORMS),
      nFeatures,
      featureNames: fields.featureNames(nFeatures),
    });
  }
}

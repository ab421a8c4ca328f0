import { errorFromIssues } from '../../../core/errors.js';
import { MAX_ISSUES, pointer, show, type Issue } from '../../../core/issue.js';
import type { JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import type { Table } from '../../data/table.js';
import { Matrix } from '../../math/matrix.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { alignColumns } from '../common/input.js';
import { JsonFields } from '../common/json-fields.js';
import { isMissing, refuseUnmarked } from '../common/missing.js';
import { columnLabel, inputNames } from '../common/names/feature-names.js';
import { alignFinite } from '../common/numbers.js';
import type { ReviveOptions } from '../common/revive-context.js';
import { firstMissing, missingOf } from './find-missing.js';

const WHO = 'MissingIndicator';

/** What a `MissingIndicator` gives for `X`. */
export type IndicatorOutput<Sparse extends boolean | 'auto', X> = Sparse extends true
  ? SparseMatrix
  : Sparse extends false
    ? Matrix
    : X extends SparseMatrix
      ? SparseMatrix
      : Matrix;

/** What a fitted `MissingIndicator` knows. */
export interface MissingIndicatorState<Sparse extends boolean | 'auto' = boolean | 'auto'> {
  /** Positions of the columns with an indicator, ascending. */
  readonly features: readonly number[];
  readonly nFeatures: number;
  readonly missingValues: number | string | undefined;
  /** Whether a missing value in another column is an error. */
  readonly errorOnNew: boolean;
  /** Whether `transform` gives a `SparseMatrix`; `auto`: where it is given one. */
  readonly sparse: Sparse;
  readonly featureNames: readonly string[] | undefined;
}

/** A fitted `MissingIndicator`; `Sparse` is whether it gives sparse matrices. */
export class FittedMissingIndicator<Sparse extends boolean | 'auto' = boolean | 'auto'>
  implements Transformer, MissingIndicatorState<Sparse>
{
  readonly kind = 'missingIndicator';
  readonly features: readonly number[];
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly missingValues: number | string | undefined;
  readonly errorOnNew: boolean;
  readonly sparse: Sparse;
  readonly featureNames: readonly string[] | undefined;

  constructor(state: MissingIndicatorState<Sparse>) {
    const { features, nFeatures, missingValues, errorOnNew, sparse, featureNames } = state;
    this.features = features;
    this.nFeatures = nFeatures;
    this.nFeaturesOut = features.length;
    this.missingValues = missingValues;
    this.errorOnNew = errorOnNew;
    this.sparse = sparse;
    this.featureNames = featureNames;
  }

  /**
   * @param X - The columns seen when fitting.
   * @returns 1 where a value is missing, else 0; shape `[nSamples, features.length]`; sparse as `sparse` says.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ, a value is infinite, or (with `errorOnNew`) one is
   *   missing in a column that had none missing when fitting.
   */
  transform<X extends Samples>(X: X): IndicatorOutput<Sparse, X> {
    const isSparse = this.sparse === 'auto' ? X instanceof SparseMatrix : this.sparse;
    const out = X instanceof SparseMatrix && this.missingValues !== 0 ? this.#ofSparse(X) : this.#ofTable(X);
    const dense = (): Matrix => (out instanceof SparseMatrix ? out.toMatrix() : out);
    const sparse = (): SparseMatrix => (out instanceof SparseMatrix ? out : SparseMatrix.fromMatrix(out));
    return (isSparse ? sparse() : dense()) as IndicatorOutput<Sparse, X>;
  }

  #ofSparse(X: SparseMatrix): SparseMatrix {
    alignFinite(X, { who: WHO, expected: this, allowsMissing: this.missingValues === undefined });
    const missing = missingOf(X, this.missingValues);
    if (this.errorOnNew) {
      const isExpected = new Set(this.features);
      const issues: Issue[] = [];
      for (let i = 0; i < missing.nRows && issues.length < MAX_ISSUES; i++) {
        for (const j of missing.indices.subarray(missing.starts[i], missing.starts[i + 1])) {
          if (!isExpected.has(j)) issues.push(newlyMissing(i, columnLabel(this.featureNames, j)));
        }
      }
      if (issues.length > 0) throw errorFromIssues('INVALID_INPUT', `X for ${WHO}`, issues.slice(0, MAX_ISSUES));
    }
    return missing.takeColumns(this.features);
  }

  #ofTable(X: Samples): Matrix {
    const table = alignColumns(X, this, WHO);
    refuseUnmarked(table, this.missingValues, { code: 'INVALID_INPUT', who: WHO });
    if (this.errorOnNew) this.#refuseNew(table);
    const out = new Matrix(table.nRows, this.features.length);
    for (const [k, j] of this.features.entries()) {
      const column = table.columns[j] ?? [];
      for (let i = 0; i < column.length; i++) {
        if (isMissing(column[i], this.missingValues)) out.data[i * this.features.length + k] = 1;
      }
    }
    return out;
  }

  /** `missingindicator_<column>`. */
  featureNamesOut(names?: readonly string[]): readonly string[] {
    const inputs = inputNames(this, names);
    return this.features.map((j) => `missingindicator_${inputs[j]}`);
  }

  toJSON(): JsonObject {
    const { kind, featureNames, nFeatures, missingValues, errorOnNew, features } = this;
    const sparse = this.sparse === 'auto' ? undefined : this.sparse;
    return { kind, featureNames, nFeatures, missingValues, errorOnNew, sparse, features };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedMissingIndicator {
    const known = ['featureNames', 'nFeatures', 'missingValues', 'errorOnNew', 'sparse', 'features'];
    const fields = new JsonFields(json, path, { kind: 'missingIndicator', known });
    const nFeatures = fields.nFeatures();
    const missingValues = fields.raw('missingValues');
    if (missingValues !== undefined && !isMarker(missingValues)) {
      fields.fail('missingValues', `must be a finite number or a string, got ${show(missingValues)}`);
    }
    return new FittedMissingIndicator({
      features: fields.positions('features', nFeatures),
      nFeatures,
      missingValues: missingValues as number | string | undefined,
      errorOnNew: fields.boolean('errorOnNew'),
      sparse: fields.raw('sparse') === undefined ? 'auto' : fields.boolean('sparse'),
      featureNames: fields.featureNames(nFeatures),
    });
  }

  #refuseNew(table: Table): void {
    const issues: Issue[] = [];
    for (let j = 0; j < this.nFeatures && issues.length < MAX_ISSUES; j++) {
      if (this.features.includes(j)) continue;
      const i = firstMissing(table, j, this.missingValues);
      if (i === -1) continue;
      issues.push(newlyMissing(i, columnLabel(this.featureNames, j)));
    }
    if (issues.length > 0) throw errorFromIssues('INVALID_INPUT', `X for ${WHO}`, issues);
  }
}

function newlyMissing(row: number, column: string | number): Issue {
  const message = 'is missing, but no value of this column was when fitting';
  return { path: pointer(row, column), code: 'missing', message };
}

/** Whether something can stand for a missing value. */
export function isMarker(value: unknown): value is number | string {
  return typeof value === 'string' || Number.isFinite(value);
}

import { errorFromIssues } from '../../../core/errors.js';
import { MAX_ISSUES, pointer, show, type Issue } from '../../../core/issue.js';
import type { JsonObject } from '../../../core/json.js';
import type { Estimator, Target, Transformer } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import type { Table } from '../../data/table.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import { Matrix } from '../../math/matrix.js';
import { columnLabel, inputNames } from '../common/names/feature-names.js';
import { alignColumns, readTable } from '../common/input.js';
import { JsonFields } from '../common/json-fields.js';
import { isMissing, refuseUnmarked } from '../common/missing.js';
import type { ReviveOptions } from '../common/revive-context.js';

const WHO = 'MissingIndicator';

/** Options of `MissingIndicator`. */
export interface MissingIndicatorOptions {
  /** What stands for a missing value; where it is set, NaN and `null` are refused. @default NaN and `null` */
  readonly missingValues?: number | string | undefined;
  /** Which columns have an indicator: those with missing values when fitting, or all. @default 'missingOnly' */
  readonly features?: 'missingOnly' | 'all';
  /** Whether a missing value in a column that had none when fitting is an error, with `missingOnly`. @default true */
  readonly errorOnNew?: boolean;
}

/**
 * Columns of 0 and 1 that say where values are missing.
 *
 * Semantics of scikit-learn's `MissingIndicator`, with numbers for its booleans; `SimpleImputer` with `addIndicator`
 * appends the same columns to its own.
 *
 * @example
 * ```ts
 * const indicator = new MissingIndicator().fit([[1, null], [2, 3]]);
 * indicator.transform([[5, null]]).toRows(); // [[1]]
 * ```
 */
export class MissingIndicator implements Estimator<FittedMissingIndicator> {
  readonly options: MissingIndicatorOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: MissingIndicatorOptions = {}) {
    checkOptions(WHO, options, {
      missingValues: { expected: 'a finite number or a string', accepts: isMarker },
      features: { expected: 'missingOnly or all', accepts: (value) => value === 'missingOnly' || value === 'all' },
      errorOnNew: OPTION_RULES.flag,
    });
    this.options = options;
  }

  /**
   * @param X - Numbers or strings, with missing values; shape `[nSamples, nFeatures]`.
   * @param _y - Not used.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is empty or holds an infinity.
   */
  fit(X: Samples, _y?: Target): FittedMissingIndicator {
    const { missingValues, features = 'missingOnly', errorOnNew = true } = this.options;
    const table = readTable(X, WHO);
    refuseUnmarked(table, missingValues, { code: 'INVALID_ARGUMENT', who: WHO });
    const all = [...table.columns.keys()];
    return new FittedMissingIndicator({
      features: features === 'all' ? all : all.filter((j) => firstMissing(table, j, missingValues) !== -1),
      nFeatures: table.nColumns,
      missingValues,
      errorOnNew: features === 'missingOnly' && errorOnNew,
      featureNames: table.names,
    });
  }
}

/** What a fitted `MissingIndicator` knows. */
export interface MissingIndicatorState {
  /** Positions of the columns with an indicator, ascending. */
  readonly features: readonly number[];
  readonly nFeatures: number;
  readonly missingValues: number | string | undefined;
  /** Whether a missing value in another column is an error. */
  readonly errorOnNew: boolean;
  readonly featureNames: readonly string[] | undefined;
}

/** A fitted `MissingIndicator`. */
export class FittedMissingIndicator implements Transformer, MissingIndicatorState {
  readonly kind = 'missingIndicator';
  readonly features: readonly number[];
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly missingValues: number | string | undefined;
  readonly errorOnNew: boolean;
  readonly featureNames: readonly string[] | undefined;

  constructor({ features, nFeatures, missingValues, errorOnNew, featureNames }: MissingIndicatorState) {
    this.features = features;
    this.nFeatures = nFeatures;
    this.nFeaturesOut = features.length;
    this.missingValues = missingValues;
    this.errorOnNew = errorOnNew;
    this.featureNames = featureNames;
  }

  /**
   * @param X - The columns seen when fitting.
   * @returns 1 where a value is missing, else 0; shape `[nSamples, features.length]`.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ, a value is infinite, or (with `errorOnNew`) one is
   *   missing in a column that had none missing when fitting.
   */
  transform(X: Samples): Matrix {
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
    return { kind, featureNames, nFeatures, missingValues, errorOnNew, features };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedMissingIndicator {
    const known = ['featureNames', 'nFeatures', 'missingValues', 'errorOnNew', 'features'];
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
      featureNames: fields.featureNames(nFeatures),
    });
  }

  #refuseNew(table: Table): void {
    const issues: Issue[] = [];
    for (let j = 0; j < this.nFeatures && issues.length < MAX_ISSUES; j++) {
      if (this.features.includes(j)) continue;
      const i = firstMissing(table, j, this.missingValues);
      if (i === -1) continue;
      const path = pointer(i, columnLabel(this.featureNames, j));
      issues.push({ path, code: 'missing', message: 'is missing, but no value of this column was when fitting' });
    }
    if (issues.length > 0) throw errorFromIssues('INVALID_INPUT', `X for ${WHO}`, issues);
  }
}

function firstMissing(table: Table, j: number, marker: number | string | undefined): number {
  const column = table.columns[j] ?? [];
  for (let i = 0; i < column.length; i++) if (isMissing(column[i], marker)) return i;
  return -1;
}

function isMarker(value: unknown): value is number | string {
  return typeof value === 'string' || Number.isFinite(value);
}

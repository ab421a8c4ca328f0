import { errorFromIssues, ModelMountError } from '../../../core/errors.js';
import { MAX_ISSUES, pointer, show, type Issue } from '../../../core/issue.js';
import type { JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import { toTable, type Samples } from '../../data/samples.js';
import { isStringColumn, type ColumnValues, type Table } from '../../data/table.js';
import type { Matrix } from '../../math/matrix.js';
import { columnLabel, inputNames } from '../common/names/feature-names.js';
import { alignColumns } from '../common/input.js';
import { JsonFields } from '../common/json-fields.js';
import { isMissing, refuseUnmarked } from '../common/missing.js';
import type { ReviveOptions } from '../common/revive-context.js';
import { stackColumns } from '../common/stack-columns.js';

const WHO = 'SimpleImputer';

/** What a fitted `SimpleImputer` knows. */
export interface SimpleImputerState {
  /** What a missing value of each column becomes; `null` where the column is left out. */
  readonly statistics: readonly (number | string | null)[];
  /** What stands for a missing value; `undefined` for NaN and `null`. */
  readonly missingValues: number | string | undefined;
  /** Positions of the columns with an indicator; `undefined` without `addIndicator`. */
  readonly indicatorFeatures: readonly number[] | undefined;
  readonly featureNames: readonly string[] | undefined;
}

/** A fitted `SimpleImputer`. */
export class FittedSimpleImputer implements Transformer {
  readonly kind = 'simpleImputer';
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  readonly statistics: readonly (number | string | null)[];
  readonly missingValues: number | string | undefined;
  readonly indicatorFeatures: readonly number[] | undefined;

  constructor({ statistics, missingValues, indicatorFeatures, featureNames }: SimpleImputerState) {
    this.nFeatures = statistics.length;
    const kept = statistics.filter((statistic) => statistic !== null);
    this.nFeaturesOut = kept.length + (indicatorFeatures?.length ?? 0);
    this.featureNames = featureNames;
    this.statistics = statistics;
    this.missingValues = missingValues;
    this.indicatorFeatures = indicatorFeatures;
  }

  /**
   * @param X - The columns seen when fitting.
   * @returns A matrix, or a table where a column holds strings: the columns that had a value when fitting, then the
   *   indicators.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns or their types differ or a value is infinite.
   */
  transform(X: Samples): Matrix | Table {
    const table = alignColumns(X, this, WHO);
    refuseUnmarked(table, this.missingValues, { code: 'INVALID_INPUT', who: WHO });
    this.#checkTypes(table);
    const imputed = table.columns.flatMap((column, j) => {
      const statistic = this.statistics[j] ?? null;
      return statistic === null ? [] : [this.#fill(column, statistic)];
    });
    const indicators = (this.indicatorFeatures ?? []).map((j) => {
      const column = table.columns[j] as ColumnValues;
      return Float64Array.from({ length: column.length }, (_, i) => (isMissing(column[i], this.missingValues) ? 1 : 0));
    });
    return stackColumns([...imputed, ...indicators], table.nRows);
  }

  /**
   * The columns before `transform`, with missing values where an indicator says so, and columns that were left out
   * all missing.
   *
   * @param X - Output of `transform`.
   * @throws {ModelMountError} `INVALID_INPUT` if the number of columns differs or an indicator column holds strings;
   *   `INVALID_ARGUMENT` without `addIndicator`.
   */
  inverseTransform(X: Samples): Matrix | Table {
    const { indicatorFeatures, missingValues } = this;
    if (indicatorFeatures === undefined) {
      throw new ModelMountError('INVALID_ARGUMENT', `inverseTransform of ${WHO} needs addIndicator: true`);
    }
    const table = toTable(X);
    const kept = this.statistics.flatMap((statistic, j) => (statistic === null ? [] : [j]));
    const nColumns = kept.length + indicatorFeatures.length;
    if (table.nColumns !== nColumns || table.columns.slice(kept.length).some(isStringColumn)) {
      throw new ModelMountError(
        'INVALID_INPUT',
        `inverseTransform of ${WHO} takes ${kept.length} columns and ${indicatorFeatures.length} of indicators, got ${table.nColumns}`,
      );
    }
    const keptAt = new Map(kept.map((j, k) => [j, k]));
    const marksAt = new Map(indicatorFeatures.map((j, k) => [j, kept.length + k]));
    const columns = this.statistics.map((statistic, j): ColumnValues => {
      const column = table.columns[keptAt.get(j) ?? -1];
      const marks = table.columns[marksAt.get(j) ?? -1];
      const cells = Array.from({ length: table.nRows }, (_, i) => {
        const isMissing = column === undefined || (marks !== undefined && marks[i] !== 0);
        return (isMissing ? missingValues : column[i]) ?? null;
      });
      return typeof (statistic ?? missingValues) === 'string'
        ? (cells as (string | null)[])
        : Float64Array.from(cells, (cell) => (cell === null ? NaN : (cell as number)));
    });
    return stackColumns(columns, table.nRows);
  }

  /** Names of the columns that are kept, then `missingindicator_<column>`. */
  featureNamesOut(names?: readonly string[]): readonly string[] {
    const inputs = inputNames(this, names);
    return [
      ...inputs.filter((_, j) => this.statistics[j] !== null),
      ...(this.indicatorFeatures ?? []).map((j) => `missingindicator_${inputs[j]}`),
    ];
  }

  toJSON(): JsonObject {
    const { kind, featureNames, missingValues, statistics, indicatorFeatures } = this;
    return { kind, featureNames, missingValues, statistics, indicatorFeatures };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedSimpleImputer {
    const known = ['featureNames', 'missingValues', 'statistics', 'indicatorFeatures'];
    const fields = new JsonFields(json, path, { kind: 'simpleImputer', known });
    const isValue = (value: unknown): value is number | string => typeof value === 'string' || Number.isFinite(value);
    const statistics = fields.list('statistics').map((value, j) => {
      return value === null || isValue(value)
        ? value
        : fields.fail(`statistics/${j}`, `must be a finite number, a string or null, got ${show(value)}`);
    });
    const missingValues = fields.raw('missingValues');
    if (missingValues !== undefined && !isValue(missingValues)) {
      fields.fail('missingValues', `must be a finite number or a string, got ${show(missingValues)}`);
    }
    const hasIndicator = fields.raw('indicatorFeatures') !== undefined;
    return new FittedSimpleImputer({
      statistics,
      missingValues: missingValues as number | string | undefined,
      indicatorFeatures: hasIndicator ? fields.positions('indicatorFeatures', statistics.length) : undefined,
      featureNames: fields.featureNames(statistics.length),
    });
  }

  #fill(column: ColumnValues, statistic: number | string): ColumnValues {
    const fill = <T extends number | string | null>(value: T): T =>
      isMissing(value, this.missingValues) ? (statistic as T) : value;
    if (isStringColumn(column) && typeof statistic === 'string') return column.map(fill);
    if (!isStringColumn(column) && typeof statistic === 'number') return column.map(fill);
    // Of the other type, which is to say that every value is missing.
    return typeof statistic === 'string'
      ? new Array<string>(column.length).fill(statistic)
      : new Float64Array(column.length).fill(statistic);
  }

  /** A column is of numbers or of strings, as when fitting; one that is all missing is of either. */
  #checkTypes(table: Table): void {
    const issues: Issue[] = [];
    for (const [j, column] of table.columns.entries()) {
      const type = typeof this.statistics[j];
      if (type === 'object' || type === (isStringColumn(column) ? 'string' : 'number')) continue;
      for (let i = 0; i < column.length && issues.length < MAX_ISSUES; i++) {
        if (isMissing(column[i], this.missingValues)) continue;
        const path = pointer(i, columnLabel(this.featureNames, j));
        issues.push({ path, code: 'type', message: `expected a ${type}, got ${show(column[i])}` });
      }
    }
    if (issues.length > 0) throw errorFromIssues('INVALID_INPUT', `X for ${WHO}`, issues);
  }
}

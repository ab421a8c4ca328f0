import { errorFromIssues, ModelMountError, type ErrorCode } from '../../../core/errors.js';
import { MAX_ISSUES, pointer, show, type Issue } from '../../../core/issue.js';
import { alignTable, toMatrix, toTable, type FeatureExpectation, type Samples } from '../../data/samples.js';
import { isStringColumn, Table } from '../../data/table.js';
import { Matrix } from '../../math/matrix.js';
import { columnLabel } from './names/feature-names.js';

/**
 * `X` for `fit`, as a table; missing values are allowed, infinities are not.
 *
 * @param who - The estimator, for messages.
 * @throws {ModelMountError} `INVALID_ARGUMENT` as `toTable`, and where there is no row, no column or an infinity.
 */
export function readTable(X: Samples, who: string): Table {
  const table = toTable(X);
  if (table.nRows === 0 || table.nColumns === 0) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${who} needs at least one row and one column to fit, got ${table.nRows} × ${table.nColumns}`,
    );
  }
  refuseInfinite(table, 'INVALID_ARGUMENT', who);
  return table;
}

/**
 * `X` for `transform`, as a table with the columns that `who` was fitted on.
 *
 * @throws {ModelMountError} `INVALID_INPUT` as `alignTable`, and where a value is infinite.
 */
export function alignColumns(X: Samples, expected: FeatureExpectation, who: string): Table {
  const table = alignTable(X, expected, who);
  if (table.nRows === 0) return emptyTable(expected);
  refuseInfinite(table, 'INVALID_INPUT', who);
  return table;
}

/** As `alignColumns`, for code that works on numbers only. */
export function alignNumbers(X: Samples, expected: FeatureExpectation, who: string): Matrix {
  if (X instanceof Matrix && X.nRows > 0 && X.nColumns === expected.nFeatures) {
    if (!X.data.every((value) => Math.abs(value) !== Infinity)) refuseInfinite(toTable(X), 'INVALID_INPUT', who);
    return X;
  }
  return toMatrix(alignColumns(X, expected, who));
}

/** A table of no rows, with the columns that are expected. */
export function emptyTable(expected: FeatureExpectation): Table {
  const columns = Array.from({ length: expected.nFeatures }, () => new Float64Array(0));
  return new Table(columns, expected.featureNames);
}

/**
 * Refuses a statistic that left the finite range: a scaler would silently map its column to a constant.
 *
 * @param what - The statistic, for the message.
 * @throws {ModelMountError} `INVALID_ARGUMENT`.
 */
export function refuseOverflow(
  statistics: Float64Array | undefined,
  what: string,
  names: readonly string[] | undefined,
): void {
  const j = statistics?.findIndex((value) => Math.abs(value) === Infinity) ?? -1;
  if (j === -1) return;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `the ${what} of column ${show(columnLabel(names, j))} is beyond the range of float64; bring its values into another unit first`,
  );
}

function refuseInfinite(table: Table, code: ErrorCode, who: string): void {
  const issues: Issue[] = [];
  for (const [j, column] of table.columns.entries()) {
    if (isStringColumn(column)) continue;
    for (let i = 0; i < column.length && issues.length < MAX_ISSUES; i++) {
      const value = column[i] as number;
      if (value !== Infinity && value !== -Infinity) continue;
      const path = pointer(i, columnLabel(table.names, j));
      issues.push({ path, code: 'nonFinite', message: `must be finite or missing, got ${value}` });
    }
  }
  if (issues.length > 0) throw errorFromIssues(code, `X for ${who}`, issues);
}

import { ModelMountError } from '../../core/errors.js';
import { isObject } from '../../core/json.js';
import { show } from '../../core/issue.js';
import { Matrix } from '../math/matrix.js';
import { SparseMatrix } from '../math/sparse-matrix.js';
import { isStringColumn, Table, type ColumnValues } from './table.js';

/** One value of a row. `null`, `undefined` and NaN are missing values; booleans count as 1 and 0. */
export type Cell = number | string | boolean | null | undefined;

/** Rows by feature name, or by position. A list of strings is one column of text. */
export type Rows = readonly Readonly<Record<string, Cell>>[] | readonly ArrayLike<Cell>[];

/** What transformers hand on; shape `[nSamples, nFeatures]`. */
export type Columns = Matrix | Table | SparseMatrix;

/** Everything that learning code takes as `X`; shape `[nSamples, nFeatures]`. */
export type Samples = Columns | Rows;

/** What a fitted value expects of the columns it is given. */
export interface FeatureExpectation {
  readonly nFeatures: number;
  /** Names seen when fitting, in order; `undefined` where `X` had none. */
  readonly featureNames: readonly string[] | undefined;
}

/**
 * `X` as a table. Rows by name give named columns in the order of the first row's keys; each column must be
 * all numbers or all strings, missing values aside.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` naming row and column where rows differ in length or names, or a
 *   column mixes numbers and strings.
 */
export function toTable(X: Samples): Table {
  if (X instanceof Table) return X;
  if (X instanceof Matrix || X instanceof SparseMatrix) {
    const dense = X instanceof Matrix ? X : X.toMatrix();
    const columns = Array.from({ length: dense.nColumns }, (_, j) => dense.column(j));
    return new Table(columns, undefined, dense.nRows);
  }
  checkRows(X);
  const first: unknown = X[0];
  if (typeof first === 'string') return new Table([readColumn(X.length, (i) => X[i], 'the list of strings')]);
  if (isRowObject(first)) {
    const names = Object.keys(first);
    const rows = X as readonly Readonly<Record<string, Cell>>[];
    rows.forEach((row, i) => {
      checkNames(row, names, i);
    });
    const columns = names.map((name) => readColumn(rows.length, (i) => rows[i]?.[name], `column ${show(name)}`));
    return new Table(columns, names, rows.length);
  }
  const rows = X as readonly ArrayLike<Cell>[];
  const nColumns = checkWidths(rows);
  const columns = Array.from({ length: nColumns }, (_, j) =>
    readColumn(rows.length, (i) => rows[i]?.[j], `column ${j}`),
  );
  return new Table(columns, undefined, rows.length);
}

/**
 * `X` as a matrix of numbers; missing values become NaN.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` as `toTable`, and where a column holds strings.
 */
export function toMatrix(X: Samples): Matrix {
  if (X instanceof Matrix) return X;
  if (X instanceof SparseMatrix) return X.toMatrix();
  const table = toTable(X);
  const matrix = new Matrix(table.nRows, table.nColumns);
  table.columns.forEach((column, j) => {
    if (isStringColumn(column)) {
      const name = table.names?.[j];
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `column ${name === undefined ? j : show(name)} holds strings, but numbers are needed; encode it first (OneHotEncoder, OrdinalEncoder)`,
      );
    }
    for (let i = 0, k = j; i < column.length; i++, k += table.nColumns) matrix.data[k] = column[i] as number;
  });
  return matrix;
}

/** Whether `X` is what transformers hand on, rather than rows. */
export function isColumns(X: Samples): X is Columns {
  return X instanceof Matrix || X instanceof Table || X instanceof SparseMatrix;
}

/**
 * How many rows `X` has.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if it is nothing that has rows.
 */
export function countRows(X: Samples): number {
  if (isColumns(X)) return X.nRows;
  checkRows(X);
  return X.length;
}

/** Names of the columns of `X`, where it has any. */
export function featureNamesOf(X: Samples): readonly string[] | undefined {
  if (X instanceof Table) return X.names;
  if (X instanceof Matrix || X instanceof SparseMatrix) return undefined;
  checkRows(X);
  return isRowObject(X[0]) ? Object.keys(X[0]) : undefined;
}

/**
 * `X` as a table whose columns are those that `who` was fitted on, in that order.
 *
 * Rows by name are put in order; a table must have the names in order, as scikit-learn has it; rows by position
 * and matrices are taken as they are.
 *
 * @throws {ModelMountError} `INVALID_INPUT` if the number of columns, their names or their order differ.
 */
export function alignTable(X: Samples, expected: FeatureExpectation, who: string): Table {
  if (X instanceof Matrix && X.nColumns === expected.nFeatures) return toTable(X);
  if (!isColumns(X)) checkRows(X);
  const names = expected.featureNames;
  const isByName = !isColumns(X) && isRowObject(X[0]);
  let table = toTable(X);
  if (isByName && names !== undefined && table.names !== undefined) {
    const positions = names.map((name) => table.names?.indexOf(name) ?? -1);
    const missing = names.filter((_, j) => positions[j] === -1);
    const extra = table.names.filter((name) => !names.includes(name));
    if (missing.length > 0 || extra.length > 0) throw wrongNames(who, missing, extra);
    table = table.select(positions);
  }
  if (table.nRows > 0 || X instanceof Table) checkColumns(table, expected, who);
  return table;
}

/** As `alignTable`, for code that works on numbers only. */
export function alignMatrix(X: Samples, expected: FeatureExpectation, who: string): Matrix {
  if (X instanceof Matrix && X.nColumns === expected.nFeatures) return X;
  if (X instanceof SparseMatrix && X.nColumns === expected.nFeatures) return X.toMatrix();
  return toMatrix(alignTable(X, expected, who));
}

function checkColumns(table: Table, expected: FeatureExpectation, who: string): void {
  if (table.nColumns !== expected.nFeatures) {
    throw new ModelMountError(
      'INVALID_INPUT',
      `${who} was fitted on ${expected.nFeatures} features, got ${table.nColumns}`,
      { details: { expected: expected.nFeatures, actual: table.nColumns } },
    );
  }
  const { names } = table;
  const j =
    expected.featureNames === undefined || names === undefined
      ? -1
      : expected.featureNames.findIndex((name, k) => name !== names[k]);
  if (j !== -1) {
    throw new ModelMountError(
      'INVALID_INPUT',
      `${who} was fitted with feature ${show(expected.featureNames?.[j])} as column ${j}, got ${show(names?.[j])}; names must match in order`,
    );
  }
}

function wrongNames(who: string, missing: readonly string[], extra: readonly string[]): ModelMountError {
  const parts = [
    ...(missing.length > 0 ? [`missing ${missing.slice(0, 5).map(show).join(', ')}`] : []),
    ...(extra.length > 0 ? [`unknown ${extra.slice(0, 5).map(show).join(', ')}`] : []),
  ];
  return new ModelMountError(
    'INVALID_INPUT',
    `features differ from those that ${who} was fitted on: ${parts.join('; ')}`,
  );
}

function isRowObject(row: unknown): row is Record<string, Cell> {
  return isObject(row) && !ArrayBuffer.isView(row);
}

function checkRows(X: unknown): asserts X is readonly unknown[] {
  if (!Array.isArray(X)) {
    throw new ModelMountError('INVALID_ARGUMENT', `X must be an array of rows, a Matrix or a Table, got ${show(X)}`);
  }
}

function checkNames(row: unknown, names: readonly string[], i: number): void {
  if (!isRowObject(row)) {
    throw new ModelMountError('INVALID_ARGUMENT', `row ${i} is ${show(row)}, but row 0 is an object by feature name`);
  }
  const missing = names.find((name) => !Object.hasOwn(row, name));
  if (missing !== undefined) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `row ${i} has no ${show(missing)}, which row 0 has; write null where a value is missing`,
    );
  }
  const extra = Object.keys(row).find((name) => !names.includes(name));
  if (extra !== undefined)
    throw new ModelMountError('INVALID_ARGUMENT', `row ${i} has ${show(extra)}, which row 0 does not have`);
}

function checkWidths(rows: readonly unknown[]): number {
  const width = (row: unknown): number =>
    Array.isArray(row) || ArrayBuffer.isView(row) ? (row as unknown as ArrayLike<unknown>).length : -1;
  const nColumns = rows.length === 0 ? 0 : width(rows[0]);
  rows.forEach((row, i) => {
    if (width(row) === -1)
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `row ${i} must be an array or an object by feature name, got ${show(row)}`,
      );
    if (width(row) !== nColumns) {
      throw new ModelMountError('INVALID_ARGUMENT', `row ${i} has ${width(row)} columns, row 0 has ${nColumns}`);
    }
  });
  return nColumns;
}

function readColumn(nRows: number, cell: (i: number) => unknown, what: string): ColumnValues {
  let hasStrings = false;
  for (let i = 0; i < nRows && !hasStrings; i++) hasStrings = typeof cell(i) === 'string';
  if (hasStrings) return Array.from({ length: nRows }, (_, i) => readString(cell(i), i, what));
  const numbers = new Float64Array(nRows);
  for (let i = 0; i < nRows; i++) numbers[i] = readNumber(cell(i), i, what);
  return numbers;
}

function readString(value: unknown, i: number, what: string): string | null {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  throw new ModelMountError('INVALID_ARGUMENT', `${what} holds strings, but row ${i} has ${show(value)}`);
}

function readNumber(value: unknown, i: number, what: string): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  if (value === null || value === undefined) return NaN;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `${what} must hold numbers, strings or booleans; row ${i} has ${show(value)}`,
  );
}

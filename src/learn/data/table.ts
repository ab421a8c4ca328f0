import { ModelMountError } from '../../core/errors.js';

/** The values of one column: numbers (NaN where missing), or strings (`null` where missing). */
export type ColumnValues = Float64Array | readonly (string | null)[];

/**
 * Columns of one length, each of numbers or of strings. What a data frame is elsewhere.
 *
 * @example
 * ```ts
 * const table = new Table([Float64Array.of(3, 40), ['basic', null]], ['tenure', 'plan']);
 * ```
 */
export class Table {
  readonly nRows: number;
  readonly columns: readonly ColumnValues[];
  /** Names of the columns, all different; `undefined` where they have none. */
  readonly names: readonly string[] | undefined;

  /**
   * @throws {ModelMountError} `INVALID_ARGUMENT` if the columns differ in length, or names are missing or repeated.
   */
  constructor(columns: readonly ColumnValues[], names?: readonly string[], nRows: number = columns[0]?.length ?? 0) {
    for (const [j, column] of columns.entries()) {
      if (column.length !== nRows) {
        throw new ModelMountError('INVALID_ARGUMENT', `column ${j} has ${column.length} rows, expected ${nRows}`);
      }
    }
    if (names !== undefined && (names.length !== columns.length || new Set(names).size !== names.length)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `${columns.length} columns need as many different names, got ${new Set(names).size}`,
      );
    }
    this.columns = columns;
    this.names = names;
    this.nRows = nRows;
  }

  get nColumns(): number {
    return this.columns.length;
  }

  /** The same columns in a new choice and order, by position. */
  select(positions: readonly number[]): Table {
    const columns = positions.map((j) => this.columns[j] ?? []);
    return new Table(columns, this.names && positions.map((j) => this.names?.[j] ?? ''), this.nRows);
  }
}

/** Whether a column holds strings. */
export function isStringColumn(values: ColumnValues): values is readonly (string | null)[] {
  return Array.isArray(values);
}

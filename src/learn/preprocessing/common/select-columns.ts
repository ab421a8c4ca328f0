import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { isStringColumn, Table } from '../../data/table.js';
import type { SparseMatrix } from '../../math/sparse-matrix.js';

/** What is known of a column when columns are chosen. */
export interface ColumnFacts {
  /** `undefined` where columns have no names. */
  readonly name: string | undefined;
  /** Position, from 0. */
  readonly index: number;
  readonly type: 'number' | 'string';
}

/**
 * Columns from `start` on. By position: before `stop`, negative counts from the end, as in Python. By name:
 * up to and with `stop`, as in pandas.
 */
export interface ColumnSlice {
  /** @default the first */
  readonly start?: number | string;
  /** @default all to the last */
  readonly stop?: number | string;
}

/**
 * Which columns: names, positions (negative from the end), one flag per column, a slice, or a function that says
 * yes to a column.
 */
export type ColumnSelector =
  | string
  | number
  | readonly string[]
  | readonly number[]
  | readonly boolean[]
  | ColumnSlice
  | ((column: ColumnFacts) => boolean);

/**
 * Positions of the columns that `selector` chooses, in its order.
 *
 * @param where - Whose selector it is, for messages.
 * @throws {ModelMountError} `INVALID_ARGUMENT` for a column that is not there or chosen twice.
 */
export function selectColumns(X: Table | SparseMatrix, selector: ColumnSelector, where: string): readonly number[] {
  const names = X instanceof Table ? X.names : undefined;
  const fail = (message: string): never => {
    throw new ModelMountError('INVALID_ARGUMENT', `columns of ${where}: ${message}`);
  };
  const locate = (column: unknown): number => {
    if (typeof column === 'string') {
      if (names === undefined) return fail(`${show(column)} is a name, but the columns of X have none`);
      const position = names.indexOf(column);
      return position === -1 ? fail(`X has no column ${show(column)}`) : position;
    }
    const position = typeof column === 'number' && column < 0 ? column + X.nColumns : column;
    return typeof position === 'number' && Number.isInteger(position) && position >= 0 && position < X.nColumns
      ? position
      : fail(`expected a name or a position below ${X.nColumns}, got ${show(column)}`);
  };
  const positions = selectPositions(X, selector, { locate, fail });
  if (new Set(positions).size < positions.length) {
    const repeated = positions.find((position, i) => positions.indexOf(position) !== i) ?? 0;
    fail(`column ${show(names?.[repeated] ?? repeated)} is chosen twice`);
  }
  return positions;
}

function selectPositions(
  X: Table | SparseMatrix,
  selector: ColumnSelector,
  { locate, fail }: { locate: (column: unknown) => number; fail: (message: string) => never },
): readonly number[] {
  if (typeof selector === 'string' || typeof selector === 'number') return [locate(selector)];
  if (typeof selector === 'function') {
    const columns = X instanceof Table ? X.columns : undefined;
    const names = X instanceof Table ? X.names : undefined;
    return Array.from({ length: X.nColumns }, (_, index) => index).filter((index) => {
      const column = columns?.[index];
      return selector({ name: names?.[index], index, type: column && isStringColumn(column) ? 'string' : 'number' });
    });
  }
  if (!Array.isArray(selector)) return slicePositions(selector as ColumnSlice, X.nColumns, { locate, fail });
  const items = selector as readonly unknown[];
  if (items.length === 0 || typeof items[0] !== 'boolean') return items.map(locate);
  if (items.length !== X.nColumns) fail(`expected ${X.nColumns} flags, one per column, got ${items.length}`);
  return items.flatMap((flag, j) => {
    if (typeof flag !== 'boolean') fail(`flags must all be true or false, got ${show(flag)}`);
    return flag === true ? [j] : [];
  });
}

function slicePositions(
  slice: ColumnSlice,
  nColumns: number,
  { locate, fail }: { locate: (column: unknown) => number; fail: (message: string) => never },
): number[] {
  const stray = Object.keys(slice).find((key) => key !== 'start' && key !== 'stop');
  if (stray !== undefined) fail(`a slice has start and stop, not ${show(stray)}`);
  const clamp = (position: number): number =>
    Number.isInteger(position)
      ? Math.min(Math.max(position < 0 ? position + nColumns : position, 0), nColumns)
      : fail(`a slice goes between whole numbers or names, got ${show(position)}`);
  const { start = 0, stop = nColumns } = slice;
  const from = typeof start === 'string' ? locate(start) : clamp(start);
  const to = typeof stop === 'string' ? locate(stop) + 1 : clamp(stop);
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

import { errorFromIssues } from '../../../core/errors.js';
import { MAX_ISSUES, pointer, show, type Issue } from '../../../core/issue.js';
import type { Table } from '../../data/table.js';
import { cellAt, type Category } from './categories.js';
import { columnLabel } from './names/feature-names.js';

/** The code of a value that is not among the categories. */
export const UNKNOWN = -1;

/** How to encode. */
export interface EncodeOptions {
  /** The encoder, for messages. */
  readonly who: string;
  /** Names of the columns, for messages. */
  readonly names: readonly string[] | undefined;
  readonly refusesUnknown: boolean;
}

/**
 * The code of each cell, row after row; `UNKNOWN` where there is none.
 *
 * @param lookups - One per column.
 * @throws {ModelMountError} `INVALID_INPUT` with an issue per unknown value where those are refused, and per value
 *   of another type than the categories always: a number in a column of strings is a mistake, not a new category.
 */
export function encodeCells(
  table: Table,
  lookups: readonly ReadonlyMap<Category, number>[],
  options: EncodeOptions,
): Int32Array {
  const width = lookups.length;
  const codes = new Int32Array(table.nRows * width);
  const issues: Issue[] = [];
  for (const [j, lookup] of lookups.entries()) {
    const column = table.columns[j] ?? [];
    for (let i = 0, k = j; i < column.length; i++, k += width) {
      const cell = cellAt(column, i);
      const code = lookup.get(cell);
      if (code !== undefined) {
        codes[k] = code;
        continue;
      }
      codes[k] = UNKNOWN;
      if (issues.length >= MAX_ISSUES) continue;
      const path = pointer(i, columnLabel(options.names, j));
      const issue = describeUnknown(cell, lookup, options.refusesUnknown);
      if (issue !== undefined) issues.push({ path, ...issue });
    }
  }
  if (issues.length > 0) throw errorFromIssues('INVALID_INPUT', `X for ${options.who}`, issues);
  return codes;
}

function describeUnknown(
  cell: Category,
  lookup: ReadonlyMap<Category, number>,
  refusesUnknown: boolean,
): Omit<Issue, 'path'> | undefined {
  const [first = null] = lookup.keys();
  if (cell !== null && first !== null && typeof first !== typeof cell) {
    return { code: 'type', message: `expected a ${typeof first}, got ${show(cell)}` };
  }
  if (!refusesUnknown) return undefined;
  const message =
    cell === null ? 'is missing, but no value was missing when fitting' : `unknown category ${show(cell)}`;
  return { code: 'value', message };
}

import { errorFromIssues, type ErrorCode } from '../../../core/errors.js';
import { MAX_ISSUES, pointer, show, type Issue } from '../../../core/issue.js';
import type { Table } from '../../data/table.js';
import { columnLabel } from './names/feature-names.js';

/** Whether a cell is missing: NaN or `null`, or equal to the marker where there is one. */
export function isMissing(value: number | string | null | undefined, marker: number | string | undefined): boolean {
  if (marker !== undefined) return value === marker;
  return value === null || value === undefined || Number.isNaN(value);
}

/**
 * Refuses NaN and `null` where another marker stands for missing values.
 *
 * @throws {ModelMountError} `code`, with an issue per cell.
 */
export function refuseUnmarked(
  table: Table,
  marker: number | string | undefined,
  { code, who }: { code: ErrorCode; who: string },
): void {
  if (marker === undefined) return;
  const issues: Issue[] = [];
  for (const [j, column] of table.columns.entries()) {
    for (let i = 0; i < column.length && issues.length < MAX_ISSUES; i++) {
      if (!isMissing(column[i], undefined)) continue;
      const path = pointer(i, columnLabel(table.names, j));
      issues.push({ path, code: 'missing', message: `must not be missing, since ${show(marker)} stands for that` });
    }
  }
  if (issues.length > 0) throw errorFromIssues(code, `X for ${who}`, issues);
}

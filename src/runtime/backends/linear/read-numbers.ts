import { MAX_ISSUES, pointerToken, show, type Issue } from '../../../core/issue.js';
import { Matrix } from '../../../learn/math/matrix.js';

/** Adds an issue, unless there are `MAX_ISSUES` already. */
export function report(issues: Issue[], issue: Issue): void {
  if (issues.length < MAX_ISSUES) issues.push(issue);
}

/** A finite number, or `undefined` after it reported an issue. */
export function readNumber(issues: Issue[], path: string, value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  report(issues, wrong(path, 'a finite number', value));
  return undefined;
}

/** A whole number from `least` up, or `undefined` after it reported an issue. */
export function readCount(issues: Issue[], at: { path: string; least: number }, value: unknown): number | undefined {
  if (Number.isSafeInteger(value) && (value as number) >= at.least) return value as number;
  const issue = wrong(at.path, `a whole number >= ${at.least}`, value);
  report(issues, Number.isSafeInteger(value) ? { ...issue, code: 'range' } : issue);
  return undefined;
}

/** At least one finite number, or `undefined` after it reported an issue for each fault. */
export function readVector(issues: Issue[], path: string, value: unknown): readonly number[] | undefined {
  const elements = readList(issues, path, value);
  if (elements === undefined) return undefined;
  let isRead = true;
  // By index: a hole in the array must not be skipped.
  for (let i = 0; i < elements.length; i++) {
    if (Number.isFinite(elements[i])) continue;
    isRead = false;
    report(issues, wrong(`${path}/${i}`, 'a finite number', elements[i]));
  }
  return isRead ? (elements as readonly number[]) : undefined;
}

/** At least one row of equally many finite numbers, or `undefined` after it reported an issue for each fault. */
export function readMatrix(issues: Issue[], path: string, value: unknown): Matrix | undefined {
  const rows = readList(issues, path, value)?.map((row, i) => readVector(issues, `${path}/${i}`, row));
  if (rows === undefined || !rows.every((row) => row !== undefined)) return undefined;
  const nColumns = rows[0]?.length ?? 0;
  for (const [i, { length }] of rows.entries()) {
    if (length === nColumns) continue;
    const message = `expected ${nColumns} numbers as in row 0, got ${length}`;
    report(issues, { path: `${path}/${i}`, code: 'shape', message });
    return undefined;
  }
  return Matrix.from(rows);
}

/** An array with at least one element, or `undefined` after it reported an issue. */
export function readList(issues: Issue[], path: string, value: unknown): readonly unknown[] | undefined {
  if (!Array.isArray(value)) {
    report(issues, wrong(path, 'an array', value));
    return undefined;
  }
  if (value.length > 0) return value as unknown[];
  report(issues, { path, code: 'shape', message: 'expected at least one element, got an empty array' });
  return undefined;
}

/** An issue for each key of `value` that is not known. */
export function checkKeys(issues: Issue[], value: object, known: readonly string[]): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    report(issues, { path: `/${pointerToken(key)}`, code: 'unexpected', message: unknownKey(known) });
  }
}

/** The message of an unknown key. */
export function unknownKey(known: readonly string[]): string {
  return `unknown key; known are ${known.join(', ')}`;
}

function wrong(path: string, expected: string, value: unknown): Issue {
  if (value === undefined) return { path, code: 'missing', message: `missing; expected ${expected}` };
  const code = typeof value === 'number' && !Number.isFinite(value) ? 'nonFinite' : 'type';
  return { path, code, message: `expected ${expected}, got ${show(value)}` };
}

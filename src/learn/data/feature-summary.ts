import { nanExtent, nanMoments } from '../math/sums/statistics.js';
import { compareCodePoints } from './labels/labels.js';
import { toTable, type Cell, type Samples } from './samples.js';
import { isStringColumn, type ColumnValues } from './table.js';

/** How many rows have a value. */
export interface ValueCount<T> {
  readonly value: T;
  readonly count: number;
}

/** What a column of numbers was like. */
export interface NumberSummary {
  readonly name: string;
  readonly type: 'number';
  /** Rows without a value. Infinite numbers count as none. */
  readonly missing: number;
  /** The statistics are left out where no row has a value. */
  readonly min?: number;
  readonly max?: number;
  readonly mean?: number;
  /** Standard deviation of the population (divided by n). */
  readonly std?: number;
}

/** What a column of strings was like. */
export interface StringSummary {
  readonly name: string;
  readonly type: 'string';
  readonly missing: number;
  /** The different values by code point, with their counts; left out where there are more than 50. */
  readonly categories?: readonly ValueCount<string>[];
}

/** What a column of booleans was like; only rows as objects or arrays tell them from 0 and 1. */
export interface BooleanSummary {
  readonly name: string;
  readonly type: 'boolean';
  readonly missing: number;
  /** `false` and `true`, in this order, with their counts. */
  readonly categories: readonly ValueCount<boolean>[];
}

/** What one column of training data was like; can be written as JSON. */
export type FeatureSummary = NumberSummary | StringSummary | BooleanSummary;

const MAX_CATEGORIES = 50;

/**
 * What each column of `X` is like: its type, how often a value is missing, and statistics or categories.
 *
 * Columns without names are called `x0`, `x1` …
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is no table of numbers and strings.
 *
 * @example
 * ```ts
 * summarizeFeatures([{ age: 30, plan: 'pro' }, { age: null, plan: 'pro' }]);
 * // [{ name: 'age', type: 'number', missing: 1, min: 30, max: 30, mean: 30, std: 0 },
 * //  { name: 'plan', type: 'string', missing: 0, categories: [{ value: 'pro', count: 2 }] }]
 * ```
 */
export function summarizeFeatures(X: Samples): FeatureSummary[] {
  const table = toTable(X);
  return table.columns.map((column, j) => {
    const name = table.names?.[j] ?? `x${j}`;
    if (isStringColumn(column)) return summarizeStrings(name, column);
    return isBooleanColumn(X, table.names?.[j] ?? j) ? summarizeBooleans(name, column) : summarizeNumbers(name, column);
  });
}

function summarizeNumbers(name: string, column: Float64Array): NumberSummary {
  const values = column.map((value) => (Number.isFinite(value) ? value : NaN));
  const { weight, mean, variance } = nanMoments(values);
  const summary = { name, type: 'number' as const, missing: column.length - weight };
  if (weight === 0) return summary;
  const [min, max] = nanExtent(values);
  return { ...summary, min, max, mean, std: Math.sqrt(variance) };
}

function summarizeStrings(name: string, column: readonly (string | null)[]): StringSummary {
  const counts = new Map<string, number>();
  let missing = 0;
  for (const value of column) {
    if (value === null) missing++;
    // Once there are too many to list, nobody asks how often each occurs.
    else if (counts.size <= MAX_CATEGORIES || counts.has(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const summary = { name, type: 'string' as const, missing };
  if (counts.size > MAX_CATEGORIES) return summary;
  const sorted = [...counts].sort(([a], [b]) => compareCodePoints(a, b));
  return { ...summary, categories: sorted.map(([value, count]) => ({ value, count })) };
}

function summarizeBooleans(name: string, column: ColumnValues): BooleanSummary {
  const counts = [0, 0];
  let missing = 0;
  for (const value of column as Float64Array) {
    if (Number.isNaN(value)) missing++;
    else counts[value] = (counts[value] ?? 0) + 1;
  }
  const categories = [false, true].map((value) => ({ value, count: counts[Number(value)] ?? 0 }));
  return { name, type: 'boolean', missing, categories };
}

/** Whether the column has values and all are `true` or `false`. */
function isBooleanColumn(X: Samples, key: string | number): boolean {
  if (!Array.isArray(X)) return false;
  const rows = X as readonly Readonly<Record<string | number, Cell>>[];
  let hasValue = false;
  for (const row of rows) {
    const value = row[key];
    if (value === null || value === undefined || Number.isNaN(value)) continue;
    if (typeof value !== 'boolean') return false;
    hasValue = true;
  }
  return hasValue;
}

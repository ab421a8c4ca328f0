import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { toTable, type Cell, type Samples } from '../../../src/learn/data/samples.js';
import { Matrix } from '../../../src/learn/math/matrix.js';

/** A number of a fixture; NaN is a string there. */
export type FixtureNumber = number | 'NaN';

/** Rows of a fixture, by name or by position. */
export type FixtureRows = readonly Record<string, Cell>[] | readonly Cell[][];

const FOLDER = new URL('../../fixtures/preprocessing/', import.meta.url);

/** The cases that `test/reference/preprocessing/generate.py` wrote with scikit-learn 1.9.1. */
export function readCases<T>(name: string): T[] {
  const document = JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as { cases: T[] };
  return document.cases;
}

const datasets = JSON.parse(readFileSync(new URL('datasets.json', FOLDER), 'utf8')) as Record<string, number[][]>;

/** A data set of scikit-learn, as a matrix. */
export function dataset(name: string): Matrix {
  return Matrix.from(datasets[name]!);
}

/** The rows of a matrix or table. */
export function rowsOf(X: Samples): Cell[][] {
  const { columns, nRows } = toTable(X);
  return Array.from({ length: nRows }, (_, i) => columns.map((column) => column[i]));
}

/** Expects numbers to agree to 12 digits (whole numbers, strings and missing values exactly), relative to `unit` at least. */
export function expectCells(actual: readonly unknown[], expected: readonly unknown[], unit = 0): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => {
    const got = actual[i];
    if (value === null || value === 'NaN' || Number.isNaN(value)) {
      expect(got === null || Number.isNaN(got), `element ${i}: ${String(got)}`).toBe(true);
    } else if (typeof value === 'number' && typeof got === 'number') {
      const bound = 1e-12 * Math.max(Math.abs(value), unit);
      expect(Math.abs(got - value), `element ${i}: ${got} for ${value}`).toBeLessThanOrEqual(bound);
    } else expect(got).toBe(value);
  });
}

/** `expectCells` of each row. */
export function expectRows(actual: Samples, expected: readonly (readonly unknown[])[], unit = 0): void {
  const rows = rowsOf(actual);
  expect(rows.length).toBe(expected.length);
  expected.forEach((row, i) => expectCells(rows[i]!, row, unit));
}

/** What `JSON.parse(JSON.stringify(value))` gives. */
export function throughJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

import { expect } from 'vitest';
import type { SparseMatrix } from '../../../../src/learn/math/sparse-matrix.js';
import type { CountVectorizerOptions } from '../../../../src/learn/preprocessing/text/terms/term-learner.js';
import type { HashingVectorizerOptions } from '../../../../src/learn/preprocessing/text/hashing-vectorizer.js';
import type { TfidfVectorizerOptions } from '../../../../src/learn/preprocessing/text/tfidf-vectorizer.js';
import { camelCase, readFixture } from '../../fixture.js';

/** A scipy matrix in a fixture. */
export interface SparseFixture {
  readonly shape: [number, number];
  readonly starts: number[];
  readonly indices: number[];
  readonly data: number[];
}

interface TextCase {
  readonly corpus: string;
  readonly options: Record<string, unknown>;
}

/** What `test/reference/learn/text.py` wrote. */
export interface TextFixture {
  readonly corpora: Record<string, string[]>;
  readonly newTexts: Record<string, string[]>;
  readonly letters: { text: string; isWord: string; lower: string[]; stripped: string[] };
  readonly sigma: [string, string][];
  readonly stopWords: string[];
  readonly counts: (TextCase & { terms: string[]; counts: SparseFixture; new: SparseFixture; inverse: string[][] })[];
  readonly tfidf: (TextCase & { terms: string[]; idf: number[] | null; weights: SparseFixture; new: SparseFixture })[];
  readonly hashing: (TextCase & { counts: SparseFixture })[];
  readonly transformer: {
    options: Record<string, unknown>;
    X: number[][];
    idf: number[] | null;
    weights: number[][];
  }[];
}

export const TEXT = readFixture('text') as TextFixture;

/** scikit-learn's options under their names here. */
export function toOptions(
  options: Record<string, unknown>,
): CountVectorizerOptions & HashingVectorizerOptions & TfidfVectorizerOptions {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      camelCase(name),
      name === 'analyzer' ? camelCase(String(value)) : name === 'norm' && value === null ? 'none' : value,
    ]),
  );
}

/** Expects the same places, and elements that agree to 12 digits. */
export function expectSparse(actual: SparseMatrix, expected: SparseFixture): void {
  expect([actual.nRows, actual.nColumns]).toEqual(expected.shape);
  expect(Array.from(actual.starts)).toEqual(expected.starts);
  expect(Array.from(actual.indices)).toEqual(expected.indices);
  expected.data.forEach((value, k) => {
    expect(Math.abs(actual.data[k]! - value)).toBeLessThanOrEqual(1e-12 * Math.abs(value));
  });
}

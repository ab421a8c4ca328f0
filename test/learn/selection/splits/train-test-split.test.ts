import { describe, expect, expectTypeOf, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import { Table } from '../../../../src/learn/data/table.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { trainTestSplit } from '../../../../src/learn/selection/splits/train-test-split.js';
import { codeOf, readFixture } from '../../fixture.js';

interface SplitCase {
  n: number;
  options: { testSize?: number | null; trainSize?: number | null; randomState?: number; shuffle?: boolean };
  labels?: (string | number | boolean)[];
  train: number[];
  test: number[];
}

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

describe('trainTestSplit', () => {
  it('gives the indices of scikit-learn', () => {
    const { cases } = readFixture('train-test-split') as { cases: SplitCase[] };
    expect(cases.length).toBeGreaterThan(100);
    for (const { n, options, labels, train, test } of cases) {
      const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null));
      const data = { X: range(n).map((i) => [i]), y: range(n) };
      const split = trainTestSplit(data, { ...given, ...(labels === undefined ? {} : { stratify: labels }) });
      const context = JSON.stringify({ n, options, labels });
      expect(split.trainIndices, context).toEqual(train);
      expect(split.testIndices, context).toEqual(test);
      expect(split.test, context).toEqual({ X: test.map((i) => [i]), y: test });
    }
  });

  it('keeps the types of X and y', () => {
    const y = Float32Array.from(range(8));
    const matrix = trainTestSplit({ X: Matrix.from(range(8).map((i) => [i, -i])), y }, { randomState: 1 });
    expectTypeOf(matrix.test.X).toEqualTypeOf<Matrix>();
    expect(matrix.test.y).toBeInstanceOf(Float32Array);
    expect(matrix.test.X.toRows()).toEqual([...matrix.test.y].map((i) => [i, -i]));

    const names = range(8).map((i) => `row ${i}`);
    const table = trainTestSplit({ X: new Table([names, Float64Array.from(range(8))], ['name', 'i']), y: names });
    expectTypeOf(table.train.X).toEqualTypeOf<Table>();
    expect(table.train.X.names).toEqual(['name', 'i']);
    expect(table.train.X.columns[0]).toEqual(table.train.y);
    expect(table.train.X.columns[1]).toEqual(Float64Array.from(table.trainIndices));

    const rows = range(8).map((i) => ({ i }));
    const objects = trainTestSplit({ X: rows, y: names });
    expect(objects.test.X).toEqual(objects.testIndices.map((i) => rows[i]));
  });

  it('returns the random seed that gives the same split again', () => {
    const data = { X: range(50).map((i) => [i]), y: range(50) };
    const first = trainTestSplit(data);
    expect(trainTestSplit(data, { randomState: first.randomState! }).testIndices).toEqual(first.testIndices);
    expect(trainTestSplit(data, { shuffle: false }).randomState).toBeUndefined();
  });

  it('uses each sample once, and with stratify keeps the shares of the classes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.integer({ min: 4, max: 40 }),
        fc.integer({ min: 4, max: 40 }),
        (randomState, nA, nB) => {
          const y = [...new Array<string>(nA).fill('a'), ...new Array<string>(nB).fill('b')];
          const { test, trainIndices, testIndices } = trainTestSplit(
            { X: y.map((_, i) => [i]), y },
            { randomState, stratify: y, testSize: 0.5 },
          );
          expect([...trainIndices, ...testIndices].sort((a, b) => a - b)).toEqual(range(nA + nB));
          const nTestA = test.y.filter((label) => label === 'a').length;
          expect(Math.abs(nTestA - (nA * test.y.length) / (nA + nB))).toBeLessThan(2);
        },
      ),
    );
  });

  it('splits more samples than a call has room for arguments', () => {
    const y = range(300_000).map((i) => i % 2);
    const { testIndices } = trainTestSplit({ X: new Matrix(y.length, 1), y }, { stratify: y, testSize: 0.5 });
    expect(testIndices.length).toBe(150_000);
  });

  it.each<[string, { X: number[][]; y: number[] }, object]>([
    ['lengths that differ', { X: [[1], [2]], y: [1] }, {}],
    ['one sample', { X: [[1]], y: [1] }, {}],
    ['no samples', { X: [], y: [] }, {}],
    ['all samples for testing', { X: [[1], [2]], y: [1, 2] }, { testSize: 2 }],
    ['a share above 1', { X: [[1], [2]], y: [1, 2] }, { testSize: 1.5 }],
    ['a share of NaN', { X: [[1], [2]], y: [1, 2] }, { testSize: NaN }],
    ['parts that overlap', { X: [[1], [2], [3]], y: [1, 2, 3] }, { testSize: 0.7, trainSize: 0.7 }],
    ['stratify without shuffle', { X: [[1], [2]], y: [1, 2] }, { shuffle: false, stratify: [1, 1] }],
    ['a class of one sample', { X: [[1], [2], [3]], y: [1, 2, 3] }, { stratify: [0, 0, 1] }],
    ['fewer test samples than classes', { X: [[1], [2], [3], [4]], y: [1, 2, 3, 4] }, { stratify: [0, 0, 1, 1] }],
    ['stratify of another length', { X: [[1], [2]], y: [1, 2] }, { stratify: [1] }],
    ['a seed that is none', { X: [[1], [2]], y: [1, 2] }, { randomState: -1 }],
    ['an unknown option', { X: [[1], [2]], y: [1, 2] }, { test_size: 0.5 }],
    ['an X that is no table', { X: 5 as unknown as number[][], y: [1, 2] }, {}],
  ])('refuses %s', (_, data, options) => {
    expect(codeOf(() => trainTestSplit(data, options))).toBe('INVALID_ARGUMENT');
  });
});

import { describe, expect, it } from 'vitest';
import { summarizeFeatures } from '../../../src/learn/data/feature-summary.js';
import { Matrix } from '../../../src/learn/math/matrix.js';

describe('summarizeFeatures', () => {
  it('tells numbers, strings and booleans apart, and counts what is missing', () => {
    const rows = [
      { age: 2, plan: 'pro', active: true, note: null },
      { age: null, plan: '😀', active: null, note: null },
      { age: 4, plan: '～', active: false, note: null },
      { age: 6, plan: 'pro', active: true, note: null },
    ];
    const summaries = summarizeFeatures(rows);
    expect(summaries).toEqual([
      { name: 'age', type: 'number', missing: 1, min: 2, max: 6, mean: 4, std: Math.sqrt(8 / 3) },
      {
        name: 'plan',
        type: 'string',
        missing: 0,
        categories: [
          { value: 'pro', count: 2 },
          { value: '～', count: 1 },
          { value: '😀', count: 1 },
        ],
      },
      {
        name: 'active',
        type: 'boolean',
        missing: 1,
        categories: [
          { value: false, count: 1 },
          { value: true, count: 2 },
        ],
      },
      { name: 'note', type: 'number', missing: 4 },
    ]);
    expect(JSON.parse(JSON.stringify(summaries))).toEqual(summaries);
  });

  it('names columns without names, and does not take 0 and 1 for booleans', () => {
    const summaries = summarizeFeatures(
      Matrix.from([
        [0, 1e9],
        [1, NaN],
      ]),
    );
    expect(summaries).toEqual([
      { name: 'x0', type: 'number', missing: 0, min: 0, max: 1, mean: 0.5, std: 0.5 },
      { name: 'x1', type: 'number', missing: 1, min: 1e9, max: 1e9, mean: 1e9, std: 0 },
    ]);
    expect(summarizeFeatures([[true], [1]])).toMatchObject([{ type: 'number', mean: 1 }]);
    expect(summarizeFeatures([[true]])).toMatchObject([{ name: 'x0', type: 'boolean' }]);
  });

  it('lists up to 50 categories', () => {
    const rows = (n: number): string[][] => Array.from({ length: 2 * n }, (_, i) => [`v${i % n}`]);
    expect(summarizeFeatures(rows(50))[0]).toHaveProperty('categories.length', 50);
    expect(summarizeFeatures(rows(51))).toEqual([{ name: 'x0', type: 'string', missing: 0 }]);
  });

  it('counts infinite numbers as missing, so that the statistics are numbers', () => {
    expect(summarizeFeatures([[Infinity], [3]])).toEqual([
      { name: 'x0', type: 'number', missing: 1, min: 3, max: 3, mean: 3, std: 0 },
    ]);
  });
});

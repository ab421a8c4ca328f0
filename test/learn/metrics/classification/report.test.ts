import { describe, expect, it } from 'vitest';
import { classificationReport } from '../../../../src/learn/metrics/classification/report/classification-report.js';
import { formatClassificationReport } from '../../../../src/learn/metrics/classification/report/format-classification-report.js';
import { formatFixed } from '../../../../src/learn/metrics/classification/report/format-fixed.js';
import { codeOf } from '../../fixture.js';
import { checkCases, readMetricFixture, withWeights, type MetricFixture } from '../reference.js';

interface Texts {
  texts: { data: number; options: Record<string, unknown>; digits: number; text: string }[];
  rounded: [value: number, digits: number, text: string][];
}

describe('classificationReport', () => {
  const fixture = readMetricFixture('classification-report') as MetricFixture & Texts;

  it('has the numbers of scikit-learn', () => {
    checkCases(fixture, 'classificationReport', classificationReport, 60);
  });

  it('has its text, character by character', () => {
    expect(fixture.texts.length).toBeGreaterThan(60);
    for (const { data, options, digits, text } of fixture.texts) {
      const [yTrue, yPred] = fixture.data[data]!;
      const report = classificationReport(yTrue, yPred, withWeights(fixture, options));
      expect(formatClassificationReport(report, { digits }), JSON.stringify(options)).toBe(text);
    }
  });

  it('is plain data', () => {
    const report = classificationReport(['a', 'b', 'b'], ['a', 'b', 'a'], { targetNames: ['first', 'second'] });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(report.classes.map(({ label, name }) => [label, name])).toEqual([
      ['a', 'first'],
      ['b', 'second'],
    ]);
    expect(report.isWeighted).toBe(false);
    expect(formatClassificationReport(JSON.parse(JSON.stringify(report)))).toBe(formatClassificationReport(report));
  });

  it('names booleans as JavaScript does', () => {
    expect(classificationReport([true, false], [true, true]).classes.map(({ name }) => name)).toEqual([
      'false',
      'true',
    ]);
  });

  it.each<[string, () => unknown, string]>([
    ['a name too few', () => classificationReport([0, 1], [0, 1], { targetNames: ['a'] }), 'each of 2 classes, got 1'],
    ['an unknown option', () => classificationReport([0], [0], { digits: 2 } as object), 'unknown option "digits"'],
    ['a zeroDivision between', () => classificationReport([0], [0], { zeroDivision: 0.5 }), '0, 1 or NaN'],
    [
      'digits that are no number of digits',
      () => formatClassificationReport(classificationReport([0], [0]), { digits: 1.5 }),
      'from 0 to 100, got 1.5',
    ],
  ])('refuses %s', (_, report, message) => {
    expect(codeOf(report)).toBe('INVALID_ARGUMENT');
    expect(report).toThrow(message);
  });
});

describe('formatFixed', () => {
  const { rounded } = readMetricFixture('classification-report') as MetricFixture & Texts;

  it('rounds as Python does, an exact half to the even digit', () => {
    expect(rounded.length).toBeGreaterThan(100);
    for (const [value, digits, text] of rounded)
      expect([value, digits, formatFixed(value, digits)]).toEqual([value, digits, text]);
    expect([formatFixed(0.125, 2), formatFixed(0.375, 2), formatFixed(NaN, 2)]).toEqual(['0.12', '0.38', 'nan']);
    expect(formatFixed(0.5, 100)).toBe(`0.5${'0'.repeat(99)}`);
  });
});

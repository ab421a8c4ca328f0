import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ExampleProcess } from './example-process.js';
import { argmax, IRIS_PROBABILITIES, MODEL_REPORT, REFERENCE, type ModelReport } from './reference.js';

describe('the evaluate-in-node example', () => {
  it('prints the metrics that scikit-learn has for both models', async () => {
    const example = ExampleProcess.startHere('evaluate-in-node/index.js');
    expect(await example.ended()).toEqual({ code: 0, signal: null });
    expect(example.stderr).toBe('');

    const { nSamples, accuracy, balancedAccuracy, matthewsCorrcoef, f1, rocAuc, logLoss } = REFERENCE.iris;
    const ofLabels = [balancedAccuracy, matthewsCorrcoef, f1];
    expectRow(example.stdout, 'trained in Node', [nSamples, accuracy, ...ofLabels, rocAuc, logLoss], 10);

    // The held-out rows come species by species, ten of each. Labels, and so these metrics, are the same for both.
    const species = IRIS_PROBABILITIES.map((_, i) => Math.floor(i / 10));
    expect(IRIS_PROBABILITIES.filter((row, i) => argmax([...row]) === species[i])).toHaveLength(29);
    const losses = IRIS_PROBABILITIES.map((row, i) => -Math.log(row[species[i] as number] as number));
    const meanLoss = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    expectRow(example.stdout, 'ONNX, from scikit-learn', [nSamples, 29 / 30, ...ofLabels, rocAuc, meanLoss], 6);

    expectRow(example.stdout, 'setosa', [10, 0, 0], 10);
    expectRow(example.stdout, 'versicolor', [0, 9, 1], 10);
    expectRow(example.stdout, 'virginica', [0, 0, 10], 10);
    const [, difference = ''] = /Largest difference between their probabilities: (\S+)/.exec(example.stdout) ?? [];
    // scikit-learn's solver stops at a gradient of 1e-4, ours at 1e-10.
    expect(Number(difference)).toBeGreaterThan(0);
    expect(Number(difference)).toBeLessThan(1e-3);
  });
});

describe('the image-classification example', () => {
  it('draws an image, and prints for each the digits and probabilities that the network has for it', async () => {
    const example = ExampleProcess.startHere('image-classification/index.js');
    expect(await example.ended()).toEqual({ code: 0, signal: null });
    expect(example.stderr).toBe('');
    const lines = example.stdout.match(/^\d\.pgm: .*$/gm) ?? [];
    expect(lines).toHaveLength(10);
    REFERENCE.digits.probabilities.forEach((probabilities, digit) => {
      const line = lines[digit] as string;
      expect(line).toMatch(new RegExp(`^${digit}\\.pgm: ${argmax(probabilities)} \\(`));
      const shown = Array.from(line.matchAll(/(\d) ([\d.]+) %/g), ([, label, percent]) => [label, percent].map(Number));
      expect(shown).toHaveLength(3);
      for (const [label = NaN, percent = NaN] of shown) {
        expect(Math.abs(percent - 100 * (probabilities[label] as number))).toBeLessThan(0.006);
      }
    });

    const drawing = example.stdout.split('\n').slice(0, 8);
    expect(drawing[0]).toBe('    --%%++'); // 0, 0, 80, 207, 143, 16 of data/digits/0.pgm, in ten shades
    expect(drawing.every((line) => /^[ .:=+*#%@-]{1,16}$/.test(line))).toBe(true);
  });
});

describe('the model-report example', () => {
  it('compares, tunes and tests as scikit-learn does on the same rows and folds', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'modelmount-report-'));
    const file = path.join(folder, 'report.json');
    const example = ExampleProcess.startHere('model-report/index.js', { REPORT: file });
    expect(await example.ended()).toEqual({ code: 0, signal: null });
    expect(example.stderr).toBe('');

    const report = JSON.parse(await readFile(file, 'utf8')) as ModelReport;
    await rm(folder, { recursive: true });
    const { validation, bestParams, bestScore, ...expected } = MODEL_REPORT;
    for (const [name, scores] of Object.entries(validation)) {
      for (const [scorer, score] of Object.entries(scores)) {
        expect(report.validation[name]?.[scorer], `${name} ${scorer}`).toBeCloseTo(score, 9);
      }
    }
    expect(report.bestParams).toEqual(bestParams);
    expect(example.stdout).toContain(`log loss ${(-bestScore).toFixed(4)}`);
    expect(example.stdout).toContain(expected.report);
    expect(report.auc.area).toBeCloseTo(expected.auc, 12);
    expect(report.accuracy.value).toBeCloseTo(expected.accuracy, 12);
    expect(report.balancedAccuracy).toBeCloseTo(expected.balancedAccuracy, 12);
    expect(report.matthewsCorrcoef).toBeCloseTo(expected.matthewsCorrcoef, 12);
    expect(report.bestThreshold).toBeCloseTo(expected.threshold, 9);
    expect(report.thresholds[0]).toMatchObject(expected.counts);
  });
});

/** Checks a row of what console.table printed. */
function expectRow(output: string, name: string, expected: readonly number[], digits: number): void {
  const line = output.split('\n').find((each) => each.startsWith(`│ ${name} `)) ?? '';
  const values = line.split('│').slice(2, -1).map(Number);
  expect(values, name).toHaveLength(expected.length);
  values.forEach((value, j) => expect(value, name).toBeCloseTo(expected[j] as number, digits));
}

import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow, read, ROOT } from '../meta/repository.js';
import { REFERENCE } from './reference.js';

const NAMES = ['diabetes', 'digits', 'iris', 'wine'];

describe('the example models', () => {
  const folder = mkdtempSync(join(tmpdir(), 'modelmount-models-'));
  const files = filesBelow('examples/models', ['.json', '.onnx', '.bin']);

  beforeAll(() => {
    const { status, stderr } = spawnSync(process.execPath, ['examples/models/build.js', folder], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`build.js ended with ${status}: ${stderr}`);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are of three formats and small', () => {
    const formats = NAMES.map((name) => manifest(name).format as string);
    expect(formats).toEqual(['linear', 'tfjs', 'onnx', 'linear']);
    const bytes = files.reduce((sum, file) => sum + statSync(join(ROOT, file)).size, 0);
    expect(bytes).toBeLessThan(300_000);
  });

  it.each(files)('%s is what build.js makes', (file) => {
    const made = readFileSync(join(folder, file.slice('examples/models/'.length)));
    // A processor's last digits may differ, in what a runtime answers and in what was trained.
    if (file.endsWith('.json')) expectSame(JSON.parse(made.toString()), JSON.parse(read(file)));
    else expect(made.equals(readFileSync(join(ROOT, file)))).toBe(true);
  });

  it('carry the evaluation that scikit-learn has for the same training', () => {
    const { wine, diabetes } = REFERENCE;
    for (const metric of ['accuracy', 'balancedAccuracy', 'matthewsCorrcoef', 'f1', 'rocAuc', 'logLoss'] as const) {
      expect(manifest('wine').evaluation[metric], metric).toBeCloseTo(wine[metric], 10);
    }
    for (const metric of ['mae', 'rmse', 'r2'] as const) {
      expect(manifest('diabetes').evaluation[metric], metric).toBeCloseTo(diabetes[metric], 10);
    }
    for (const metric of ['accuracy', 'balancedAccuracy', 'matthewsCorrcoef', 'f1'] as const) {
      expect(manifest('iris').evaluation[metric], metric).toBeCloseTo(REFERENCE.iris[metric], 10);
    }
  });

  it('show a text feature and one that may be missing', () => {
    const { features } = manifest('wine');
    expect(features).toContainEqual({ name: 'magnesium', type: 'number', nullable: true });
    expect(features).toContainEqual({ name: 'colour', type: 'string' });
  });
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- JSON
function manifest(name: string): any {
  return JSON.parse(read(`examples/models/${name}/1/model.json`));
}

/** Checks that two documents are the same, numbers to a millionth; digests and sizes are of files compared by themselves. */
function expectSame(actual: unknown, expected: unknown, path = ''): void {
  if (/\/(sha256|bytes)$/.test(path)) return;
  if (typeof actual === 'number' && typeof expected === 'number') {
    expect(Math.abs(actual - expected), path).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(expected)));
    return;
  }
  if (typeof actual !== 'object' || typeof expected !== 'object' || actual === null || expected === null) {
    expect(actual, path).toBe(expected);
    return;
  }
  expect(Object.keys(actual), path).toEqual(Object.keys(expected));
  for (const [key, value] of Object.entries(actual)) {
    expectSame(value, (expected as Record<string, unknown>)[key], `${path}/${key}`);
  }
}

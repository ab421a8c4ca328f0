import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadModel } from '../../src/model/load-model.js';
import { loadModels } from '../../src/model/load-models.js';
import type { Manifest } from '../../src/model/package/manifest.js';
import { saveModel } from '../../src/model/save-model.js';
import { errorOf } from '../helpers/code-of.js';
import { churnPipeline, ROWS } from './churn.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'modelmount-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function readManifest(version = '1', name = 'churn'): Promise<Manifest> {
  return JSON.parse(await readFile(path.join(folder, name, version, 'model.json'), 'utf8')) as Manifest;
}

async function changeManifest(change: (manifest: Record<string, unknown>) => void): Promise<void> {
  const manifest = (await readManifest()) as unknown as Record<string, unknown>;
  change(manifest);
  await writeFile(path.join(folder, 'churn/1/model.json'), JSON.stringify(manifest));
}

describe('loadModel of a model folder', () => {
  beforeEach(() => saveModel(path.join(folder, 'churn'), churnPipeline()));
  const load = () => errorOf(loadModel(path.join(folder, 'churn')));

  it('refuses a file that has changed', async () => {
    const file = path.join(folder, 'churn/1/linear.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"intercept"', '"intercepT"'));
    const error = await load();
    expect([error.code, error.message]).toEqual([
      'DIGEST_MISMATCH',
      expect.stringContaining('"linear.json" is not the one'),
    ]);
  });

  it('refuses a model that no longer answers its example as it did', async () => {
    await changeManifest((manifest) => {
      (manifest as { example: { predictions: { label: string }[] } }).example.predictions[0]!.label = 'move';
    });
    const error = await load();
    expect([error.code, error.message]).toEqual([
      'EXAMPLE_MISMATCH',
      expect.stringContaining('/0/label: expected "move"'),
    ]);
    const unchecked = await loadModel(path.join(folder, 'churn'), { verifyExample: false });
    expect(await unchecked.predict(ROWS)).toHaveLength(6);
  });

  it('compares numbers within the tolerance of the manifest', async () => {
    const shift = (by: number) =>
      changeManifest((manifest) => {
        const { predictions } = (manifest as { example: { predictions: { probabilities: { leave: number } }[] } })
          .example;
        predictions[0]!.probabilities.leave += by;
      });
    await shift(5e-6);
    expect((await loadModel(path.join(folder, 'churn'))).name).toBe('churn');
    await shift(1e-4);
    expect((await load()).code).toBe('EXAMPLE_MISMATCH');
  });

  it('refuses a manifest with every fault at its place', async () => {
    await changeManifest((manifest) => {
      delete manifest['name'];
      manifest['formatt'] = 'x';
      manifest['postprocessing'] = { kind: 'classification', labels: [], threshold: 2, extra: 1 };
    });
    const error = await load();
    expect(error.code).toBe('INVALID_MANIFEST');
    expect(error.issues.map(({ path: place, code }) => [place, code]).sort()).toEqual([
      ['/formatt', 'unexpected'],
      ['/name', 'missing'],
      ['/postprocessing/extra', 'unexpected'],
      ['/postprocessing/labels', 'shape'],
      ['/postprocessing/threshold', 'range'],
    ]);
  });

  it.each([
    ['another version of the format', { manifestVersion: 2 }, 'INVALID_MANIFEST'],
    ['another signature', { signature: { inputs: [], outputs: [] } }, 'INVALID_MANIFEST'],
    ['an entry that is not listed', { entry: 'other.json' }, 'INVALID_MANIFEST'],
    ['a format that no backend has', { format: 'pickle' }, 'UNSUPPORTED_MODEL'],
    ['too few features', { features: [{ name: 'tenure', type: 'number' }] }, 'INVALID_MANIFEST'],
    [
      'an unknown transformer',
      { preprocessing: { kind: 'tabular', transformer: { kind: 'magic' } } },
      'INVALID_MANIFEST',
    ],
  ])('refuses %s', async (_what, change, code) => {
    await changeManifest((manifest) => Object.assign(manifest, change));
    expect((await load()).code).toBe(code);
  });

  it('never leaves the folder', async () => {
    await writeFile(path.join(folder, 'secret.json'), '{"coef_": [1], "intercept_": 0}');
    for (const entry of ['../../secret.json', path.join(folder, 'secret.json'), '..\\..\\secret.json']) {
      await changeManifest((manifest) => {
        manifest['entry'] = entry;
        manifest['files'] = [{ name: entry, bytes: 31, sha256: '0'.repeat(64) }];
      });
      const error = await load();
      expect(error.code, entry).toBe('FILE_OUTSIDE_MODEL');
    }
    await symlink(path.join(folder, 'secret.json'), path.join(folder, 'churn/1/link.json'));
    await changeManifest((manifest) => {
      manifest['entry'] = 'link.json';
      manifest['files'] = [{ name: 'link.json', bytes: 31, sha256: '0'.repeat(64) }];
    });
    expect((await load()).code).toBe('FILE_OUTSIDE_MODEL');
  });

  it('lets the caller replace the description', async () => {
    const labels = ['gone', 'here'];
    const model = await loadModel(path.join(folder, 'churn'), {
      postprocessing: { kind: 'classification', labels, threshold: 0.9 },
    });
    expect(await model.predict([ROWS[3]!])).toMatchObject([{ label: 'gone' }]);
  });
});

describe('loadModel of something else', () => {
  it('says what it expected and what it found', async () => {
    expect((await errorOf(loadModel(path.join(folder, 'nothing')))).code).toBe('MODEL_NOT_FOUND');
    await mkdir(path.join(folder, 'notes'));
    await writeFile(path.join(folder, 'notes/readme.txt'), 'hello');
    const error = await errorOf(loadModel(path.join(folder, 'notes')));
    expect([error.code, error.message]).toEqual(['UNSUPPORTED_MODEL', expect.stringContaining('found readme.txt')]);
    expect((await errorOf(loadModel(new URL('https://example.com/model.onnx')))).code).toBe('INVALID_ARGUMENT');
    expect((await errorOf(loadModel(folder, { versions: 1 } as never))).message).toContain(
      'unknown option "versions" of loadModel',
    );
  });
});

describe('loadModels', () => {
  it('names the model that fails and closes the others', async () => {
    await saveModel(path.join(folder, 'good'), { coef_: [1], intercept_: 0 });
    await mkdir(path.join(folder, 'bad'));
    await writeFile(path.join(folder, 'bad/model.onnx'), 'not a model');
    const error = await errorOf(loadModels(folder));
    expect([error.code, error.message]).toEqual(['INVALID_MODEL', expect.stringMatching(/^loading "bad" failed: /)]);
  });

  it('refuses an empty folder, a missing one, and the folder of one model', async () => {
    expect((await errorOf(loadModels(folder))).code).toBe('MODEL_NOT_FOUND');
    expect((await errorOf(loadModels(path.join(folder, 'no')))).code).toBe('MODEL_NOT_FOUND');
    await saveModel(path.join(folder, 'line'), { coef_: [1], intercept_: 0 });
    expect((await errorOf(loadModels(path.join(folder, 'line')))).message).toContain('use loadModel');
  });
});

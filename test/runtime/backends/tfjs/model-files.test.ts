import { readFileSync, renameSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ModelMountError } from '../../../../src/core/errors.js';
import { openArtifact } from '../../../../src/runtime/artifact/open-artifact.js';
import { valueArtifact } from '../../../../src/runtime/artifact/memory-artifact.js';
import { createTfjs, tfjs } from '../../../../src/runtime/backends/tfjs/tfjs.js';
import { editedModel, type Editable } from './edited-model.js';
import { referenceModel } from './reference-models.js';

// Fails the test if TensorFlow.js is asked for: every refusal here comes before it.
const withoutRuntime = createTfjs(
  {},
  {
    nodeVersion: '20.19.0',
    hasIsNullOrUndefined: true,
    importModule: (name) => Promise.reject(new Error(`${name} was imported for a model that must be refused`)),
  },
);

async function refusal(name: string, edit: (json: Editable, folder: string) => unknown): Promise<ModelMountError> {
  const { artifact, folder } = editedModel(name, edit);
  const error: unknown = await withoutRuntime.load(await artifact).then(
    () => new Error('was loaded'),
    (reason: unknown) => reason,
  );
  if (!ModelMountError.is(error)) throw error;
  expect(error.message).not.toContain(folder);
  return error;
}

describe('tfjs accepts', () => {
  it.each(['keras-digits-layers', 'keras-digits-graph', 'keras-digits-v3/functional-keras'])(
    'the folder and the model.json of %s',
    async (name) => {
      const { folder } = referenceModel(name);
      expect(await tfjs().accepts(await openArtifact(folder))).toBe(true);
      expect(await tfjs().accepts(await openArtifact(path.join(folder, 'model.json')))).toBe(true);
    },
  );

  it('a model in the folder tfjs, and reads its shards from there', async () => {
    const { folder } = editedModel('keras-digits-layers', (json, root) => {
      mkdirSync(path.join(root, 'tfjs'));
      renameSync(path.join(root, 'group1-shard1of1.bin'), path.join(root, 'tfjs', 'group1-shard1of1.bin'));
      return json;
    });
    renameSync(path.join(folder, 'model.json'), path.join(folder, 'tfjs', 'model.json'));
    const artifact = await openArtifact(folder);
    expect(await tfjs().accepts(artifact)).toBe(true);
    const session = await tfjs().load(artifact);
    expect(session.signature.outputs.map(({ name }) => name)).toEqual(['digit']);
    await session.close();
  });

  it('a model.json without a format, as older converters wrote it', async () => {
    const { artifact } = editedModel('keras-digits-layers', (json) => ({ ...json, format: undefined }));
    expect(await tfjs().accepts(await artifact)).toBe(true);
  });

  it.each([
    ['our own manifest', '{"manifestVersion":1,"format":"tfjs","modelTopology":{},"weightsManifest":[]}'],
    ['other JSON', '{"name":"x"}'],
    ['a list', '[]'],
    ['what is not JSON', 'PK\u0003\u0004'],
    ['an empty file', ''],
  ])('not %s', async (_, text) => {
    const { artifact } = editedModel('keras-digits-layers', () => text);
    expect(await tfjs().accepts(await artifact)).toBe(false);
  });

  it('no other file, no folder without a model.json, and no value', async () => {
    const { folder } = referenceModel('keras-digits-layers');
    expect(await tfjs().accepts(await openArtifact(path.join(folder, 'group1-shard1of1.bin')))).toBe(false);
    expect(await tfjs().accepts(await openArtifact(path.join(folder, '..', 'iris-logistic')))).toBe(false);
    expect(await tfjs().accepts(valueArtifact({ modelTopology: {}, weightsManifest: [] }))).toBe(false);
  });
});

describe('tfjs refuses, before TensorFlow.js sees anything,', () => {
  const firstWeight = (json: Editable): Editable => json.weightsManifest[0].weights[0];

  it.each([
    ['a path up', '../group1-shard1of1.bin'],
    ['a path up in the middle', 'a/../../x.bin'],
    ['an absolute path', '/etc/hostname'],
    ['a path with a backslash', '..\\x.bin'],
    ['a Windows path', 'C:\\x.bin'],
    ['a URL', 'https://example.org/x.bin'],
    ['a file URL', 'file:///etc/hostname'],
  ])('%s', async (_, file) => {
    const error = await refusal('keras-digits-layers', (json) => {
      json.weightsManifest[0].paths = [file];
    });
    expect(error.code).toBe('FILE_OUTSIDE_MODEL');
  });

  it('an absolute path in a model of the folder tfjs', async () => {
    const { folder } = editedModel('keras-digits-layers', (json, root) => {
      mkdirSync(path.join(root, 'tfjs'));
      json.weightsManifest[0].paths = ['/group1-shard1of1.bin'];
    });
    renameSync(path.join(folder, 'model.json'), path.join(folder, 'tfjs', 'model.json'));
    renameSync(path.join(folder, 'group1-shard1of1.bin'), path.join(folder, 'tfjs', 'group1-shard1of1.bin'));
    await expect(withoutRuntime.load(await openArtifact(folder))).rejects.toMatchObject({ code: 'FILE_OUTSIDE_MODEL' });
  });

  it('a shard that links out of the folder', async () => {
    const error = await refusal('keras-digits-layers', (json, folder) => {
      json.weightsManifest[0].paths = ['link.bin'];
      symlinkSync('/etc/hostname', path.join(folder, 'link.bin'));
    });
    expect(error.code).toBe('FILE_OUTSIDE_MODEL');
  });

  it('a missing shard', async () => {
    const error = await refusal('keras-digits-sharded', (json) => {
      json.weightsManifest[0].paths[1] = 'gone.bin';
    });
    expect(error.code).toBe('MODEL_NOT_FOUND');
    expect(error.message).toContain('gone.bin');
  });

  it.each([
    ['short', -1],
    ['long', 1],
  ])('a shard that is too %s, with both sizes', async (_, change) => {
    let size = 0;
    const error = await refusal('keras-digits-layers', (_json, folder) => {
      const file = path.join(folder, 'group1-shard1of1.bin');
      const bytes = readFileSync(file);
      size = bytes.byteLength;
      writeFileSync(file, Buffer.concat([bytes, Buffer.alloc(1)]).subarray(0, size + change));
    });
    expect(error).toMatchObject({
      code: 'INVALID_MODEL',
      details: { files: ['group1-shard1of1.bin'], expectedBytes: size, actualBytes: size + change },
    });
    expect(error.message).toContain(`take ${size} bytes, but the file has ${size + change}`);
  });

  it.each<[string, (json: Editable) => void, RegExp]>([
    [
      'a file named twice',
      (json) => json.weightsManifest[0].paths.push('group1-shard1of1.bin'),
      /"group1-shard1of1.bin" twice/,
    ],
    [
      'a weight named twice',
      (json) => json.weightsManifest[0].weights.push(firstWeight(json)),
      /"conv\/kernel".* twice/,
    ],
    ['a path that is no text', (json) => json.weightsManifest[0].paths.push(7), /must be text, got 7/],
    [
      'an unknown dtype',
      (json) => (firstWeight(json).dtype = 'float128'),
      /"conv\/kernel": the dtype must be one of .*, got "float128"/,
    ],
    ['a dtype of Object.prototype', (json) => (firstWeight(json).dtype = 'constructor'), /got "constructor"/],
    ['a shape beyond all numbers', (json) => (firstWeight(json).shape = [2 ** 40, 2 ** 40]), /is not a shape/],
    ['a shape whose bytes are beyond all numbers', (json) => (firstWeight(json).shape = [2 ** 52]), /is not a shape/],
    ['a negative length', (json) => (firstWeight(json).shape = [-1, 8]), /is not a shape/],
    ['a length that is text', (json) => (firstWeight(json).shape = ['9']), /is not a shape/],
    ['a shape that is no list', (json) => (firstWeight(json).shape = 9), /must be a list of lengths, got 9/],
    ['a weight without a name', (json) => delete firstWeight(json).name, /must have a name, got undefined/],
    ['a group without weights', (json) => delete json.weightsManifest[0].weights, /group 0 of weightsManifest/],
    ['a group that is null', (json) => (json.weightsManifest = [null]), /group 0 of weightsManifest/],
    ['a manifest that is no list', (json) => (json.weightsManifest = {}), /must be a list, got an object/],
    ['weights alone', (json) => (json.modelTopology = null), /has no modelTopology/],
    [
      'a format that is not the topology’s',
      (json) => (json.format = 'graph-model'),
      /says format "graph-model", but holds a layers model/,
    ],
  ])('%s', async (_, edit, message) => {
    const error = await refusal('keras-digits-layers', (json) => {
      edit(json);
    });
    expect(error.code).toBe('INVALID_MODEL');
    expect(error.message).toMatch(message);
  });

  it.each<[string, object, RegExp]>([
    ['a scale of text', { scale: 'NaN' }, /the quantization's scale must be a finite number, got "NaN"/],
    ['no scale', { scale: undefined }, /scale must be a finite number, got undefined/],
    ['a min that is null', { min: null }, /min must be a finite number, got null/],
    ['an unknown quantization', { dtype: 'uint4' }, /quantized to uint8, uint16, float16, got "uint4"/],
  ])('%s', async (_, change, message) => {
    const error = await refusal('keras-digits-quantized/uint8', (json) => {
      Object.assign(firstWeight(json).quantization, change);
    });
    expect(error.code).toBe('INVALID_MODEL');
    expect(error.message).toMatch(message);
  });

  it('an infinite scale', async () => {
    const error = await refusal('keras-digits-quantized/uint8', (json) => {
      firstWeight(json).quantization.scale = 0.125;
      return JSON.stringify(json).replace('"scale":0.125', '"scale":1e999');
    });
    expect(error).toMatchObject({ code: 'INVALID_MODEL', message: expect.stringContaining('got Infinity') as string });
  });

  it('a NaN as Python writes it', async () => {
    const error = await refusal('keras-digits-quantized/uint8', (json) => {
      firstWeight(json).quantization.scale = 0.125;
      return JSON.stringify(json).replace('"scale":0.125', '"scale":NaN');
    });
    expect(error.code).toBe('INVALID_MODEL');
    expect(error.message).toMatch(/is not JSON|no TensorFlow.js/);
  });

  it('text weights, however few bytes stand for however many of them', async () => {
    const error = await refusal('keras-digits-layers', (json) => {
      Object.assign(firstWeight(json), { dtype: 'string', shape: [5e7] });
    });
    expect(error).toMatchObject({
      code: 'UNSUPPORTED_MODEL',
      message: expect.stringContaining('"conv/kernel"') as string,
    });
  });

  it('a file nested 100,000 levels deep', async () => {
    const error = await refusal('keras-digits-layers', (json) => {
      json.deep = 0;
      return JSON.stringify(json).replace('"deep":0', `"deep":${'['.repeat(1e5)}${']'.repeat(1e5)}`);
    });
    expect(error).toMatchObject({ code: 'INVALID_MODEL', message: expect.stringContaining('levels deep') as string });
  });
});

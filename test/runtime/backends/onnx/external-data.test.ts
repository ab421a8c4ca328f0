import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Tensor } from '../../../../src/core/tensor/tensor.js';
import {
  ELEMENT,
  graph,
  graphAttribute,
  initializer,
  integers,
  mapType,
  ml,
  model,
  node,
  sequenceType,
  tensor,
  tensorType,
  value,
} from './build-model.js';
import { loadOnnx, special } from './fixtures.js';

const WEIGHTS = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer);
const X = (): Map<string, Tensor> => new Map([['x', Tensor.of('FP32', [1, 2], [10, 1])]]);
const weights = (external: Readonly<Record<string, string>>): Uint8Array =>
  initializer({ name: 'w', elementType: ELEMENT.FLOAT, dims: [2, 2], external });

/** `y = x w`, and what a ZipMap makes of `y`. */
function externalModel(external: Readonly<Record<string, string>>): Uint8Array {
  return model({
    nodes: [
      node({ op: 'MatMul', inputs: ['x', 'w'], outputs: ['y'] }),
      ml({ op: 'ZipMap', inputs: ['y'], outputs: ['p'], attributes: [integers('classlabels_int64s', [0, 1])] }),
    ],
    inputs: [tensor('x', ELEMENT.FLOAT, ['N', 2])],
    outputs: [
      tensor('y', ELEMENT.FLOAT, ['N', 2]),
      value('p', sequenceType(mapType(ELEMENT.INT64, tensorType(ELEMENT.FLOAT, [])))),
    ],
    initializers: [weights(external)],
  });
}

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'modelmount-external-'));
  await writeFile(path.join(folder, 'w.bin'), WEIGHTS);
});
afterEach(() => rm(folder, { recursive: true }));

async function save(bytes: Uint8Array): Promise<string> {
  const file = path.join(folder, 'inner', 'model.onnx');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, bytes);
  return file;
}

describe.each(['native', 'wasm'] as const)('weights in another file, on the %s runtime', (runtime) => {
  it('are read from the model’s folder, and after a ZipMap was taken out', async () => {
    const file = await save(externalModel({ location: 'deep/w.bin', offset: '8', length: '16' }));
    await mkdir(path.join(folder, 'inner', 'deep'));
    await writeFile(path.join(folder, 'inner', 'deep', 'w.bin'), Buffer.concat([new Uint8Array(8), WEIGHTS]));
    const session = await loadOnnx(file, { runtime });
    const answer = await session.run(X());
    expect(answer.get('p')?.toFlat()).toEqual([13, 24]);
    expect(answer.get('y')?.toFlat()).toEqual([13, 24]);
    await session.close();
  });

  it.each(['./w.bin', 'deep/.//w.bin', 'mit Leerzeichen/Gewichte 世界.bin'])('may be called %j', async (location) => {
    const file = await save(externalModel({ location, length: '16' }));
    const target = path.join(folder, 'inner', location);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, WEIGHTS);
    const session = await loadOnnx(file, { runtime });
    expect((await session.run(X())).get('y')?.toFlat()).toEqual([13, 24]);
    await session.close();
  });

  it('are refused in the branches of an If, where the runtime would look for them itself', async () => {
    const branch = (scale: string): Uint8Array =>
      graph({
        nodes: [node({ op: 'MatMul', inputs: ['x', scale], outputs: [`${scale}y`] })],
        inputs: [],
        outputs: [tensor(`${scale}y`, ELEMENT.FLOAT, ['N', 2])],
        initializers: [
          initializer({
            name: scale,
            elementType: ELEMENT.FLOAT,
            dims: [2, 2],
            external: { location: 'w.bin', length: '16' },
          }),
        ],
      });
    const bytes = model({
      nodes: [
        node({
          op: 'If',
          inputs: ['yes'],
          outputs: ['y'],
          attributes: [graphAttribute('then_branch', branch('a')), graphAttribute('else_branch', branch('b'))],
        }),
      ],
      inputs: [tensor('x', ELEMENT.FLOAT, ['N', 2]), tensor('yes', 9, [])],
      outputs: [tensor('y', ELEMENT.FLOAT, ['N', 2])],
    });
    const file = path.join(folder, 'model.onnx');
    await writeFile(file, bytes);
    await expect(loadOnnx(file, { runtime })).rejects.toMatchObject({
      code: 'UNSUPPORTED_MODEL',
      message: expect.stringMatching(/tensor "a".*in the \.onnx file/),
    });
  });
});

describe('weights in another file', () => {
  it.each([
    ['../w.bin', 'FILE_OUTSIDE_MODEL'],
    ['/etc/hostname', 'FILE_OUTSIDE_MODEL'],
    ['C:\\w.bin', 'FILE_OUTSIDE_MODEL'],
    ['*/_ORT_MEM_ADDR_/*', 'FILE_OUTSIDE_MODEL'],
    ['link.bin', 'FILE_OUTSIDE_MODEL'],
    ['missing.bin', 'MODEL_NOT_FOUND'],
    ['', 'FILE_OUTSIDE_MODEL'],
  ])('at %j are refused with %s', async (location, code) => {
    const file = await save(externalModel({ location, offset: '0', length: '16' }));
    await symlink(path.join(folder, 'w.bin'), path.join(folder, 'inner', 'link.bin'));
    await expect(loadOnnx(file)).rejects.toMatchObject({ code });
  });

  it.each(['external-data-escape', 'external-data-absolute'])('of %s are refused', async (name) => {
    await expect(loadOnnx(special(`${name}/model.onnx`))).rejects.toMatchObject({ code: 'FILE_OUTSIDE_MODEL' });
  });

  it('are refused for a model that is bytes in memory', async () => {
    const bytes = externalModel({ location: 'w.bin' });
    await expect(loadOnnx(bytes)).rejects.toMatchObject({
      code: 'MODEL_NOT_FOUND',
      message: expect.stringContaining('load it by its path'),
    });
  });

  it.each([
    { offset: '4', length: '16' },
    { offset: '0', length: '10000000000' },
    { offset: '-8', length: '16' },
    { offset: '1e1', length: '6' },
    { offset: '99' },
  ])('outside their file are refused: $offset, $length', async (range) => {
    const file = await save(externalModel({ location: 'w.bin', ...range }));
    await writeFile(path.join(folder, 'inner', 'w.bin'), WEIGHTS);
    await expect(loadOnnx(file)).rejects.toMatchObject({
      code: 'INVALID_MODEL',
      message: expect.stringMatching(/tensor "w".*"w\.bin", which has 16 bytes/),
      details: { fileBytes: 16 },
    });
  });
});

import { gzipSync } from 'node:zlib';
import { mkdtemp, rm, writeFile, cp } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Tensor } from '../../../../src/core/tensor/tensor.js';
import { ModelMountError } from '../../../../src/core/errors.js';
import {
  ELEMENT,
  field,
  identityModel,
  initializer,
  integer,
  join,
  mapType,
  model,
  node,
  sequenceType,
  tensor,
  tensorType,
  value,
} from './build-model.js';
import { FIXTURES, loadOnnx, special } from './fixtures.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'modelmount-onnx-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function failure(
  source: Parameters<typeof loadOnnx>[0],
  runtime: 'native' | 'wasm' = 'native',
): Promise<ModelMountError> {
  const outcome: unknown = await loadOnnx(source, { runtime }).catch((error: unknown) => error);
  if (!ModelMountError.is(outcome)) throw new Error(`expected a ModelMountError, got ${String(outcome)}`);
  expect(outcome.message).not.toMatch(/(?:^|[\s"'(])(?:[A-Z]:)?[\\/]\w+[\\/]|\.(?:cc|h):\d/);
  return outcome;
}

const IRIS = readFileSync(path.join(FIXTURES, 'iris-logistic/model.onnx'));
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a file that is no ONNX model is called what it is', () => {
  it.each([
    ['an empty file', new Uint8Array(), /empty/],
    ['a zip archive', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0, 0), /zip archive.*export the model to ONNX/],
    ['a pickle', Uint8Array.of(0x80, 4, 0x95, 0, 0, 0), /pickle/],
    ['gzip', gzipSync(IRIS), /gzip/],
    ['PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), /PNG/],
    ['HDF5', Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d), /HDF5/],
    ['HTML', ascii('\n<!DOCTYPE html><html><body>Not found</body></html>'), /HTML page/],
    ['a Git LFS pointer', ascii('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n'), /git lfs pull/],
    ['JSON', ascii('{"coefficients": [1, 2]}'), /JSON/],
    ['text', ascii('hello'), /is text/],
    ['TensorFlow Lite', join(Uint8Array.of(0x1c, 0, 0, 0), ascii('TFL3')), /TensorFlow Lite/],
  ])('%s', async (_, bytes, message) => {
    expect(await failure(bytes)).toMatchObject({ code: 'INVALID_MODEL', message: expect.stringMatching(message) });
  });

  it('the runtime’s own ORT format', async () => {
    const error = await failure(join(Uint8Array.of(0x18, 0, 0, 0), ascii('ORTM')));
    expect(error).toMatchObject({ code: 'UNSUPPORTED_MODEL', message: expect.stringContaining('.onnx file') });
  });
});

const DAMAGED: readonly (readonly [string, Uint8Array])[] = [
  ['one byte', Uint8Array.of(8)],
  ['zeros', new Uint8Array(1000)],
  ['half a file', IRIS.subarray(0, IRIS.length / 2)],
  ['the last byte missing', IRIS.subarray(0, -1)],
  ['no graph', integer(1, 8)],
  ['two graphs', join(identityModel(), field(7, new Uint8Array()))],
  [
    'an input that nothing makes',
    identityModel({ nodes: [node({ op: 'Add', inputs: ['x', 'nope'], outputs: ['y'] })] }),
  ],
  [
    'a cycle',
    identityModel({
      nodes: [
        node({ op: 'Add', inputs: ['x', 'b'], outputs: ['y'] }),
        node({ op: 'Identity', inputs: ['y'], outputs: ['b'] }),
      ],
    }),
  ],
  ...(
    [
      ['weights that are too short', [2, 2], 8],
      ['weights that are too long', [2, 2], 24],
      ['weights of a negative length', [-2, 2], 16],
      ['weights beyond all memory', [2 ** 40, 2 ** 40], 16],
    ] as const
  ).map(([name, dims, size]) => [name, matrixModel({ dims, raw: new Uint8Array(size) })] as const),
  ['weights of an unknown type', matrixModel({ dims: [2, 2], raw: new Uint8Array(16), elementType: 99 })],
];

describe.each(['native', 'wasm'] as const)('a damaged model on the %s runtime', (runtime) => {
  it.each(DAMAGED)('%s is INVALID_MODEL', async (_, bytes) => {
    expect((await failure(bytes, runtime)).code).toBe('INVALID_MODEL');
  });

  it.each([
    ['an opset from the future', identityModel({ opsets: { '': 999 } }), /operator set 999 of ai\.onnx.*up to \d+/],
    ['a format version from the future', identityModel({ irVersion: 999 }), /version 999.*up to \d+/],
    ['an unknown operator', identityModel({ nodes: [node({ op: 'Foo', inputs: ['x'], outputs: ['y'] })] }), /Foo/],
    [
      'an unknown domain',
      identityModel({
        opsets: { '': 17, 'com.acme': 1 },
        nodes: [node({ op: 'Foo', domain: 'com.acme', inputs: ['x'], outputs: ['y'] })],
      }),
      /com\.acme/,
    ],
  ])('%s is UNSUPPORTED_MODEL', async (_, bytes, message) => {
    const error = await failure(bytes, runtime);
    expect(error).toMatchObject({ code: 'UNSUPPORTED_MODEL', message: expect.stringMatching(message) });
  });

  it('stays a typed error whatever byte is damaged', { timeout: 120_000 }, async () => {
    // A fixed sequence (minimal standard generator), so that a failure can be repeated.
    let state = 1;
    const random = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
    let refused = 0;
    for (let i = 0; i < 150; i++) {
      const bytes = Uint8Array.from(IRIS);
      for (let j = 0; j < 3; j++) bytes[random(bytes.length)] = random(256);
      const outcome: unknown = await loadOnnx(bytes, { runtime }).catch((error: unknown) => error);
      if (outcome instanceof Error) {
        expect(ModelMountError.is(outcome), `mutation ${i}: ${outcome.stack ?? ''}`).toBe(true);
        refused++;
      } else await (outcome as Awaited<ReturnType<typeof loadOnnx>>).close();
    }
    expect(refused).toBeGreaterThan(15);
  });
});

describe('a type that cannot be handled is refused by name', () => {
  it.each([
    ['a sequence', special('sequence-output.onnx'), /output "parts".*seq\(tensor\(float\)\)/],
    ['bfloat16', special('identity-bfloat16.onnx'), /input "x".*tensor\(bfloat16\).*Cast/],
    ['complex', identityModel({ inputs: [tensor('x', ELEMENT.COMPLEX64, [1])] }), /input "x".*tensor\(complex64\)/],
    [
      'a map',
      identityModel({ outputs: [value('y', sequenceType(mapType(ELEMENT.STRING, tensorType(ELEMENT.FLOAT, []))))] }),
      /output "y".*seq\(map\(string,tensor\(float\)\)\)/,
    ],
    ['an input of unknown rank', identityModel({ inputs: [tensor('x', ELEMENT.FLOAT)] }), /input "x".*no shape/],
    ['an input without a type', identityModel({ inputs: [value('x')] }), /input "x".*no type/],
  ])('%s', async (_, source, message) => {
    expect(await failure(source)).toMatchObject({ code: 'UNSUPPORTED_MODEL', message: expect.stringMatching(message) });
  });
});

describe('what an ONNX file says about itself', () => {
  it('is the session’s metadata', async () => {
    const session = await loadOnnx(special('metadata.onnx'));
    const { metadata } = JSON.parse(readFileSync(special('metadata.json'), 'utf8')) as { metadata: object };
    expect(session.info.metadata).toEqual(metadata);
    await session.close();
  });

  it('gives dynamic axes their names', async () => {
    const session = await loadOnnx(path.join(FIXTURES, 'digits-cnn-torch/model.onnx'));
    expect(session.signature).toEqual({
      inputs: [{ name: 'image', dtype: 'FP32', shape: [-1, 1, 8, 8], axes: ['batch', '', '', ''] }],
      outputs: [{ name: 'logits', dtype: 'FP32', shape: [-1, 10], axes: ['batch', ''] }],
    });
    await session.close();
  });

  it('is completed by the runtime where an output has no type or no shape', async () => {
    const session = await loadOnnx(identityModel({ outputs: [value('y')] }));
    expect(session.signature.outputs).toEqual([{ name: 'y', dtype: 'FP32', shape: [-1, 2] }]);
    await session.close();
  });

  it.each([
    ['no shape', tensor('y', ELEMENT.FLOAT)],
    ['a first axis of 1 where its inputs have batches', tensor('y', ELEMENT.FLOAT, [1, 2])],
  ])('is not taken at its word where an output has %s', async (_, output) => {
    const session = await loadOnnx(identityModel({ outputs: [output] }));
    expect(session.signature.outputs).toEqual([{ name: 'y', dtype: 'FP32', shape: [-1, 2] }]);
    const answer = await session.run(new Map([['x', Tensor.of('FP32', [3, 2], [1, 2, 3, 4, 5, 6])]]));
    expect(answer.get('y')?.shape).toEqual([3, 2]);
    await session.close();
  });

  it('is read from a of the bytes, wherever they lie in their buffer', async () => {
    const bytes = identityModel();
    const shifted = new Uint8Array(bytes.length + 17).subarray(17);
    shifted.set(bytes);
    const session = await loadOnnx(shifted);
    expect(session.signature.inputs[0]).toMatchObject({ name: 'x', shape: [-1, 2] });
    await session.close();
  });
});

describe('a long chain of operators', () => {
  it('loads: nothing in the reading is recursive in its length', async () => {
    const length = 20_000;
    const name = (i: number): string => (i === 0 ? 'x' : i === length ? 'y' : `t${i}`);
    const nodes = Array.from({ length }, (_, i) => node({ op: 'Neg', inputs: [name(i)], outputs: [name(i + 1)] }));
    const session = await loadOnnx(identityModel({ nodes }));
    const answer = await session.run(new Map([['x', Tensor.of('FP32', [1, 2], [1, 2])]]));
    expect(answer.get('y')?.toFlat()).toEqual([1, 2]);
    await session.close();
  });
});

describe('a folder', () => {
  it('with one .onnx file is that model', async () => {
    await cp(special('identity-float.onnx'), path.join(folder, 'any-name.onnx'));
    await writeFile(path.join(folder, 'notes.txt'), 'x');
    const session = await loadOnnx(folder);
    expect(session.signature.inputs).toHaveLength(1);
    await session.close();
  });

  it('with several is refused with their names', async () => {
    const error = await failure(special(''));
    expect(error).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(/^"onnx-special" has \d+ \.onnx files \(fixed-batch\.onnx, /),
    });
  });
});

function matrixModel({
  dims,
  raw,
  elementType = ELEMENT.FLOAT,
}: {
  dims: readonly number[];
  raw: Uint8Array;
  elementType?: number;
}): Uint8Array {
  return model({
    nodes: [node({ op: 'MatMul', inputs: ['x', 'w'], outputs: ['y'] })],
    inputs: [tensor('x', ELEMENT.FLOAT, ['N', 2])],
    outputs: [tensor('y', ELEMENT.FLOAT, ['N', 'K'])],
    initializers: [initializer({ name: 'w', elementType, dims, raw })],
  });
}

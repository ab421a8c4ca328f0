import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { ModelMountError } from '../../../../src/core/errors.js';
import type { Session } from '../../../../src/core/session.js';
import { Tensor } from '../../../../src/core/tensor/tensor.js';
import { tfjs } from '../../../../src/runtime/backends/tfjs/tfjs.js';
import { editedModel, graphJson, type Editable } from './edited-model.js';

const memory = tf as unknown as { memory(): { numTensors: number } };
const ROWS = { dim: [{ size: '-1' }] };

/** A graph `y = op(x)` of one dtype. */
function oneNode(dtype: string, op: string, shape: object = ROWS): object {
  return graphJson(
    [
      { name: 'x', op: 'Placeholder', attr: { dtype: { type: dtype } } },
      { name: 'y', op, input: ['x'], attr: { T: { type: dtype } } },
    ],
    {
      inputs: { x: { name: 'x:0', dtype, tensorShape: shape } },
      outputs: { y: { name: 'y:0', dtype, tensorShape: shape } },
    },
  );
}

async function load(json: object, runtime: 'wasm' | 'cpu' = 'wasm'): Promise<Session> {
  return tfjs({ runtime }).load(await editedModel('keras-digits-graph', () => json).artifact);
}

async function failure(json: object): Promise<ModelMountError> {
  const error: unknown = await load(json).then(
    () => new Error('was loaded'),
    (reason: unknown) => reason,
  );
  if (!ModelMountError.is(error)) throw error;
  return error;
}

describe.each(['wasm', 'cpu'] as const)('a graph model on %s', (runtime) => {
  it.each([
    ['DT_FLOAT', Tensor.of('FP32', [3], [0.1, -1e-45, 3.4e38])],
    ['DT_INT32', Tensor.of('INT32', [3], [-(2 ** 31), 0, 2 ** 31 - 1])],
    ['DT_BOOL', Tensor.of('BOOL', [3], [true, false, true])],
    ['DT_STRING', Tensor.of('BYTES', [4], ['', 'Grüße \u{1f600}', '\ufeffa\u0000b', Uint8Array.of(255, 0, 128)])],
  ])('carries %s through unchanged', async (dtype, tensor) => {
    const session = await load(oneNode(dtype, 'Identity'), runtime);
    const answers = await session.run(new Map([['x', tensor]]));
    expect(answers.get('y')?.toFlat()).toEqual(tensor.toFlat());
    expect(answers.get('y')?.dtype).toBe(tensor.dtype);
    await session.close();
  });

  it('carries NaN and the infinities through unchanged', async () => {
    const session = await load(oneNode('DT_FLOAT', 'Identity'), runtime);
    const tensor = new Tensor('FP32', [4], Float32Array.of(NaN, Infinity, -Infinity, -0));
    const answers = await session.run(new Map([['x', tensor]]));
    expect(answers.get('y')?.data).toEqual(tensor.data);
    await session.close();
  });

  it('answers with an input that is an output too, and keeps both apart', async () => {
    const json = graphJson([{ name: 'x', op: 'Placeholder', attr: { dtype: { type: 'DT_FLOAT' } } }], {
      inputs: { x: { name: 'x:0', dtype: 'DT_FLOAT', tensorShape: ROWS } },
      outputs: { same: { name: 'x:0', dtype: 'DT_FLOAT', tensorShape: ROWS } },
    });
    const before = memory.memory().numTensors;
    const session = await load(json, runtime);
    const tensor = Tensor.of('FP32', [2], [1, 2]);
    const first = (await session.run(new Map([['x', tensor]]))).get('same');
    expect(first?.data).not.toBe(tensor.data);
    expect(first?.toFlat()).toEqual([1, 2]);
    await session.close();
    expect(memory.memory().numTensors).toBe(before);
  });

  it('answers with a weight that is an output, again and again', async () => {
    const json = {
      ...graphJson(
        [
          { name: 'x', op: 'Placeholder', attr: { dtype: { type: 'DT_FLOAT' } } },
          { name: 'w', op: 'Const', attr: { dtype: { type: 'DT_FLOAT' } } },
        ],
        {
          inputs: { x: { name: 'x:0', dtype: 'DT_FLOAT', tensorShape: ROWS } },
          outputs: { w: { name: 'w:0', dtype: 'DT_FLOAT', tensorShape: { dim: [{ size: '2' }] } } },
        },
      ),
      weightsManifest: [{ paths: ['w.bin'], weights: [{ name: 'w', shape: [2], dtype: 'float32' }] }],
    };
    const { artifact } = editedModel('keras-digits-graph', (_, folder) => {
      writeFileSync(path.join(folder, 'w.bin'), Buffer.from(Float32Array.of(3, 4).buffer));
      return json;
    });
    const session = await tfjs({ runtime }).load(await artifact);
    for (let i = 0; i < 3; i++) {
      const answers = await session.run(new Map([['x', Tensor.of('FP32', [1], [0])]]));
      expect(answers.get('w')?.toFlat()).toEqual([3, 4]);
    }
    await session.close();
  });
});

describe('a graph model', () => {
  it('without a signature has the names of its ends', async () => {
    const { signature: _, ...json } = oneNode('DT_FLOAT', 'Relu') as { signature: object; modelTopology: Editable };
    json.modelTopology.node[0].attr.shape = { shape: ROWS };
    json.modelTopology.node[1].attr._output_shapes = { list: { shape: [ROWS] } };
    const error = await failure(json);
    // Only an input has its shape in the graph itself.
    expect(error).toMatchObject({ code: 'UNSUPPORTED_MODEL', message: expect.stringContaining('"y"') as string });
  });

  it('of unknown rank is refused with the name of the tensor', async () => {
    const error = await failure(oneNode('DT_FLOAT', 'Relu', { unknownRank: true }));
    expect(error).toMatchObject({
      code: 'UNSUPPORTED_MODEL',
      message: expect.stringContaining('number of axes of "x"') as string,
    });
  });

  it('of complex numbers is refused with the name of the tensor', async () => {
    const error = await failure(oneNode('DT_COMPLEX64', 'Identity'));
    expect(error).toMatchObject({
      code: 'UNSUPPORTED_MODEL',
      message: expect.stringContaining('dtype of "x"') as string,
    });
  });

  it('with an operation that TensorFlow.js does not have is refused by its name', async () => {
    const error = await failure(oneNode('DT_FLOAT', 'Betainc'));
    expect(error).toMatchObject({ code: 'UNSUPPORTED_MODEL', message: expect.stringContaining('"Betainc"') as string });
  });

  it('without a node or an output is refused', async () => {
    expect(await failure(graphJson([], {}))).toMatchObject({
      code: 'INVALID_MODEL',
      message: expect.stringContaining('no outputs') as string,
    });
  });

  it('whose signature names a tensor that is not in the graph is refused', async () => {
    const json = oneNode('DT_FLOAT', 'Relu') as Editable;
    json.signature.outputs.y.name = 'z:0';
    expect(await failure(json)).toMatchObject({
      code: 'INVALID_MODEL',
      message: expect.stringContaining('"z:0", which is not in the graph') as string,
    });
  });

  it('with a constant that has no weight is refused by its name', async () => {
    const { artifact } = editedModel('keras-digits-graph', (json) => {
      json.weightsManifest[0].weights[0].name = 'other';
    });
    await expect(tfjs().load(await artifact)).rejects.toMatchObject({
      code: 'INVALID_MODEL',
      message: expect.stringContaining('conv_2/Conv2D/ReadVariableOp" is missing') as string,
    });
  });

  it('with a stride that is no whole number is refused, before it can spoil the memory of other models', async () => {
    const { artifact } = editedModel('keras-digits-graph', (json) => {
      json.modelTopology.node.find(({ op }: Editable) => op === 'MaxPool').attr.strides.list.i[2] = 1.5;
    });
    await expect(tfjs().load(await artifact)).rejects.toMatchObject({
      code: 'INVALID_MODEL',
      message: expect.stringMatching(/pool\/MaxPool": "strides" must be whole numbers, got 1\.5/) as string,
    });
  });

  it('with a constant inside a function that has no weight is refused by its name', async () => {
    const { artifact } = editedModel('tfjs-control-flow/while', (json) => {
      json.weightsManifest[0].weights.at(-1).name = 'other';
    });
    await expect(tfjs().load(await artifact)).rejects.toMatchObject({
      code: 'INVALID_MODEL',
      message: expect.stringContaining('while/add_1/y" is missing') as string,
    });
  });

  it('that fails while it runs says so without folders, leaks nothing, and runs again', async () => {
    const json = graphJson(
      [
        { name: 'a', op: 'Placeholder', attr: { dtype: { type: 'DT_FLOAT' } } },
        { name: 'b', op: 'Placeholder', attr: { dtype: { type: 'DT_FLOAT' } } },
        { name: 'y', op: 'AddV2', input: ['a', 'b'], attr: { T: { type: 'DT_FLOAT' } } },
      ],
      {
        inputs: {
          a: { name: 'a:0', dtype: 'DT_FLOAT', tensorShape: ROWS },
          b: { name: 'b:0', dtype: 'DT_FLOAT', tensorShape: ROWS },
        },
        outputs: { y: { name: 'y:0', dtype: 'DT_FLOAT', tensorShape: ROWS } },
      },
    );
    const session = await load(json);
    const pair = (length: number): Map<string, Tensor> =>
      new Map([
        ['a', Tensor.of('FP32', [2], [1, 2])],
        ['b', Tensor.of('FP32', [length], Array<number>(length).fill(10))],
      ]);
    await session.run(pair(2));
    const before = memory.memory().numTensors;
    const error: unknown = await session.run(pair(3)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'RUN_FAILED' });
    expect((error as Error).message).not.toMatch(/[\\/]node_modules[\\/]/);
    expect(memory.memory().numTensors).toBe(before);
    expect((await session.run(pair(2))).get('y')?.toFlat()).toEqual([11, 12]);
    await session.close();
  });
});

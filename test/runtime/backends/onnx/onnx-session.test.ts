import { describe, expect, it } from 'vitest';
import { Tensor } from '../../../../src/core/tensor/tensor.js';
import { onnx } from '../../../../src/runtime/backends/onnx/onnx.js';
import { openArtifact } from '../../../../src/runtime/artifact/open-artifact.js';
import { sessionChecks } from '../../../../src/testing/check-session.js';
import { ELEMENT, identityModel, initializer, model, node, tensor } from './build-model.js';
import { loadOnnx, onnxFixtures, readReference, referenceInputs, special } from './fixtures.js';

// One of each kind: a classifier with ZipMap, strings and missing numbers, double, a network, a fixed batch.
const MODELS = [
  'iris-logistic/model.onnx',
  'wine-mixed-pipeline/model.onnx',
  'iris-pipeline-double/model.onnx',
  'breast-cancer-xgboost/model.onnx',
  'digits-cnn-torch/model.onnx',
  'onnx-special/wrong-declared-shape.onnx',
  'onnx-special/float16-add.onnx',
  'onnx-special/identity-string.onnx',
  'onnx-special/identity-bool.onnx',
  'onnx-special/fixed-batch.onnx',
  'onnx-special/external-data-ok/model.onnx',
];

describe.each(['native', 'wasm'] as const)('an ONNX session on the %s runtime', (runtime) => {
  const backend = onnx({ runtime });
  describe.each(onnxFixtures().filter(({ name }) => MODELS.includes(name)))('of $name', (fixture) => {
    const checks = sessionChecks({
      name: fixture.name,
      backend,
      open: async () => backend.load(await openArtifact(fixture.model)),
      inputs: () => referenceInputs(fixture.reference),
      ...(fixture.name.includes('fixed-batch') && {
        otherInputs: () => new Map([['x', new Tensor('FP32', [4, 2], new Float32Array(8).fill(7))]]),
      }),
    });
    it.each(checks)('$name', ({ run }) => run());
  });

  it('copies its inputs before run returns, strings as well', async () => {
    const session = await loadOnnx(special('identity-string.onnx'), { runtime });
    const data: string[] = ['before', 'x'];
    const running = session.run(new Map([['x', new Tensor('BYTES', [1, 2], data)]]));
    data[0] = 'after';
    expect((await running).get('y')?.toFlat()).toEqual(['before', 'x']);
    await session.close();
  });

  it('takes the bytes of a string as UTF-8, a byte order mark included', async () => {
    const session = await loadOnnx(special('identity-string.onnx'), { runtime });
    const bytes = new TextEncoder().encode('\uFEFFÅ🙂');
    const answer = await session.run(new Map([['x', new Tensor('BYTES', [1, 2], [bytes, 'b'])]]));
    expect(answer.get('y')?.toFlat()).toEqual(['\uFEFFÅ🙂', 'b']);
    await session.close();
  });

  it('refuses every string that the runtime would change in silence, with its place', async () => {
    const session = await loadOnnx(special('identity-string.onnx'), { runtime });
    const data = ['cut\0here', 'fine', '\uD800', Uint8Array.of(0xff)];
    const error = await session.run(new Map([['x', new Tensor('BYTES', [2, 2], data)]])).catch((e: unknown) => e);
    expect(error).toMatchObject({
      code: 'INVALID_INPUT',
      issues: [
        { path: '/x/0', code: 'value' },
        { path: '/x/2', code: 'value' },
        { path: '/x/3', code: 'value' },
      ],
    });
    expect(String(error)).not.toContain('cut');
    await session.close();
  });

  it('answers float16 as bits, and 0 and 1 for any bytes of a BOOL', async () => {
    const half = await loadOnnx(special('float16-add.onnx'), { runtime });
    const y = (await half.run(new Map([['x', Tensor.of('FP16', [1, 2], [2048, 0.5])]]))).get('y');
    // 2048 + 1 rounds to 2048 in half precision.
    expect(y).toEqual(Tensor.of('FP16', [1, 2], [2048, 1.5]));
    await half.close();
    const bool = await loadOnnx(special('identity-bool.onnx'), { runtime });
    const answer = await bool.run(new Map([['x', new Tensor('BOOL', [1, 2], Uint8Array.of(2, 0))]]));
    expect(answer.get('y')).toEqual(new Tensor('BOOL', [1, 2], Uint8Array.of(1, 0)));
    await bool.close();
  });

  it('answers the true tensor where the file declares a wrong shape', async () => {
    const file = special('wrong-declared-shape');
    const session = await loadOnnx(`${file}.onnx`, { runtime });
    expect(session.signature.outputs).toEqual([{ name: 'label', dtype: 'INT64', shape: [-1] }]);
    const answer = await session.run(referenceInputs(readReference(`${file}.json`)));
    expect(answer.get('label')).toEqual(Tensor.of('INT64', [3], [0, 1, 1]));
    await session.close();
  });

  it('answers a declared but wrong inner length as it is', async () => {
    const bytes = identityModel({ outputs: [tensor('y', ELEMENT.FLOAT, [7, 7])] });
    const session = await loadOnnx(bytes, { runtime }).catch((error: unknown) => error);
    // WebAssembly refuses at load what the native runtime lets pass: neither may be a wrong answer.
    if (session instanceof Error) expect(session).toMatchObject({ code: 'INVALID_MODEL' });
    else {
      const run = (session as Awaited<ReturnType<typeof loadOnnx>>).run(
        new Map([['x', Tensor.of('FP32', [1, 2], [1, 2])]]),
      );
      expect((await run).get('y')?.shape).toEqual([1, 2]);
    }
  });

  it('has the answer of a model without operators and without copying a caller’s memory', async () => {
    const session = await loadOnnx(identityModel({ nodes: [], outputs: [tensor('x', ELEMENT.FLOAT, ['N', 2])] }), {
      runtime,
    });
    const x = Tensor.of('FP32', [1, 2], [1, 2]);
    const y = (await session.run(new Map([['x', x]]))).get('x');
    expect(y).toEqual(x);
    expect((y?.data as Float32Array).buffer).not.toBe((x.data as Float32Array).buffer);
    await session.close();
  });

  it('does not ask for inputs that have a default in the file', async () => {
    // IR version 3 lists every initializer among the inputs.
    const bytes = model({
      irVersion: 3,
      opsets: { '': 9 },
      nodes: [node({ op: 'Add', inputs: ['x', 'w'], outputs: ['y'] })],
      inputs: [tensor('x', ELEMENT.FLOAT, ['N', 2]), tensor('w', ELEMENT.FLOAT, [2])],
      outputs: [tensor('y', ELEMENT.FLOAT, ['N', 2])],
      initializers: [
        initializer({
          name: 'w',
          elementType: ELEMENT.FLOAT,
          dims: [2],
          raw: new Uint8Array(Float32Array.of(10, 20).buffer),
        }),
      ],
    });
    const session = await loadOnnx(bytes, { runtime });
    expect(session.signature.inputs.map(({ name }) => name)).toEqual(['x']);
    const answer = await session.run(new Map([['x', Tensor.of('FP32', [1, 2], [1, 2])]]));
    expect(answer.get('y')?.toFlat()).toEqual([11, 22]);
    await session.close();
  });

  it('reports a run that fails inside the runtime, without its source paths', async () => {
    const shape = new Uint8Array(BigInt64Array.of(1n, 7n).buffer);
    const bytes = model({
      nodes: [
        node({ op: 'Shape', inputs: ['x'], outputs: ['s'] }),
        node({ op: 'Mul', inputs: ['s', 'k'], outputs: ['t'] }),
        node({ op: 'Reshape', inputs: ['x', 't'], outputs: ['y'] }),
      ],
      inputs: [tensor('x', ELEMENT.FLOAT, ['N', 2])],
      outputs: [tensor('y', ELEMENT.FLOAT, ['M', 'K'])],
      initializers: [initializer({ name: 'k', elementType: ELEMENT.INT64, dims: [2], raw: shape })],
    });
    const session = await loadOnnx(bytes, { runtime });
    const error: unknown = await session
      .run(new Map([['x', Tensor.of('FP32', [1, 2], [1, 2])]]))
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'RUN_FAILED', message: expect.stringMatching(/reshape/i) });
    expect(String(error)).not.toMatch(/[\\/]\w+[\\/]|\.(cc|h):\d/);
    await session.close();
  });

  it('blames the input for what only the run can find: an index outside of its table, axes that disagree', async () => {
    const table = new Uint8Array(Float32Array.of(1, 2, 3).buffer);
    const gather = model({
      nodes: [node({ op: 'Gather', inputs: ['table', 'x'], outputs: ['y'] })],
      inputs: [tensor('x', ELEMENT.INT64, ['N'])],
      outputs: [tensor('y', ELEMENT.FLOAT, ['N'])],
      initializers: [initializer({ name: 'table', elementType: ELEMENT.FLOAT, dims: [3], raw: table })],
    });
    const add = model({
      nodes: [node({ op: 'Add', inputs: ['a', 'b'], outputs: ['y'] })],
      inputs: [tensor('a', ELEMENT.FLOAT, ['N', 'K']), tensor('b', ELEMENT.FLOAT, ['N', 'L'])],
      outputs: [tensor('y', ELEMENT.FLOAT, ['N', 'M'])],
    });
    for (const [bytes, inputs] of [
      [gather, new Map([['x', Tensor.of('INT64', [1], [3])]])],
      [
        add,
        new Map([
          ['a', Tensor.of('FP32', [1, 2], [1, 2])],
          ['b', Tensor.of('FP32', [1, 3], [1, 2, 3])],
        ]),
      ],
    ] as const) {
      const session = await loadOnnx(bytes, { runtime });
      const error: unknown = await session.run(inputs).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: '', code: 'value' }] });
      await session.close();
    }
  });

  it('runs nothing when no output is asked for', async () => {
    const session = await loadOnnx(special('identity-float.onnx'), { runtime });
    const inputs = new Map([['x', Tensor.of('FP32', [1, 2], [1, 2])]]);
    expect(await session.run(inputs, { outputs: [] })).toEqual(new Map());
    expect([...(await session.run(inputs, { outputs: ['y', 'y'] })).keys()]).toEqual(['y']);
    await session.close();
  });
});

describe('an ONNX session', () => {
  it('drops the answer when aborted on the way', async () => {
    const session = await loadOnnx(special('identity-float.onnx'));
    const controller = new AbortController();
    const running = session.run(new Map([['x', Tensor.of('FP32', [1, 2], [1, 2])]]), { signal: controller.signal });
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: 'ABORTED' });
    await session.close();
  });
});

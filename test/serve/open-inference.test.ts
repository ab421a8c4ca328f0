import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Tensor } from '../../src/core/tensor/tensor.js';
import { loadModel } from '../../src/model/load-model.js';
import { Model } from '../../src/model/model.js';
import type { Handler } from '../../src/serve/handler-contract.js';
import { createHandler } from '../../src/serve/handler.js';
import { createFakeSession } from '../../src/testing/fake-session.js';
import { FIXTURES } from '../helpers/reference.js';
import { call, INFER, poster, SETOSA } from './call.js';

let iris: Model;
let wine: Model;
let handler: Handler;
beforeAll(async () => {
  [iris, wine] = await Promise.all([
    loadModel(path.join(FIXTURES, 'iris-logistic')),
    loadModel(path.join(FIXTURES, 'wine-mixed-pipeline')),
  ]);
  handler = createHandler({ models: { iris, wine }, bodyLimitBytes: 100_000 });
});
afterAll(() => Promise.all([iris.close(), wine.close()]));

const post = poster(() => handler);

describe('the Open Inference routes', () => {
  it('answer health and metadata as real clients want them', async () => {
    const get = (url: string) => call(handler, 'GET', url);
    expect(await get('/v2/health/live')).toMatchObject({ status: 200, type: 'application/json', body: { live: true } });
    expect(await get('/v2/health/ready')).toMatchObject({ status: 200, body: { ready: true } });
    expect(await get('/v2/models/iris/ready')).toMatchObject({ status: 200, body: { name: 'iris', ready: true } });
    expect((await get('/v2')).body).toEqual({ name: 'modelmount', version: '1', extensions: [] });
    expect((await get('/v2/')).body).toEqual((await get('/v2')).body);
    expect((await get('/v2/models')).body).toEqual({ models: ['iris', 'wine'] });
    expect((await get('/v2/models/iris')).body).toEqual({
      name: 'iris',
      platform: 'modelmount_onnx',
      inputs: [{ name: 'X', datatype: 'FP32', shape: [-1, 4] }],
      outputs: [
        { name: 'output_label', datatype: 'INT64', shape: [-1] },
        { name: 'output_probability', datatype: 'FP32', shape: [-1, 3] },
      ],
    });
  });

  it('answer tensors, flat, with the id that came, from flat or nested data', async () => {
    const nested = { inputs: [{ ...INFER.inputs[0], data: [SETOSA] }] };
    for (const request of [
      { id: 'a1', ...INFER },
      { id: 'a1', ...nested },
    ]) {
      const { status, body } = await post('/v2/models/iris/infer', request);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        model_name: 'iris',
        id: 'a1',
        outputs: [
          { name: 'output_label', datatype: 'INT64', shape: [1], data: [0] },
          { name: 'output_probability', datatype: 'FP32', shape: [1, 3] },
        ],
      });
    }
    expect(Object.keys((await post('/v2/models/iris/infer', INFER)).body)).toEqual(['model_name', 'outputs']);
  });

  it('answer only the outputs asked for, in their order, and ignore unknown members', async () => {
    const outputs = [{ name: 'output_probability' }, { name: 'output_label' }];
    const { body } = await post('/v2/models/iris/infer', { model_name: 'x', ...INFER, outputs });
    expect((body as { outputs: { name: string }[] }).outputs.map(({ name }) => name)).toEqual([
      'output_probability',
      'output_label',
    ]);
    const all = await post('/v2/models/iris/infer', { ...INFER, outputs: [] });
    expect((all.body as { outputs: unknown[] }).outputs).toHaveLength(2);
  });

  it.each([
    ['no inputs', {}, '/inputs: is missing'],
    ['an empty list', { inputs: [] }, '/inputs: expected 1 values, got 0'],
    [
      'an unknown input',
      { inputs: [{ ...INFER.inputs[0], name: 'x' }] },
      '/inputs/0/name: no input "x"; the model has X',
    ],
    ['a missing input', { inputs: [{ ...INFER.inputs[0], name: 'x' }] }, '/inputs: input "X" is missing'],
    ['an input twice', { inputs: [INFER.inputs[0], INFER.inputs[0]] }, '/inputs/1/name: input "X" is given twice'],
    [
      'another datatype',
      { inputs: [{ ...INFER.inputs[0], datatype: 'FP64' }] },
      '/inputs/0/datatype: expected FP32, got "FP64"',
    ],
    ['a datatype of prototypes', { inputs: [{ ...INFER.inputs[0], datatype: 'toString' }] }, '/inputs/0/datatype'],
    ['another shape', { inputs: [{ ...INFER.inputs[0], shape: [4] }] }, '/inputs/0/shape: expected [?, 4], got [4]'],
    [
      'a negative length',
      { inputs: [{ ...INFER.inputs[0], shape: [-1, 4] }] },
      '/inputs/0/shape/0: expected >= 0, got -1',
    ],
    ['a product that wraps', { inputs: [{ ...INFER.inputs[0], shape: [2 ** 52, 4] }] }, '/inputs/0/shape'],
    [
      'too few values',
      { inputs: [{ ...INFER.inputs[0], data: [1] }] },
      '/inputs/0/data: expected 4 values for shape [1, 4], got 1 values',
    ],
    [
      'data in another shape',
      {
        inputs: [
          {
            ...INFER.inputs[0],
            data: [
              [1, 2],
              [3, 4],
            ],
          },
        ],
      },
      'got values in shape [2, 2]',
    ],
    ['ragged data', { inputs: [{ ...INFER.inputs[0], data: [[1, 2], [3]] }] }, '/inputs/0/data/1: expected 2 values'],
    [
      'a string for a number',
      { inputs: [{ ...INFER.inputs[0], data: [1, 2, '3', null] }] },
      '/inputs/0/data/2: expected a finite number',
    ],
    [
      'a number beyond float32',
      { inputs: [{ ...INFER.inputs[0], data: [1, 2, 3, 1e39] }] },
      '/inputs/0/data/3: expected a finite number',
    ],
    ['an unknown output', { ...INFER, outputs: [{ name: 'y' }] }, '/outputs/0/name: no output "y"'],
    [
      'an output twice',
      { ...INFER, outputs: [{ name: 'output_label' }, { name: 'output_label' }] },
      '/outputs/1/name: output "output_label" is asked for twice',
    ],
    ['an id that is no string', { ...INFER, id: 7 }, '/id: expected string, got 7'],
    [
      'binary data',
      { inputs: [{ name: 'X', shape: [1, 4], datatype: 'FP32', parameters: { binary_data_size: 16 } }] },
      'binary tensor data is not supported',
    ],
  ])('refuse %s', async (_what, request, message) => {
    const { status, type, body } = await post('/v2/models/iris/infer', request);
    expect([status, type]).toEqual([400, 'application/json']);
    expect(Object.keys(body)).toEqual(['error']);
    expect((body as { error: string }).error).toContain(message);
  });

  it('point into the body where only the runtime can tell that a value is wrong', async () => {
    const model = await loadModel(path.join(FIXTURES, 'onnx-special/string-concat.onnx'));
    const target = createHandler({ models: { text: model } });
    const [spec] = model.signature.inputs;
    const inputs = [{ name: spec!.name, shape: [2, 1], datatype: 'BYTES', data: ['a', 'nul\0'] }];
    const init = { body: JSON.stringify({ inputs }), headers: { 'content-type': 'application/json' } };
    const { status, body } = await call(target, 'POST', '/v2/models/text/infer', init);
    expect([status, (body as { error: string }).error]).toEqual([400, expect.stringMatching(/^\/inputs\/0\/data\/1/)]);
    await model.close();
  });

  it('report a hundred thousand wrong values in a kilobyte', async () => {
    const data = Array.from({ length: 20_000 }, () => '');
    const { body } = await post('/v2/models/iris/infer', { inputs: [{ ...INFER.inputs[0], shape: [5000, 4], data }] });
    expect(JSON.stringify(body).length).toBeLessThan(1100);
  });

  it('keep every digit of a 64-bit integer, as number or string in and as number out', async () => {
    const model = await loadModel(path.join(FIXTURES, 'onnx-special/identity-int64.onnx'));
    const echo = createHandler({ models: { echo: model } });
    const inputs = [
      { name: 'x', shape: [2, 2], datatype: 'INT64', data: ['9223372036854775807', -5, '-9223372036854775808', 0] },
    ];
    const init = { body: JSON.stringify({ inputs }) };
    const request = new Request('http://localhost/v2/models/echo/infer', {
      method: 'POST',
      ...init,
      headers: { 'content-type': 'application/json' },
    });
    expect(await (await echo(request)).text()).toContain('"data":[9223372036854775807,-5,-9223372036854775808,0]');
    const lost = JSON.stringify({ inputs }).replace('-5', '9007199254740993');
    const refused = await call(echo, 'POST', '/v2/models/echo/infer', {
      body: lost,
      headers: { 'content-type': 'application/json' },
    });
    expect((refused.body as { error: string }).error).toContain('as a decimal string');
    await model.close();
  });

  it('say that an answer is not finite instead of writing null', async () => {
    const session = createFakeSession({
      answer: () => new Map([['Y', new Tensor('FP64', [1], Float64Array.of(NaN))]]),
    });
    const broken = createHandler({ models: { broken: new Model({ name: 'broken', session }) } });
    const body = JSON.stringify({ inputs: [{ name: 'X', shape: [1, 2], datatype: 'FP64', data: [1, 2] }] });
    const headers = { 'content-type': 'application/json' };
    const infer = await call(broken, 'POST', '/v2/models/broken/infer', { body, headers });
    expect([infer.status, infer.body]).toEqual([
      422,
      { error: expect.stringContaining('"Y" is NaN or infinite') as string },
    ]);
    const rows = await call(broken, 'POST', '/predict', { body: '{"rows":[[1,2]]}', headers });
    expect([rows.status, rows.body]).toEqual([422, expect.objectContaining({ code: 'NON_FINITE_OUTPUT' })]);
  });
});

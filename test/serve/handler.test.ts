import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Tensor } from '../../src/core/tensor.js';
import { loadModel } from '../../src/model/load-model.js';
import { Model } from '../../src/model/model.js';
import type { Handler } from '../../src/serve/handler-contract.js';
import { createHandler } from '../../src/serve/handler.js';
import { isUnmatched } from '../../src/serve/unmatched.js';
import { createFakeSession } from '../../src/testing/fake-session.js';
import { codeOf } from '../helpers/code-of.js';
import { FIXTURES, readReference } from '../helpers/reference.js';

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

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly headers: Headers;
  readonly body: never;
}

async function call(target: Handler, method: string, url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await target(new Request(`http://localhost${url}`, { method, ...init }));
  const text = await response.text();
  const type = response.headers.get('content-type');
  return {
    status: response.status,
    type,
    headers: response.headers,
    body: (text === '' ? undefined : JSON.parse(text)) as never,
  };
}

function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  return call(handler, 'POST', url, {
    body: text as BodyInit,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

const SETOSA = [5.1, 3.5, 1.4, 0.2];
const INFER = { inputs: [{ name: 'X', shape: [1, 4], datatype: 'FP32', data: SETOSA }] };

describe('the rows routes', () => {
  it('answer one prediction per row', async () => {
    const { status, type, body } = await post('/models/iris/predict', {
      rows: [SETOSA, { x0: 6.7, x1: 3, x2: 5.2, x3: 2.3 }],
    });
    expect([status, type]).toEqual([200, 'application/json']);
    expect(body).toMatchObject({ model: 'iris', predictions: [{ label: 0 }, { label: 2 }] });
    expect(await post('/models/iris/predict', { rows: [] })).toMatchObject({ status: 200, body: { predictions: [] } });
  });

  it('serve /predict only where there is one model', async () => {
    const one = createHandler({ models: { iris } });
    const init = { body: JSON.stringify({ rows: [SETOSA] }), headers: { 'content-type': 'application/json' } };
    expect(await call(one, 'POST', '/predict', init)).toMatchObject({ status: 200, body: { model: 'iris' } });
    const { status, body } = await post('/predict', { rows: [SETOSA] });
    expect([status, (body as { detail: string }).detail]).toEqual([
      404,
      expect.stringContaining('/models/{name}/predict with iris, wine'),
    ]);
  });

  it('answer every fault at once as problem details, with pointers into the body', async () => {
    const row = readReference('wine-mixed-pipeline').rows!.find((each) => !Object.values(each).includes(null))!;
    const rows = [{ ...row, alcohol: 'strong' }, row, { ...row, hue: undefined, 'a/b': 1 }];
    const { status, type, body } = await post('/models/wine/predict', { rows });
    expect([status, type]).toEqual([400, 'application/problem+json']);
    expect(body).toMatchObject({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      code: 'INVALID_INPUT',
      errors: [
        { pointer: '/rows/0/alcohol', code: 'type', message: 'expected number, got "strong"' },
        { pointer: '/rows/2/hue', code: 'missing', message: 'is missing' },
        { pointer: '/rows/2/a~1b', code: 'unexpected' },
      ],
    });
  });

  it.each([
    ['null', [['', 'type']]],
    ['[]', [['', 'type']]],
    ['7', [['', 'type']]],
    ['{}', [['/rows', 'missing']]],
    ['{"rows":{}}', [['/rows', 'type']]],
    ['{"rows":[],"row":1}', [['/row', 'unexpected']]],
    ['{"rows":[null]}', [['/rows/0', 'type']]],
    ['{"rows":[[1,2,3]]}', [['/rows/0', 'shape']]],
    ['{"rows":[[1,2,3,"4"]]}', [['/rows/0/3', 'type']]],
    ['{"rows":[{"__proto__":1,"x0":1,"x1":1,"x2":1,"x3":1}]}', [['/rows/0/__proto__', 'unexpected']]],
  ])('refuse %s', async (text, expected) => {
    const { status, body } = await post('/models/iris/predict', text);
    const { errors } = body as { errors: { pointer: string; code: string }[] };
    expect([status, errors.map(({ pointer, code }) => [pointer, code])]).toEqual([400, expected]);
  });
});

describe('a body', () => {
  it.each([
    ['is empty', ''],
    ['is not JSON', '{"rows":'],
    ['has a byte order mark', '\ufeff{"rows":[]}'],
    ['is not UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
    ['has NaN', '{"rows":[[NaN,1,2,3]]}'],
    ['has a comment', '{"rows":[]/**/}'],
    ['is nested too deep', '['.repeat(65) + ']'.repeat(65)],
    ['opens a hundred thousand arrays', '['.repeat(99_000)],
  ])('that %s is a 400 that quotes nothing', async (_what, body) => {
    for (const url of ['/models/iris/predict', '/v2/models/iris/infer']) {
      const answer = await post(url, body);
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer.body).length).toBeLessThan(400);
    }
  });

  it('may be nested as deep as 64', async () => {
    const { body } = await post('/models/iris/predict', `{"rows":[${'['.repeat(62)}${']'.repeat(62)}]}`);
    expect(body).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('may be as long as the limit, in bytes, and no longer', async () => {
    const body = JSON.stringify({ rows: [SETOSA] });
    const pad = (length: number): Uint8Array => Buffer.from(body.padEnd(length, ' '));
    expect((await post('/models/iris/predict', pad(100_000))).status).toBe(200);
    const { status, body: problem } = await post('/models/iris/predict', pad(100_001));
    expect([status, problem]).toEqual([413, expect.objectContaining({ code: 'BODY_TOO_LARGE' })]);
    expect((await post('/v2/models/iris/infer', pad(100_001))).body).toEqual({
      error: 'the body is larger than 100000 bytes (bodyLimitBytes)',
    });
  });

  it('is counted while it is read: a stream without a length stops at the limit', async () => {
    let sent = 0;
    const body = new ReadableStream({
      pull: (controller) => {
        controller.enqueue(new Uint8Array(10_000).fill(0x20));
        sent += 10_000;
      },
    });
    const init = { body, duplex: 'half', headers: { 'content-type': 'application/json' } } as RequestInit;
    expect((await call(handler, 'POST', '/models/iris/predict', init)).status).toBe(413);
    expect(sent).toBeLessThan(200_000);
  });

  it('may be compressed; what it becomes is counted, and broken or unknown codings are refused', async () => {
    const zipped = gzipSync(JSON.stringify({ rows: [SETOSA] }));
    expect((await post('/models/iris/predict', zipped, { 'content-encoding': 'gzip' })).status).toBe(200);
    const bomb = gzipSync(Buffer.alloc(10_000_000, 0x20));
    expect((await post('/models/iris/predict', bomb, { 'content-encoding': 'GZIP' })).status).toBe(413);
    expect((await post('/models/iris/predict', zipped.subarray(0, 20), { 'content-encoding': 'gzip' })).status).toBe(
      400,
    );
    expect((await post('/models/iris/predict', '{}', { 'content-encoding': 'gzip' })).status).toBe(400);
    const unknown = await post('/models/iris/predict', zipped, { 'content-encoding': 'br' });
    expect([unknown.status, unknown.headers.get('accept-encoding')]).toEqual([415, 'gzip, deflate, identity']);
  });

  it.each([
    'application/json',
    'APPLICATION/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    '',
  ])('of type "%s" is JSON', async (type) => {
    const answer = await post('/models/iris/predict', { rows: [SETOSA] }, { 'content-type': type });
    expect(answer.status).toBe(200);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonx',
    'application/json, text/plain',
    'application/json; charset=latin1',
    '*/*',
  ])('of type "%s" is a 415', async (type) => {
    expect((await post('/models/iris/predict', { rows: [SETOSA] }, { 'content-type': type })).status).toBe(415);
    expect((await post('/v2/models/iris/infer', INFER, { 'content-type': type })).status).toBe(415);
  });
});

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

describe('versions in URLs', () => {
  it('are compared as they are written', async () => {
    const versioned = new Model({ name: 'v', version: '3', session: createFakeSession() });
    const target = createHandler({ models: { v: versioned } });
    expect(await call(target, 'GET', '/v2/models/v/versions/3')).toMatchObject({
      status: 200,
      body: { versions: ['3'] },
    });
    expect(await call(target, 'GET', '/v2/models/v/versions/3/ready')).toMatchObject({ status: 200 });
    for (const version of ['03', '3.0', '1', 'latest', '%33x', '..%2f3']) {
      const { status, body } = await call(target, 'GET', `/v2/models/v/versions/${version}`);
      expect([version, status, Object.keys(body)]).toEqual([version, 404, ['error']]);
    }
    const init = { body: JSON.stringify({ inputs: [{ name: 'X', shape: [1, 2], datatype: 'FP64', data: [1, 2] }] }) };
    const infer = await call(target, 'POST', '/v2/models/v/versions/3/infer', {
      ...init,
      headers: { 'content-type': 'application/json' },
    });
    expect(infer.body).toMatchObject({ model_version: '3', outputs: [{ data: [3] }] });
  });
});

describe('what there is no route for', () => {
  it.each([
    '/',
    '/nothing',
    '/models',
    '/models/iris',
    '/models/iris/predict/',
    '/v2/models/iris/infer/extra',
    '/v2//models',
    '/V2',
    '/v2/models/iris/versions',
  ])('%s is a 404 that a host may offer to others', async (url) => {
    const response = await handler(new Request(`http://localhost${url}`));
    expect([response.status, isUnmatched(response)]).toEqual([404, true]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'nothing', 'IRIS', '%2e%2e%2fx', 'a%00b', 'x'.repeat(10_000)])(
    'a model called %s is a 404 that is not offered to others',
    async (name) => {
      const response = await handler(new Request(`http://localhost/v2/models/${name}`));
      const { error } = (await response.json()) as { error: string };
      expect([response.status, isUnmatched(response)]).toEqual([404, false]);
      expect(error.length).toBeLessThan(200);
    },
  );

  it('a path with broken percent-encoding is a 400', async () => {
    expect((await call(handler, 'GET', '/v2/models/%zz')).status).toBe(400);
  });

  it('another method is a 405 with Allow', async () => {
    for (const [method, url, allow] of [
      ['GET', '/models/iris/predict', 'POST, OPTIONS'],
      ['DELETE', '/v2/models/iris/infer', 'POST, OPTIONS'],
      ['POST', '/v2/health/live', 'GET, HEAD, OPTIONS'],
      ['PUT', '/openapi.json', 'GET, HEAD, OPTIONS'],
    ] as const) {
      const answer = await call(handler, method, url);
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
    }
  });

  it('HEAD is GET without a body, OPTIONS lists the methods', async () => {
    const head = await call(handler, 'HEAD', '/v2/models/iris');
    expect([head.status, head.type, head.body]).toEqual([200, 'application/json', undefined]);
    const options = await call(handler, 'OPTIONS', '/models/iris/predict');
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
  });
});

describe('a fault on this side', () => {
  it('is reported to onError, and the client is told nothing of it', async () => {
    const secret = new Error('/home/user/model.onnx: segment 7 at 0xdeadbeef');
    const seen: unknown[] = [];
    const session = createFakeSession({
      answer: () => {
        throw secret;
      },
    });
    const failing = createHandler({
      models: { m: new Model({ name: 'm', session }) },
      onError: (error) => seen.push(error),
    });
    const headers = { 'content-type': 'application/json' };
    const rows = await call(failing, 'POST', '/predict', { body: '{"rows":[[1,2]]}', headers });
    const infer = await call(failing, 'POST', '/v2/models/m/infer', {
      body: JSON.stringify({ inputs: [{ name: 'X', shape: [1, 2], datatype: 'FP64', data: [1, 2] }] }),
      headers,
    });
    expect([rows.status, infer.status, seen.length]).toEqual([500, 500, 2]);
    expect(JSON.stringify([rows.body, infer.body])).not.toMatch(/home|0xdead|segment/);
  });

  it('a closed model is a 503', async () => {
    const model = new Model({ name: 'm', session: createFakeSession() });
    const target = createHandler({ models: { m: model }, onError: () => undefined });
    await model.close();
    const headers = { 'content-type': 'application/json' };
    expect((await call(target, 'POST', '/predict', { body: '{"rows":[[1,2]]}', headers })).status).toBe(503);
  });
});

describe('createHandler', () => {
  it.each([
    [{ models: {} }, 'at least one model'],
    [{ models: { 'a b': 1 } }, 'letters, digits'],
    [{ models: { m: Promise.resolve() } }, 'write "await loadModel(…)"'],
    [{ models: { m: { predict: () => [] } }, bodyLimitBytes: 0 }, 'bodyLimitBytes must be a whole number'],
    [{ models: { m: { predict: () => [] } }, bodyLimit: 7 }, 'unknown option "bodyLimit"'],
  ])('refuses %j', (options, message) => {
    expect(codeOf(() => createHandler(options as never))).toBe('INVALID_ARGUMENT');
    expect(() => createHandler(options as never)).toThrow(message);
  });
});

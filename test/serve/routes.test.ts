import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadModel } from '../../src/model/load-model.js';
import { Model } from '../../src/model/model.js';
import type { Handler } from '../../src/serve/handler-contract.js';
import { createHandler } from '../../src/serve/handler.js';
import { isUnmatched } from '../../src/serve/exchange/unmatched.js';
import { createFakeSession } from '../../src/testing/fake-session.js';
import { codeOf } from '../helpers/code-of.js';
import { FIXTURES } from '../helpers/reference.js';
import { call } from './call.js';

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

import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadModel } from '../../src/model/load-model.js';
import type { Model } from '../../src/model/model.js';
import type { Handler } from '../../src/serve/handler-contract.js';
import { createHandler } from '../../src/serve/handler.js';
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

import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { nodeListener } from '../../../../src/adapters/node.js';
import type { Handler } from '../../../../src/serve/handler-contract.js';
import { echo, type Seen } from '../../../../src/testing/host-rules/echo.js';
import { send, type WireRequest } from '../../../../src/testing/host-rules/wire.js';
import type { OpenHost } from '../../../../src/testing/host-subject.js';
import { listen, quiet } from '../../hosts.js';

const open: OpenHost[] = [];
async function start(listener: RequestListener): Promise<OpenHost> {
  const host = await listen(createServer(listener));
  open.push(host);
  return host;
}
afterEach(() => Promise.all(open.splice(0).map((host) => host.close())));

const problemOf = async (host: OpenHost, request: WireRequest = {}) => {
  const { status, headers, body } = await send(host, request);
  expect(headers.get('content-type')).toBe('application/problem+json');
  return { status, ...(JSON.parse(body.toString()) as { code: string; detail: string }) };
};

const POST: WireRequest = {
  method: 'POST',
  headers: [['content-type', 'application/json']],
  body: Buffer.from('{"a":1}'),
};

describe('a request whose body was read before', () => {
  it('says so when something read the body and kept nothing, in place of waiting for ever', async () => {
    const serve = nodeListener(echo, quiet);
    const host = await start((request, response) => {
      request.resume().on('end', () => serve(request, response));
    });
    const { status, code, detail } = await problemOf(host, POST);
    expect([status, code]).toEqual([500, 'BODY_CONSUMED']);
    expect(detail).toContain('put this route in front of what reads bodies');
    // What needs no body is served all the same.
    expect((await send(host, {})).status).toBe(200);
  });

  it('says so when something else reads the body while the handler is about to', async () => {
    const reads: Handler = async (request) => {
      await new Promise((resolve) => setImmediate(resolve));
      return echo(request);
    };
    const serve = nodeListener(reads, quiet);
    const host = await start((request, response) => {
      request.on('data', () => undefined);
      serve(request, response);
    });
    expect(await problemOf(host, POST)).toMatchObject({ status: 500, code: 'BODY_CONSUMED' });
  });

  const LATIN = Buffer.from('{"a":"é"}', 'latin1');
  it.each<[string, unknown, string]>([
    ['rawBody bytes', { rawBody: Buffer.from('{"a" : 1}'), body: { a: 2 } }, '{"a" : 1}'],
    ['rawBody text', { rawBody: '{"a" : 1}', body: { a: 2 } }, '{"a" : 1}'],
    ['body bytes', { body: LATIN }, LATIN.toString()],
    ['a body of text that is the JSON itself', { body: '{"a":1}' }, '{"a":1}'],
    ['a body of text that was a JSON string', { body: 'a' }, '"a"'],
    ['a body that is an empty object', { body: {} }, '{}'],
    ['a body that is an empty array', { body: [] }, '[]'],
    ['a body that is null', { body: null }, 'null'],
    ['a body that is false', { body: false }, 'false'],
    ['a body that is 0', { body: 0 }, '0'],
    ['a body that is an empty string', { body: '' }, '""'],
  ])('takes %s that a cloud function left, with headers that fit', async (_, left, expected) => {
    const serve = nodeListener(echo);
    const host = await start((request, response) => {
      request.resume().on('end', () => serve(Object.assign(request, left), response));
    });
    const headers = [['content-type', 'application/json']] as const;
    const seen = JSON.parse((await send(host, { ...POST, headers })).body.toString()) as Seen;
    expect(seen.start).toBe(expected);
    expect(seen.headers['content-length']).toBe(
      String(Buffer.byteLength(expected) - (expected.includes('\ufffd') ? 2 : 0)),
    );
  });

  it('drops the content encoding and the charset that a parser has undone', async () => {
    const serve = nodeListener(echo);
    const host = await start((request, response) => {
      request.resume().on('end', () => serve(Object.assign(request, { body: { a: 'é' } }), response));
    });
    const headers = [
      ['content-type', 'application/json; charset=utf-16; x=y'],
      ['content-encoding', 'br'],
    ] as const;
    const seen = JSON.parse(
      (await send(host, { ...POST, headers, body: [Buffer.from('{}')] })).body.toString(),
    ) as Seen;
    expect(seen.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8; x=y',
      'content-length': '10',
    });
    expect(seen.headers).not.toHaveProperty('content-encoding');
    expect(seen.headers).not.toHaveProperty('transfer-encoding');
  });

  it('does not write a value that JSON cannot have made', async () => {
    const serve = nodeListener(echo, quiet);
    const host = await start((request, response) => {
      request.resume().on('end', () => serve(Object.assign(request, { body: { a: 1n } }), response));
    });
    expect(await problemOf(host, POST)).toMatchObject({ code: 'BODY_CONSUMED' });
  });
});

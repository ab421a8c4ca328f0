import express4 from 'express-4';
import express5 from 'express';
import { createServer, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { expressMiddleware } from '../../src/adapters/express.js';
import type { Handler } from '../../src/serve/handler-contract.js';
import { markUnmatched } from '../../src/serve/exchange/unmatched.js';
import { echo, type Seen } from '../../src/testing/host-rules/echo.js';
import { send, type WireRequest } from '../../src/testing/host-rules/wire.js';
import type { OpenHost } from '../../src/testing/host-subject.js';
import { listen, quiet } from './hosts.js';

const open: OpenHost[] = [];
afterEach(() => Promise.all(open.splice(0).map((host) => host.close())));

async function start(app: Parameters<typeof createServer>[1]): Promise<OpenHost> {
  const host = await listen(createServer(app));
  open.push(host);
  return host;
}

const json = (text: string): WireRequest => ({
  method: 'POST',
  headers: [['content-type', 'application/json']],
  body: Buffer.from(text),
});

/** Has the route `/known`, and nothing else. */
const oneRoute: Handler = async (request) =>
  new URL(request.url).pathname === '/known'
    ? echo(request)
    : markUnmatched(new Response('no such route', { status: 404 }));

describe.each([
  ['Express 4', express4],
  ['Express 5', express5],
])('expressMiddleware in %s', (_, express) => {
  it('answers an unknown path itself, and calls next for nothing', async () => {
    const next = vi.fn();
    const host = await start(express().use(expressMiddleware(oneRoute)).use(next));
    const { status, body } = await send(host, { path: '/other' });
    expect([status, body.toString()]).toEqual([404, 'no such route']);
    await send(host, { path: '/known' });
    await send(host, { path: '/a/../b' });
    expect(next).not.toHaveBeenCalled();
  });

  it('passes an unknown path on with passUnmatched, with its body unread and without an error', async () => {
    const app = express()
      .use(expressMiddleware(oneRoute, { passUnmatched: true }))
      .use(express.json())
      .use((request: { url: string; body: unknown }, response: ServerResponse & { json(value: unknown): void }) => {
        const listeners = response.listeners('close').filter(({ name }) => name === 'onClose').length;
        response.json({ url: request.url, body: request.body, listeners });
      });
    const host = await start(app);
    const { status, body } = await send(host, { ...json('{"a":1}'), path: '/other' });
    expect([status, JSON.parse(body.toString())]).toEqual([200, { url: '/other', body: { a: 1 }, listeners: 0 }]);
    // A path that fetch would change may well be somebody else's.
    expect((await send(host, { path: '/a/../b' })).body.toString()).toContain('/a/../b');
    expect((await send(host, { path: '/known' })).body.toString()).toContain('"path":"/known"');
  });

  it('passes on a request for others whose body somebody has read', async () => {
    const app = express()
      .use((request: NodeJS.ReadableStream, __: unknown, next: () => void) => request.resume().on('end', next))
      .use(expressMiddleware(oneRoute, { passUnmatched: true, ...quiet }))
      .use((__: unknown, response: { send(text: string): void }) => response.send('somebody else'));
    const host = await start(app);
    expect((await send(host, { ...json('{}'), path: '/other' })).body.toString()).toBe('somebody else');
    expect((await send(host, { ...json('{}'), path: '/known' })).status).toBe(500);
  });

  it('never hands what a handler throws to the error middleware', async () => {
    const onFailure = vi.fn();
    const app = express()
      .use(expressMiddleware(() => Promise.reject(new Error('secret')), quiet))
      .use((error: unknown, __: unknown, ___: unknown, next: (error: unknown) => void) => {
        onFailure(error);
        next(error);
      });
    const host = await start(app);
    expect((await send(host, {})).status).toBe(500);
    expect(onFailure).not.toHaveBeenCalled();
  });

  it('keeps the headers that middleware has set, and adds cookies and vary to theirs', async () => {
    const headers = new Headers([
      ['vary', 'accept'],
      ['set-cookie', 'b=2'],
      ['x-both', 'handler'],
    ]);
    const app = express()
      .use((__: unknown, response: { set(headers: object): void }, next: () => void) => {
        response.set({ vary: 'origin', 'set-cookie': 'a=1', 'x-both': 'app', 'x-app': '1' });
        next();
      })
      .use(expressMiddleware(() => Promise.resolve(new Response('x', { headers }))));
    const answer = await send(await start(app), {});
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      vary: 'origin, accept',
      'set-cookie': 'a=1\nb=2',
      'x-both': 'handler',
      'x-app': '1',
    });
  });

  it('flushes compressing middleware after each part of a stream, but not for an answer of known length', async () => {
    const flush = vi.fn();
    const streamed: Handler = (request) => {
      let parts = 0;
      const pull = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
        if (++parts > 3) controller.close();
        else controller.enqueue(Buffer.from('part'));
      };
      const isWhole = request.url.endsWith('/whole');
      const headers = isWhole ? { 'content-length': '12' } : undefined;
      return Promise.resolve(new Response(new ReadableStream({ pull }), { ...(headers && { headers }) }));
    };
    const app = express()
      .use((__: unknown, response: object, next: () => void) => {
        Object.assign(response, { flush });
        next();
      })
      .use(expressMiddleware(streamed));
    const host = await start(app);
    expect((await send(host, { path: '/parts' })).body.toString()).toBe('partpartpart');
    expect(flush).toHaveBeenCalledTimes(3);
    expect((await send(host, { path: '/whole' })).body.toString()).toBe('partpartpart');
    expect(flush).toHaveBeenCalledTimes(3);
  });

  it.each([
    ['a parser of all JSON values', { strict: false }, '"text"', '"text"'],
    ['a parser of all JSON values', { strict: false }, '"{}"', '"{}"'],
    ['a parser of all JSON values', { strict: false }, 'null', 'null'],
    ['a parser of all JSON values', { strict: false }, '0', '0'],
  ])('writes out what %s kept of %s', async (__, options, sent, expected) => {
    const app = express().use(express.json(options)).use(expressMiddleware(echo));
    const seen = JSON.parse((await send(await start(app), json(sent))).body.toString()) as Seen;
    expect([seen.start, seen.headers['content-length']]).toEqual([expected, String(expected.length)]);
  });

  it('takes text and bytes that parsers of text and bytes kept as they are', async () => {
    const app = express()
      .use(express.text({ type: 'application/json' }))
      .use(express.raw({ type: '*/*' }));
    const host = await start(app.use(expressMiddleware(echo)));
    expect((await send(host, json('{"a" : 1}'))).body.toString()).toContain('"start":"{\\"a\\" : 1}"');
    const zipped = { ...json(''), headers: [...json('').headers!, ['content-encoding', 'gzip']] as const };
    const answer = await send(host, { ...zipped, body: gzipSync('{"a" : 1}') });
    expect(answer.body.toString()).toContain('"start":"{\\"a\\" : 1}"');
    const bytes: WireRequest = { method: 'POST', headers: [['content-type', 'a/b']], body: Buffer.from([0, 255, 128]) };
    expect(JSON.parse((await send(host, bytes)).body.toString())).toMatchObject({ length: 3 });
  });

  it('prefers the bytes that a parser was told to keep', async () => {
    const verify = (request: object, __: unknown, rawBody: Buffer): void => void Object.assign(request, { rawBody });
    const app = express().use(express.json({ verify })).use(expressMiddleware(echo));
    const seen = JSON.parse((await send(await start(app), json('{"a" : 9007199254740993}'))).body.toString()) as Seen;
    expect(seen.start).toBe('{"a" : 9007199254740993}');
  });
});

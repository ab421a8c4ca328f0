import fastify, { type FastifyInstance } from 'fastify';
import { PassThrough } from 'node:stream';
import { createGunzip, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fastifyPlugin } from '../../src/adapters/fastify.js';
import { echo, type Seen } from '../../src/testing/host-rules/echo.js';
import { quiet } from './hosts.js';

let app: FastifyInstance;
beforeEach(() => (app = fastify()));
afterEach(() => app.close());

const JSON_TYPE = { 'content-type': 'application/json' };

describe('fastifyPlugin', () => {
  it('answers injected requests', async () => {
    await app.register(fastifyPlugin(echo), { prefix: '/ml' });
    const answer = await app.inject({ method: 'POST', url: '/ml/x?y=1', payload: { a: 1 } });
    expect(answer.json()).toMatchObject({ path: '/x', query: '?y=1', start: '{"a":1}' });
  });

  it.each([
    ['/ml', '/ml/v2/x', '/v2/x'],
    ['/ml/', '/ml/v2/x', '/v2/x'],
    ['/ml', '/ml', '/'],
    ['/ml', '/ml/', '/'],
    ['/a/b', '/a/b/c', '/c'],
    ['/:tenant/ml', '/some%2Fone/ml/v2/x', '/v2/x'],
    ['', '/v2/x', '/v2/x'],
  ])('under prefix %j takes %s for %s', async (prefix, url, path) => {
    await app.register(fastifyPlugin(echo), { prefix });
    expect((await app.inject({ url })).json<Seen>().path).toBe(path);
  });

  it('finds its prefix inside the prefix of another plugin', async () => {
    await app.register(
      async (outer) => {
        await outer.register(fastifyPlugin(echo), { prefix: '/ml' });
      },
      { prefix: '/api' },
    );
    expect((await app.inject({ url: '/api/ml/v2' })).json<Seen>().path).toBe('/v2');
  });

  it('follows the application where routing takes case and slashes lightly', async () => {
    app = fastify({ routerOptions: { caseSensitive: false, ignoreDuplicateSlashes: true } });
    await app.register(fastifyPlugin(echo), { prefix: '/ml' });
    expect((await app.inject({ url: '//ML//v2/Iris' })).json<Seen>().path).toBe('//v2/Iris');
  });

  it('leaves the parsers of the application as they are', async () => {
    app.addContentTypeParser('text/csv', { parseAs: 'string' }, (_, body, done) =>
      done(null, `parsed ${String(body)}`),
    );
    await app.register(fastifyPlugin(echo), { prefix: '/ml' });
    app.post('/own', (request) => ({ body: request.body }));
    const csv = { method: 'POST', headers: { 'content-type': 'text/csv' }, payload: 'a,b' } as const;
    expect((await app.inject({ ...csv, url: '/own' })).json()).toEqual({ body: 'parsed a,b' });
    expect((await app.inject({ ...csv, url: '/ml' })).json<Seen>().start).toBe('a,b');
    const answer = await app.inject({ method: 'POST', url: '/own', headers: JSON_TYPE, payload: '{"a":1}' });
    expect(answer.json()).toEqual({ body: { a: 1 } });
  });

  it('is not bound by the body limit of the application', async () => {
    app = fastify({ bodyLimit: 10 });
    await app.register(fastifyPlugin(echo));
    const payload = JSON.stringify('x'.repeat(1000));
    expect((await app.inject({ method: 'POST', url: '/', headers: JSON_TYPE, payload })).json<Seen>().length).toBe(
      1002,
    );
  });

  it('reads the body as hooks of the application have decoded it', async () => {
    app.addHook('preParsing', (request, _, payload, done) => {
      delete request.headers['content-encoding'];
      done(null, payload.pipe(createGunzip()).pipe(new PassThrough()));
    });
    await app.register(fastifyPlugin(echo));
    const answer = await app.inject({ method: 'POST', url: '/', headers: JSON_TYPE, payload: gzipSync('{"a":1}') });
    expect(answer.json<Seen>().start).toBe('{"a":1}');
  });

  it('sends the headers and runs the hooks of the application', async () => {
    app.addHook('onRequest', (_, reply, done) => {
      void reply.header('vary', 'origin').header('set-cookie', 'a=1').header('x-app', '1');
      done();
    });
    app.addHook('onSend', (_, reply, payload, done) => {
      void reply.header('x-sent', '1');
      done(null, payload);
    });
    const headers = new Headers([
      ['vary', 'accept'],
      ['set-cookie', 'b=2'],
      ['set-cookie', 'c=3'],
    ]);
    await app.register(fastifyPlugin(() => Promise.resolve(new Response('x', { headers }))));
    const answer = await app.inject({ url: '/' });
    expect(answer.headers).toMatchObject({
      vary: 'origin, accept',
      'set-cookie': ['a=1', 'b=2', 'c=3'],
      'x-app': '1',
      'x-sent': '1',
    });
  });

  it('answers 500 for a handler that rejects, without the help of Fastify', async () => {
    await app.register(fastifyPlugin(() => Promise.reject(new Error('secret')), quiet));
    const answer = await app.inject({ url: '/' });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([500, 'application/problem+json']);
    expect(answer.body).not.toContain('secret');
  });
});

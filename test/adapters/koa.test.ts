import Koa from 'koa';
import { createServer, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { koaMiddleware } from '../../src/adapters/koa.js';
import type { Handler } from '../../src/serve/handler-contract.js';
import { markUnmatched } from '../../src/serve/exchange/unmatched.js';
import { echo } from '../../src/testing/host-rules/echo.js';
import { send } from '../../src/testing/host-rules/wire.js';
import type { OpenHost } from '../../src/testing/host-subject.js';
import { listen, quiet } from './hosts.js';

const open: OpenHost[] = [];
afterEach(() => Promise.all(open.splice(0).map((host) => host.close())));

async function start(...middleware: unknown[]): Promise<OpenHost> {
  const app = new Koa();
  app.silent = true;
  for (const each of middleware) app.use(each);
  const host = await listen(createServer(app.callback()));
  open.push(host);
  return host;
}

interface Context {
  status: number;
  body: unknown;
  set(name: string, value: string): void;
}

const last = (context: Context): void => void (context.body = 'somebody else');

describe('koaMiddleware', () => {
  it('leaves paths outside its prefix to the next middleware', async () => {
    const host = await start(koaMiddleware(echo, { prefix: '/ml' }), last);
    for (const path of ['/', '/mlops', '/ml%2Fx', '//ml']) {
      expect((await send(host, { path })).body.toString()).toBe('somebody else');
    }
    for (const path of ['/ml', '/ml/', '/ml?a=1']) {
      expect((await send(host, { path })).body.toString()).toContain('"path":"/"');
    }
  });

  it('answers an unknown path itself unless it is told to pass it on', async () => {
    const none: Handler = () => Promise.resolve(markUnmatched(new Response('no such route', { status: 404 })));
    const { status, body } = await send(await start(koaMiddleware(none), last), {});
    expect([status, body.toString()]).toEqual([404, 'no such route']);
    const passing = await start(koaMiddleware(none, { passUnmatched: true }), last);
    expect((await send(passing, {})).body.toString()).toBe('somebody else');
  });

  it('lets middleware around it see the answer and add headers', async () => {
    const seen = vi.fn();
    const around = async (context: Context, next: () => Promise<void>): Promise<void> => {
      await next();
      seen(context.status);
      context.set('x-response-time', '1 ms');
    };
    const host = await start(
      around,
      koaMiddleware(() => Promise.resolve(new Response('tea', { status: 418 }))),
    );
    const { status, headers, body } = await send(host, {});
    expect([status, headers.get('x-response-time'), body.toString()]).toEqual([418, '1 ms', 'tea']);
    expect(seen).toHaveBeenCalledExactlyOnceWith(418);
  });

  it('lets middleware around it replace the answer', async () => {
    const cancelled = vi.fn();
    const around = async (context: Context, next: () => Promise<void>): Promise<void> => {
      await next();
      context.body = 'replaced';
    };
    const endless: Handler = () =>
      Promise.resolve(
        new Response(
          new ReadableStream({ pull: (controller) => controller.enqueue(Buffer.from('x')), cancel: cancelled }),
        ),
      );
    const host = await start(around, koaMiddleware(endless));
    expect((await send(host, {})).body.toString()).toBe('replaced');
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalledOnce());
  });

  it('keeps the headers that middleware has set, and adds cookies and vary to theirs', async () => {
    const before = (context: Context, next: () => Promise<void>): Promise<void> => {
      context.set('vary', 'origin');
      context.set('set-cookie', 'a=1');
      return next();
    };
    const headers = new Headers([
      ['vary', 'accept'],
      ['set-cookie', 'b=2'],
    ]);
    const host = await start(
      before,
      koaMiddleware(() => Promise.resolve(new Response('x', { headers }))),
    );
    const answer = await send(host, {});
    expect([answer.headers.get('vary'), answer.headers.get('set-cookie')]).toEqual(['origin, accept', 'a=1\nb=2']);
  });

  it('leaves an answer alone that something else has begun', async () => {
    const begin = async (context: Context & { res: ServerResponse; respond: boolean }, next: () => Promise<void>) => {
      context.respond = false;
      context.res.statusCode = 202;
      context.res.write('first');
      await next();
      context.res.end();
    };
    const host = await start(
      begin,
      koaMiddleware(() => Promise.resolve(new Response('second', { status: 201 }))),
    );
    const { status, body } = await send(host, {});
    expect([status, body.toString()]).toEqual([202, 'first']);
  });

  it('answers 500 for a handler that rejects, without the help of Koa', async () => {
    const host = await start(koaMiddleware(() => Promise.reject(new Error('secret')), quiet));
    const { status, headers, body } = await send(host, {});
    expect([status, headers.get('content-type')]).toEqual([500, 'application/problem+json']);
    expect(body.toString()).not.toContain('secret');
  });
});

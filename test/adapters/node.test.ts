import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { connect, createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { nodeListener } from '../../src/adapters/node.js';
import { ModelMountError } from '../../src/core/errors.js';
import type { Handler } from '../../src/serve/handler-contract.js';
import { echo, type Seen } from '../../src/testing/host-rules/echo.js';
import { converse, dial, encodeRequest, send, type WireRequest } from '../../src/testing/host-rules/wire.js';
import type { OpenHost } from '../../src/testing/host-subject.js';
import { listen, quiet } from './hosts.js';

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

describe('nodeListener', () => {
  it('answers a path outside its prefix with 404, and does not ask the handler', async () => {
    const handler = vi.fn(echo);
    const host = await start(nodeListener(handler, { prefix: '/ml/' }));
    for (const path of ['/', '/mlops/x', '/m', '/ML/x', '//ml/x']) {
      expect(await problemOf(host, { path })).toMatchObject({ status: 404, code: 'ROUTE_NOT_FOUND' });
    }
    expect(handler).not.toHaveBeenCalled();
    expect((await send(host, { path: '/ml' })).status).toBe(200);
  });

  it('refuses options and handlers that are not ones when it is made', () => {
    expect(() => nodeListener(echo, { prefx: '/ml' } as object)).toThrow('unknown option "prefx" of nodeListener');
    expect(() => nodeListener(echo, { prefix: 'ml' })).toThrow('must be a path such as "/ml", got "ml"');
    expect(() => nodeListener({} as Handler)).toThrow('takes a handler (Request) => Promise<Response>, got an object');
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('secret'))],
    [
      'throws',
      () => {
        throw new Error('secret');
      },
    ],
    ['answers with no Response', () => Promise.resolve(undefined as unknown as Response)],
    [
      'answers with a body that fails at once',
      () =>
        Promise.resolve(
          new Response(
            new ReadableStream({
              pull() {
                throw new Error('secret');
              },
            }),
            { headers: { 'content-length': '5' } },
          ),
        ),
    ],
    [
      'answers with a header that HTTP does not allow',
      () => Promise.resolve(new Response('x', { headers: { 'x-a': 'secret\u0001' } })),
    ],
    [
      'answers with a body that was read already',
      async () => {
        const response = new Response('secret');
        await response.text();
        return response;
      },
    ],
  ] satisfies [string, Handler][])(
    'answers 500 without details for a handler that %s, and reports it',
    async (_, handler) => {
      const onError = vi.fn();
      const host = await start(nodeListener(handler, { onError }));
      const problem = await problemOf(host);
      expect(problem).toMatchObject({ status: 500, code: 'INTERNAL' });
      expect(JSON.stringify(problem)).not.toContain('secret');
      expect(onError).toHaveBeenCalledOnce();
    },
  );

  it('warns of what a handler throws where nobody asked to be told', async () => {
    const host = await start(nodeListener(() => Promise.reject(new Error('from the handler'))));
    const warned = once(process, 'warning');
    await send(host, {});
    expect(await warned).toMatchObject([{ message: 'from the handler' }]);
  });

  it('answers although onError throws', async () => {
    const onError = (): never => {
      throw new Error('from onError');
    };
    const host = await start(nodeListener(() => Promise.reject(new Error('secret')), { onError }));
    const warned = once(process, 'warning');
    expect(await problemOf(host)).toMatchObject({ status: 500, code: 'INTERNAL' });
    expect(await warned).toMatchObject([{ message: 'from onError' }]);
  });

  it('leaves an answer alone that something else has begun', async () => {
    const serve = nodeListener(() => Promise.resolve(new Response('second', { status: 201 })), quiet);
    const host = await start((request, response) => {
      serve(request, response);
      response.end('first');
    });
    const { status, body } = await send(host, {});
    expect([status, body.toString()]).toEqual([200, 'first']);
  });

  it.each([
    ['a body', () => new Response('enough')],
    ['no body', () => new Response(null, { status: 204 })],
  ])('lets a request end that the handler gave up half-way, answering with %s', async (_, answer) => {
    const readers: ReadableStreamDefaultReader<Uint8Array>[] = [];
    const ended: string[] = [];
    const serve = nodeListener(async (request) => {
      if (request.method === 'GET') return new Response(ended.join());
      readers.push(request.body!.getReader());
      await readers[0]!.read();
      return answer();
    });
    const host = await start((request, response) => {
      request.on('end', () => ended.push(`${String(request.method)} ended`));
      serve(request, response);
    });
    const parts = Array.from({ length: 4 }, () => Buffer.alloc(12_000));
    const [, second] = await converse(host, [{ ...POST, body: parts, isKeptAlive: true }, {}]);
    expect(second?.body.toString()).toContain('POST ended');
    await expect(readers[0]!.read()).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('fires the signal of a handler that keeps nothing else of its request', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    let started = (): void => undefined;
    let fired = (): void => undefined;
    const start_ = new Promise<void>((resolve) => (started = resolve));
    const abort = new Promise<void>((resolve) => (fired = resolve));
    const wait = ({ signal }: Request): Promise<Response> =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          fired();
          resolve(new Response());
        });
        started();
      });
    const host = await start(nodeListener(wait));
    const socket = dial(host);
    socket.write(encodeRequest(host, {}));
    await start_;
    for (let i = 0; i < 5; i++) {
      await new Promise((resolve) => setImmediate(resolve));
      collect();
    }
    socket.destroy();
    await abort;
  });

  it('fires the signal with a reason that says what happened', async () => {
    let reason: unknown;
    let fired = (): void => undefined;
    const abort = new Promise<void>((resolve) => (fired = resolve));
    const host = await start(
      nodeListener(({ signal }) => {
        socket.destroy();
        return new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            reason = signal.reason;
            fired();
            resolve(new Response());
          });
        });
      }),
    );
    const socket = dial(host);
    socket.write(encodeRequest(host, {}));
    await abort;
    expect(ModelMountError.is(reason) && reason.code).toBe('ABORTED');
  });

  it('leaves no listener on a request or response that is done', async () => {
    const listeners = (emitter: NodeJS.EventEmitter): string[] =>
      emitter.eventNames().flatMap((name) => Array.from(emitter.listeners(name), (l) => `${String(name)} ${l.name}`));
    const done: { emitter: NodeJS.EventEmitter; before: string[] }[] = [];
    const serve = nodeListener(echo);
    const host = await start((request, response) => {
      for (const emitter of [request, response]) done.push({ emitter, before: listeners(emitter) });
      serve(request, response);
    });
    await send(host, POST);
    await send(host, {});
    expect(done).toHaveLength(4);
    await vi.waitFor(() => {
      const left = done.flatMap(({ emitter, before }) => listeners(emitter).filter((l) => !before.includes(l)));
      // Node's own, which it adds as it ends an answer and leaves where it is.
      expect(left.filter((l) => l !== 'end clearIncoming')).toEqual([]);
    });
  });

  it('serves HTTP/2, whose headers are others', async () => {
    const server = createHttp2Server(nodeListener(echo, { prefix: '/ml' }));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const stream = session.request({ ':method': 'POST', ':path': '/ml/x?y=1', 'x-a': '1' });
    stream.end('body');
    const [head] = (await once(stream, 'response')) as [Record<string, unknown>];
    expect(head[':status']).toBe(200);
    let text = '';
    for await (const chunk of stream.setEncoding('utf8')) text += String(chunk);
    const seen = JSON.parse(text) as Seen;
    expect(seen).toMatchObject({ method: 'POST', path: '/x', query: '?y=1', start: 'body', headers: { 'x-a': '1' } });
    expect(Object.keys(seen.headers).some((name) => name.startsWith(':'))).toBe(false);
    session.close();
    server.close();
  });

  it('answers an HTTP/2 request without reading the rest of its body', async () => {
    const server = createHttp2Server(nodeListener(() => Promise.resolve(new Response('no', { status: 413 }))));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const stream = session.request({ ':method': 'POST', ':path': '/' });
    stream.on('error', () => undefined).write(Buffer.alloc(2 ** 20));
    const onWarning = vi.fn();
    process.on('warning', onWarning);
    const [head] = (await once(stream, 'response')) as [Record<string, unknown>];
    expect(head[':status']).toBe(413);
    let text = '';
    for await (const chunk of stream.setEncoding('utf8')) text += String(chunk);
    expect(text).toBe('no');
    // Node warns of headers that HTTP/2 does not have.
    process.off('warning', onWarning);
    expect(onWarning).not.toHaveBeenCalled();
    session.close();
    server.close();
  });
});

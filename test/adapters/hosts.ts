import { bodyParser } from '@koa/bodyparser';
import { createAdaptorServer } from '@hono/node-server';
import express5 from 'express';
import express4 from 'express-4';
import fastify from 'fastify';
import { Hono } from 'hono';
import { mount as mountInHono } from 'hono/mount';
import Koa from 'koa';
import mount from 'koa-mount';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expressMiddleware } from '../../src/adapters/express.js';
import { fastifyPlugin } from '../../src/adapters/fastify.js';
import { koaMiddleware } from '../../src/adapters/koa.js';
import { nodeListener } from '../../src/adapters/node.js';
import type { Handler } from '../../src/serve/handler-contract.js';
import type { HostSubject, OpenHost } from '../../src/testing/host-subject.js';

export type HostName = 'node:http' | 'Express 4' | 'Express 5' | 'Koa' | 'Koa with koa-mount' | 'Fastify' | 'Hono';

/** One way in which people run a host. */
export interface Variant extends HostSubject {
  readonly host: HostName;
  /** Whether the host's own body parsers are in front of the handler. */
  readonly hasParser: boolean;
  readonly prefix: string;
}

/** Reports what handlers throw to nobody: the tests look at the answer. */
export const quiet = { onError: () => undefined };

/** Starts `server` on a free port, if it does not listen yet. */
export async function listen(server: Server, prefix = ''): Promise<OpenHost> {
  if (!server.listening) await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    prefix,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

type Start = (handler: Handler, prefix: string, hasParser: boolean) => Promise<OpenHost>;

const express =
  (create: typeof express5): Start =>
  (handler, prefix, hasParser) => {
    const app = create();
    if (hasParser) app.use(create.json(), create.urlencoded({ extended: true }), create.text());
    app.use(prefix || '/', expressMiddleware(handler, quiet));
    return listen(createServer(app), prefix);
  };

const koa =
  (isMounted: boolean): Start =>
  (handler, prefix, hasParser) => {
    const app = new Koa();
    app.silent = true;
    if (hasParser) app.use(bodyParser({ enableTypes: ['json', 'form', 'text'] }));
    if (isMounted) app.use(mount(prefix || '/', koaMiddleware(handler, quiet)));
    else app.use(koaMiddleware(handler, { prefix, ...quiet }));
    return listen(createServer(app.callback()), prefix);
  };

const START: Readonly<Record<HostName, Start>> = {
  'node:http': (handler, prefix) => listen(createServer(nodeListener(handler, { prefix, ...quiet })), prefix),
  'Express 4': express(express4),
  'Express 5': express(express5),
  Koa: koa(false),
  'Koa with koa-mount': koa(true),
  Fastify: async (handler, prefix, hasParser) => {
    const app = fastify({ forceCloseConnections: true });
    // Fastify has parsers for JSON and text in any case.
    if (hasParser) {
      app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
        done(null, { parsed: body });
      });
    }
    await app.register(fastifyPlugin(handler, quiet), { prefix });
    await app.listen({ port: 0, host: '127.0.0.1' });
    return { port: (app.server.address() as AddressInfo).port, prefix, close: () => app.close() };
  },
  Hono: (handler, prefix) => {
    const app = new Hono();
    app.all(`${prefix}/*`, mountInHono(handler));
    return listen(createAdaptorServer({ fetch: app.fetch }) as Server, prefix);
  },
};

const PARSERLESS: readonly HostName[] = ['node:http', 'Hono'];

/** Every host, with and without its body parsers, at its root and under a prefix. */
export const VARIANTS: readonly Variant[] = (Object.keys(START) as HostName[]).flatMap((host) =>
  [false, true]
    .filter((hasParser) => !hasParser || !PARSERLESS.includes(host))
    .flatMap((hasParser) =>
      ['', '/ml'].map((prefix) => ({
        host,
        hasParser,
        prefix,
        name: `${host}${hasParser ? ' behind its parsers' : ''} at ${prefix || '/'}`,
        open: (handler: Handler) => START[host](handler, prefix, hasParser),
      })),
    ),
);

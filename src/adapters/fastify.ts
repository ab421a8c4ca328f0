import type { Readable } from 'node:stream';
import type { Handler } from '../serve/handler-contract.js';
import { checkHandler, resolveOptions, type AdapterOptions } from './adapter-options.js';
import { callHandler } from './node-http/call-handler.js';
import type { NodeRequest, NodeResponse } from './node-http/node-types.js';
import { dropSegments } from './node-http/request-target.js';
import { headersToSet } from './node-http/write-response.js';

/** The members of Fastify's request that are used. */
export interface FastifyRequestLike {
  readonly raw: NodeRequest;
  readonly body?: unknown;
}

/** The members of Fastify's reply that are used. */
export interface FastifyReplyLike {
  readonly raw: NodeResponse;
  code(status: number): unknown;
  getHeader(name: string): unknown;
  header(name: string, value: string | readonly string[]): unknown;
  send(payload?: unknown): unknown;
}

type RouteHandler = (request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<unknown>;

/** The members of a Fastify instance that are used. */
export interface FastifyLike {
  readonly prefix: string;
  removeAllContentTypeParsers(): void;
  addContentTypeParser(
    type: string,
    parser: (request: unknown, payload: Readable, done: (error: Error | null, body?: unknown) => void) => void,
  ): unknown;
  all(path: string, handler: RouteHandler): unknown;
}

/**
 * Mounts a handler in a Fastify application.
 *
 * A plugin of its own scope: inside it every content type reaches the handler unparsed, outside it the
 * application's parsers stay as they are. Hooks, headers and `onSend` of the application apply.
 *
 * @param handler - Answers every request below the plugin's prefix.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if the handler is not a function or an option is wrong.
 *
 * @example
 * ```ts
 * await app.register(fastifyPlugin(handler), { prefix: '/ml' });
 * ```
 */
export function fastifyPlugin(
  handler: Handler,
  options: AdapterOptions = {},
): (instance: FastifyLike) => Promise<void> {
  checkHandler('fastifyPlugin', handler);
  const { onError } = resolveOptions('fastifyPlugin', options, ['onError']);
  return (instance) => {
    instance.removeAllContentTypeParsers();
    instance.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    const depth = instance.prefix.split('/').filter((segment) => segment !== '').length;
    const route: RouteHandler = async ({ raw, body }, reply) => {
      // Segments are counted, not compared: a prefix may have parameters, and routing may ignore case.
      const target = dropSegments(raw.url ?? '/', depth);
      // The parsed body is the stream that `preParsing` hooks made of the request, or nothing.
      const source = { stream: (body as Readable | undefined) ?? raw, rawBody: undefined, parsed: undefined };
      const incoming = { raw, target, source };
      const answer = await callHandler({ handler, incoming, response: reply.raw, passUnmatched: false, onError });
      if (answer === undefined) return reply;
      reply.code(answer.status);
      // Fastify adds cookies to those it has.
      const existing = (name: string): unknown => (name === 'set-cookie' ? undefined : reply.getHeader(name));
      for (const [name, value] of headersToSet(answer.headers, existing)) reply.header(name, value);
      // Fastify adds a charset to the type of JSON that comes as text.
      reply.send(typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body);
      return reply;
    };
    instance.all('/', route);
    instance.all('/*', route);
    return Promise.resolve();
  };
}

import type { Handler } from '../serve/handler-contract.js';
import { checkHandler, resolveOptions, type MiddlewareOptions, type PrefixOptions } from './adapter-options.js';
import { callHandler } from './node-http/call-handler.js';
import type { NodeRequest, NodeResponse } from './node-http/node-types.js';
import { stripPrefix } from './node-http/request-target.js';
import { drop } from './node-http/answer.js';
import { headersToSet } from './node-http/write-response.js';

/** The members of Koa's context that are used. */
export interface KoaContext {
  readonly req: NodeRequest;
  readonly res: NodeResponse;
  /** Parsers leave their work here, not at `req`. */
  readonly request: { readonly url: string; readonly body?: unknown; readonly rawBody?: unknown };
  status: number;
  body?: unknown;
}

/** Options of `koaMiddleware`. */
export type KoaMiddlewareOptions = MiddlewareOptions & PrefixOptions;

/**
 * Mounts a handler in a Koa application, by `koa-mount` or by its own `prefix`.
 *
 * The answer is put into `ctx`, so that middleware around it (compression, timing, logging) sees it.
 *
 * @param handler - Answers every request below the prefix; all others go to `next`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if the handler is not a function or an option is wrong.
 *
 * @example
 * ```ts
 * app.use(koaMiddleware(handler, { prefix: '/ml' }));
 * ```
 */
export function koaMiddleware(
  handler: Handler,
  options: KoaMiddlewareOptions = {},
): (context: KoaContext, next: () => Promise<unknown>) => Promise<void> {
  checkHandler('koaMiddleware', handler);
  const { prefix, ...resolved } = resolveOptions('koaMiddleware', options, ['prefix', 'passUnmatched', 'onError']);
  return async (context, next) => {
    const { req: raw, res: response, request } = context;
    const target = stripPrefix(request.url, prefix);
    const source = {
      stream: raw,
      rawBody: request.rawBody ?? raw.rawBody,
      parsed: request.body === undefined ? raw.body : request.body,
    };
    const answer =
      target === undefined
        ? undefined
        : await callHandler({ handler, incoming: { raw, target, source }, response, ...resolved });
    if (answer === undefined) {
      await next();
      return;
    }
    const { status, headers, body } = answer;
    if (response.headersSent) {
      drop(body);
      return;
    }
    context.status = status;
    context.body = body ?? Buffer.alloc(0); // Koa takes null for "no content", whatever the status
    // After the body, for which Koa has a type and a length of its own.
    if (!headers.has('content-type')) response.removeHeader('content-type');
    for (const [name, value] of headersToSet(headers, (name) => response.getHeader(name))) {
      response.setHeader(name, value);
    }
  };
}

import { ModelMountError } from '../core/errors.js';
import type { Handler } from '../serve/handler-contract.js';
import { problemReply, toProblem } from '../serve/problem.js';
import { webResponse } from '../serve/exchange/web-exchange.js';
import { checkHandler, resolveOptions, type AdapterOptions, type PrefixOptions } from './adapter-options.js';
import { callHandler } from './node-http/call-handler.js';
import type { NodeRequest, NodeResponse } from './node-http/node-types.js';
import { stripPrefix } from './node-http/request-target.js';
import { writeResponse } from './node-http/write-response.js';

/** Options of `nodeListener`. */
export type NodeListenerOptions = AdapterOptions & PrefixOptions;

/**
 * Serves a handler as a request listener of `node:http`, `node:https` or `node:http2`, or of a cloud function
 * that has Node's signature and may have parsed the body (`request.rawBody`, `request.body`).
 *
 * @param handler - Answers every request; a path outside `options.prefix` is answered 404 without it.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if the handler is not a function or an option is wrong.
 *
 * @example
 * ```ts
 * createServer(nodeListener(handler, { prefix: '/ml' })).listen(8080);
 * ```
 */
export function nodeListener(
  handler: Handler,
  options: NodeListenerOptions = {},
): (request: NodeRequest, response: NodeResponse) => void {
  checkHandler('nodeListener', handler);
  const { prefix, onError } = resolveOptions('nodeListener', options, ['prefix', 'onError']);
  const outside: Handler = () =>
    Promise.resolve(
      webResponse(
        problemReply(toProblem(new ModelMountError('ROUTE_NOT_FOUND', `there is nothing outside ${prefix}/`))),
      ),
    );
  return (raw, response) => {
    const target = stripPrefix(raw.url ?? '/', prefix);
    const source = { stream: raw, rawBody: raw.rawBody, parsed: raw.body };
    void callHandler({
      handler: target === undefined ? outside : handler,
      incoming: { raw, target: target ?? '/', source },
      response,
      passUnmatched: false,
      onError,
    }).then((answer) => {
      if (answer !== undefined) writeResponse(answer, response);
    });
  };
}

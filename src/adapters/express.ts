import type { Handler } from '../serve/handler-contract.js';
import { checkHandler, resolveOptions, type MiddlewareOptions } from './adapter-options.js';
import { callHandler } from './node-http/call-handler.js';
import type { NodeRequest, NodeResponse } from './node-http/node-types.js';
import { writeResponse } from './node-http/write-response.js';

/**
 * Mounts a handler in an Express 4 or 5 application (or any other with the same middleware).
 *
 * Works in front of body parsers and behind them. In front is better: a parser reads at most its own limit, answers
 * what it cannot parse itself, and rounds integers beyond 2^53.
 *
 * @param handler - Answers every request below the mount path, unknown ones with 404; `next` is called with
 *   `options.passUnmatched` only, and never with an error.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if the handler is not a function or an option is wrong.
 *
 * @example
 * ```ts
 * app.use('/ml', expressMiddleware(handler));
 * ```
 */
export function expressMiddleware(
  handler: Handler,
  options: MiddlewareOptions = {},
): (request: NodeRequest, response: NodeResponse, next: (error?: unknown) => void) => void {
  checkHandler('expressMiddleware', handler);
  const resolved = resolveOptions('expressMiddleware', options, ['passUnmatched', 'onError']);
  return (raw, response, next) => {
    const source = { stream: raw, rawBody: raw.rawBody, parsed: raw.body };
    // Express has taken the mount path off `url`.
    void callHandler({ handler, incoming: { raw, target: raw.url ?? '/', source }, response, ...resolved }).then(
      (answer) => {
        if (answer === undefined) next();
        else writeResponse(answer, response);
      },
    );
  };
}

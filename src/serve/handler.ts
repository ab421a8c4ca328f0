import { ModelMountError } from '../core/errors.js';
import { show } from '../core/issue.js';
import type { Exchange, Exchanger, Reply } from './exchange/exchange.js';
import { withExchanger } from './exchange/exchange.js';
import type { ModelHandler } from './handler-contract.js';
import { resolveHandlerOptions, type HandlerOptions } from './handler-options.js';
import { Lifetime } from './lifetime.js';
import { inferErrorText, problemReply, toProblem } from './problem.js';
import { allowedMethods, createRouter } from './router.js';
import { createRoutes, jsonReply } from './routes.js';
import { webExchange, webResponse } from './exchange/web-exchange.js';

/**
 * Makes the HTTP surface of some models: a function from a web-standard request to a web-standard response.
 *
 * Routes, relative to where it is mounted: `POST /models/{name}/predict` and, with one model, `POST /predict`
 * take rows; `/v2/…` speaks the Open Inference Protocol; `GET /openapi.json` describes them all. The handler
 * never rejects: faults of a request are answered with problem details (RFC 9457) on the rows routes and
 * `{"error": …}` on `/v2`.
 *
 * @param options - The models by the name that they have in URLs, and limits.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if an option is wrong.
 *
 * @example
 * ```ts
 * const handler = createHandler({ models: { churn: await loadModel('models/churn') } });
 * const response = await handler(
 *   new Request('http://localhost/predict', { method: 'POST', body: JSON.stringify({ rows: [{ tenure: 3, plan: 'basic' }] }),
 *     headers: { 'content-type': 'application/json' } }),
 * );
 * await handler.close(); // takes no more, finishes, closes the models
 * ```
 */
export function createHandler(options: HandlerOptions): ModelHandler {
  const resolved = resolveHandlerOptions(options);
  const lifetime = new Lifetime(resolved.models);
  const routes = createRoutes(resolved, lifetime);
  const match = createRouter([...resolved.models.keys()]);

  const answer = (exchange: Exchange): Reply | Promise<Reply> => {
    const route = match(exchange.path);
    const allowed = allowedMethods(route);
    if (exchange.method === 'OPTIONS')
      return { status: 204, headers: new Map([['allow', allowed.join(', ')]]), body: undefined };
    if (!allowed.includes(exchange.method)) throw methodNotAllowed(exchange, allowed);
    return routes(route, exchange);
  };
  const fail = (error: unknown, exchange: Exchange): Reply => {
    const problem = toProblem(error);
    if (problem.isFault) resolved.onError(error, exchange.request);
    if (!/^\/v2(\/|$)/.test(exchange.path)) return problemReply(problem);
    const isUnmatched = problem.code === 'ROUTE_NOT_FOUND';
    return { ...jsonReply({ error: inferErrorText(problem) }, problem.status, problem.headers), isUnmatched };
  };
  const exchanger: Exchanger = async (exchange) => {
    lifetime.begin();
    try {
      let reply: Reply;
      try {
        reply = await answer(exchange);
      } catch (error) {
        reply = fail(error, exchange);
      }
      const shown = exchange.method === 'HEAD' ? { ...reply, body: undefined } : reply;
      return lifetime.state === 'serving'
        ? shown
        : { ...shown, headers: new Map([...shown.headers, ['connection', 'close']]) };
    } finally {
      lifetime.end();
    }
  };

  const handler = async (request: Request): Promise<Response> => webResponse(await exchanger(webExchange(request)));
  Object.defineProperties(handler, {
    state: { get: () => lifetime.state, enumerable: true },
    nInFlight: { get: () => lifetime.nInFlight, enumerable: true },
    drain: { value: () => lifetime.drain() },
    close: { value: () => lifetime.close() },
  });
  return withExchanger(handler as ModelHandler, exchanger);
}

function methodNotAllowed({ method, path }: Exchange, allowed: readonly string[]): ModelMountError {
  return new ModelMountError('METHOD_NOT_ALLOWED', `${show(path)} takes ${allowed.join(', ')}, not ${show(method)}`, {
    details: { headers: { allow: allowed.join(', ') } },
  });
}

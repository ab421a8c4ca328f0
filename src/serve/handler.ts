import { ModelMountError } from '../core/errors.js';
import { show } from '../core/issue.js';
import type { Model } from '../model/model.js';
import type { Handler } from './handler-contract.js';
import { resolveHandlerOptions, type HandlerOptions, type ResolvedHandlerOptions } from './handler-options.js';
import { readJsonBody } from './json-body.js';
import { openApiDocument } from './openapi.js';
import { inferErrorText, problemResponse, toProblem } from './problem.js';
import { modelMetadata } from './protocols/open-inference-encode.js';
import { createInfer } from './protocols/open-inference.js';
import { predictRows } from './protocols/rows.js';
import { allowedMethods, matchRoute, type Route } from './router.js';
import { markUnmatched } from './unmatched.js';

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
 * ```
 */
export function createHandler(options: HandlerOptions): Handler {
  const resolved = resolveHandlerOptions(options);
  const answer = createAnswer(resolved);
  return async (request) => {
    const { pathname } = new URL(request.url);
    const isOpenInference = /^\/v2(\/|$)/.test(pathname);
    try {
      const route = matchRoute(pathname);
      const allowed = allowedMethods(route);
      if (request.method === 'OPTIONS')
        return new Response(null, { status: 204, headers: { allow: allowed.join(', ') } });
      if (!allowed.includes(request.method)) throw methodNotAllowed(request.method, pathname, allowed);
      const response = await answer(route, request);
      return request.method === 'HEAD' ? new Response(null, response) : response;
    } catch (error) {
      const problem = toProblem(error);
      if (problem.status >= 500) resolved.onError(error, request);
      const response = isOpenInference
        ? json({ error: inferErrorText(problem) }, problem.status, problem.headers)
        : problemResponse(problem);
      const shown = request.method === 'HEAD' ? new Response(null, response) : response;
      return problem.code === 'ROUTE_NOT_FOUND' ? markUnmatched(shown) : shown;
    }
  };
}

function createAnswer({
  models,
  bodyLimitBytes,
  info,
}: ResolvedHandlerOptions): (route: Route, request: Request) => Promise<Response> {
  const infer = createInfer();
  // Its document changes only with the models, which are fixed.
  const openApi = JSON.stringify(openApiDocument(models, info));
  const find = (name: string, version?: string): Model => {
    const model = models.get(name);
    if (model === undefined || (version !== undefined && version !== model.version))
      throw modelNotFound(name, version, models);
    return model;
  };
  return async (route, request) => {
    switch (route.kind) {
      case 'openapi':
        return new Response(openApi, { headers: JSON_HEADERS });
      case 'rows': {
        const name = route.model ?? onlyModel(models);
        const model = find(name);
        const body = await readJsonBody(request, bodyLimitBytes);
        return json(await predictRows(name, model, { body, signal: request.signal }));
      }
      case 'infer': {
        const model = find(route.model, route.version);
        const body = await readJsonBody(request, bodyLimitBytes);
        const text = await infer(route.model, model, { body, signal: request.signal });
        return new Response(text, { headers: JSON_HEADERS });
      }
      case 'serverMetadata':
        return json({ name: info.title, version: info.version, extensions: [] });
      case 'serverLive':
        return json({ live: true });
      case 'serverReady':
        return json({ ready: true });
      case 'modelList':
        return json({ models: [...models.keys()] });
      case 'modelMetadata':
        return json(modelMetadata(route.model, find(route.model, route.version)));
      case 'modelReady':
        find(route.model, route.version);
        return json({ name: route.model, ready: true });
    }
  };
}

// KServe's client reads an error's text only where the type has no charset.
const JSON_HEADERS = { 'content-type': 'application/json' };

function json(body: object, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { ...headers, ...JSON_HEADERS } });
}

function onlyModel(models: ReadonlyMap<string, Model>): string {
  const [name] = models.keys();
  if (models.size === 1 && name !== undefined) return name;
  throw new ModelMountError(
    'MODEL_NOT_FOUND',
    `/predict needs a handler with one model; this one has ${models.size}: use /models/{name}/predict with ${[...models.keys()].slice(0, 8).join(', ')}`,
  );
}

function modelNotFound(name: string, version: string | undefined, models: ReadonlyMap<string, Model>): ModelMountError {
  if (models.has(name)) {
    const known = models.get(name)?.version;
    return new ModelMountError(
      'MODEL_NOT_FOUND',
      `model ${show(name)} has no version ${show(version)}; it has ${known === undefined ? 'none' : show(known)}`,
    );
  }
  return new ModelMountError(
    'MODEL_NOT_FOUND',
    `there is no model ${show(name)}; there is ${[...models.keys()].slice(0, 8).join(', ')}`,
  );
}

function methodNotAllowed(method: string, pathname: string, allowed: readonly string[]): ModelMountError {
  return new ModelMountError(
    'METHOD_NOT_ALLOWED',
    `${show(pathname)} takes ${allowed.join(', ')}, not ${show(method)}`,
    {
      details: { headers: { allow: allowed.join(', ') } },
    },
  );
}

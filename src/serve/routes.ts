import { ModelMountError } from '../core/errors.js';
import { show } from '../core/issue.js';
import { lazy } from '../core/lazy.js';
import type { Model } from '../model/model.js';
import { deadlineOf } from './deadline.js';
import type { Exchange, Reply } from './exchange/exchange.js';
import type { ResolvedHandlerOptions } from './handler-options.js';
import { readJsonBody } from './json-body.js';
import type { Lifetime } from './lifetime.js';
import { modelMetadata } from './protocols/open-inference-encode.js';
import { createInfer, type Infer } from './protocols/open-inference.js';
import { predictRows } from './protocols/rows.js';
import type { Route } from './router.js';

/** What each route answers. */
export function createRoutes(
  { models, bodyLimitBytes, deadlineMs: mostMs, info }: ResolvedHandlerOptions,
  lifetime: Lifetime,
): (route: Route, exchange: Exchange) => Reply | Promise<Reply> {
  const infers = new Map([...models].map(([name, model]) => [name, createInfer(name, model)]));
  // Made once: it changes only with the models, which are fixed. Most handlers are never asked for it.
  const openApi = lazy(async (): Promise<Reply> => {
    const { openApiDocument } = await import('./openapi.js');
    return jsonReply(openApiDocument(models, info));
  });
  const find = (name: string, version?: string): Model => {
    const model = models.get(name);
    if (model === undefined || (version !== undefined && version !== model.version))
      throw modelNotFound(name, version, models);
    return model;
  };
  const readyReply = (models: readonly Model[], body: object): Reply => {
    const ready = lifetime.state === 'serving' && models.every((model) => model.isReady);
    return jsonReply({ ...body, ready }, ready ? 200 : 503);
  };
  const predict = async (name: string, model: Model, exchange: Exchange): Promise<Reply> => {
    const deadlineMs = deadlineOf(exchange, mostMs);
    const body = await readJsonBody(exchange, bodyLimitBytes);
    return jsonReply(await predictRows(name, model, { body, signal: exchange.signal, deadlineMs }));
  };
  const inferTensors = async (infer: Infer, exchange: Exchange): Promise<Reply> => {
    const deadlineMs = deadlineOf(exchange, mostMs);
    const body = await readJsonBody(exchange, bodyLimitBytes);
    return { status: 200, headers: JSON_HEADERS, body: await infer({ body, signal: exchange.signal, deadlineMs }) };
  };
  return (route, exchange) => {
    switch (route.kind) {
      case 'openapi':
        return openApi();
      case 'rows': {
        const name = route.model ?? onlyModel(models);
        const model = find(name);
        lifetime.throwIfClosed();
        return predict(name, model, exchange);
      }
      case 'infer': {
        find(route.model, route.version);
        lifetime.throwIfClosed();
        return inferTensors(infers.get(route.model) as Infer, exchange);
      }
      case 'serverMetadata':
        return jsonReply({ name: info.title, version: info.version, extensions: [] });
      case 'serverLive':
        return jsonReply({ live: true });
      case 'serverReady':
        return readyReply([...models.values()], {});
      case 'modelList':
        return jsonReply({ models: [...models.keys()] });
      case 'modelMetadata':
        return jsonReply(modelMetadata(route.model, find(route.model, route.version)));
      case 'modelReady':
        return readyReply([find(route.model, route.version)], { name: route.model });
    }
  };
}

// KServe's client reads an error's text only where the type has no charset.
const JSON_HEADERS: ReadonlyMap<string, string> = new Map([['content-type', 'application/json']]);

/** An answer in JSON. */
export function jsonReply(body: object, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  const all = status === 200 ? JSON_HEADERS : new Map([...Object.entries(headers), ...JSON_HEADERS]);
  return { status, headers: all, body: JSON.stringify(body) };
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

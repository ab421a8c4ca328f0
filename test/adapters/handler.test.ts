import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadModel } from '../../src/model/load-model.js';
import type { Model } from '../../src/model/model.js';
import { createHandler } from '../../src/serve/handler.js';
import type { Handler } from '../../src/serve/handler-contract.js';
import { decodeAnswers, encodeRequest, exchange, send } from '../../src/testing/host-rules/wire.js';
import type { OpenHost } from '../../src/testing/host-subject.js';
import { FIXTURES, largestDifference, readReference } from '../helpers/reference.js';
import { BODY_LIMIT_BYTES, HANDLER_CASES, MODEL, type HandlerCase } from './handler-cases.js';
import { VARIANTS } from './hosts.js';

let model: Model;
let handler: Handler;
beforeAll(async () => {
  model = await loadModel(path.join(FIXTURES, MODEL));
  handler = createHandler({ models: { wine: model }, bodyLimitBytes: BODY_LIMIT_BYTES });
});
afterAll(() => model.close());

/** The handler's own answer, without any host. */
async function ask({ request }: HandlerCase): Promise<Response> {
  const { method = 'GET', body, headers = [] } = request;
  const bytes = body instanceof Uint8Array || body === undefined ? body : Buffer.concat(body);
  const init = { method, headers: headers.map(([name, value]): [string, string] => [name, value]) };
  return handler(
    new Request(`http://localhost${request.path ?? '/'}`, { ...init, ...(bytes && { body: new Uint8Array(bytes) }) }),
  );
}

describe.each(VARIANTS)('the handler of a real model in $name', (variant) => {
  let host: OpenHost;
  beforeAll(async () => (host = await variant.open(handler)));
  afterAll(() => host.close());

  it.each(HANDLER_CASES)('answers $name with $status', async (each) => {
    const answer = await send(host, each.request);
    const byHost = each.answeredByHost?.find(({ when }) => when(variant));
    if (byHost !== undefined) {
      expect(answer.status).toBe(byHost.status);
      return;
    }
    expect(answer.status).toBe(each.status);
    if (each.isAdapters === true) {
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      return;
    }
    const direct = await ask(each);
    expect(answer.body.toString()).toBe(await direct.text());
    for (const name of ['content-type', 'allow', 'accept', 'accept-encoding']) {
      expect(answer.headers.get(name) ?? null).toBe(direct.headers.get(name));
    }
  });

  it('answers with the probabilities of the Python original', async () => {
    const { outputs, labels = [], tolerance } = readReference(MODEL);
    const { body } = await send(host, HANDLER_CASES[0]!.request);
    const { predictions } = JSON.parse(body.toString()) as {
      predictions: { probabilities: Record<string, number> }[];
    };
    const flat = predictions.flatMap(({ probabilities }) => labels.map((label) => probabilities[String(label)]!));
    expect(largestDifference(flat, Object.values(outputs)[1]!.data)).toBeLessThanOrEqual(tolerance);
  });

  it('answers all cases on one connection as it does on many', async () => {
    const small = HANDLER_CASES.filter(({ status, answeredByHost }) => status !== 413 && answeredByHost === undefined);
    const requests = small.map(({ request }, i) => ({ ...request, isKeptAlive: i < small.length - 1 }));
    const bytes = Buffer.concat(requests.map((request) => encodeRequest(host, request)));
    const statuses = decodeAnswers(await exchange(host, bytes), requests).map((answer) => answer.status);
    expect(statuses).toEqual(small.map(({ status }) => status));
  });
});

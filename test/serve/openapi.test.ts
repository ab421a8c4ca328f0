import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LogisticRegression } from '../../src/learn/estimators/linear/logistic-regression.js';
import { MinMaxScaler } from '../../src/learn/preprocessing/scaling/min-max-scaler.js';
import { Pipeline } from '../../src/learn/preprocessing/compose/pipeline.js';
import { loadModel } from '../../src/model/load-model.js';
import type { Model } from '../../src/model/model.js';
import { saveModel } from '../../src/model/save-model.js';
import { createHandler } from '../../src/serve/handler.js';
import { FIXTURES } from '../helpers/reference.js';

let folder: string;
let models: Record<string, Model>;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'modelmount-'));
  const rows = [
    { age: 20, size: 1 },
    { age: 30, size: 2 },
    { age: 40, size: 2 },
    { age: 50, size: 4 },
  ];
  const pipeline = new Pipeline([
    ['scale', new MinMaxScaler()],
    ['model', new LogisticRegression()],
  ]).fit(rows, ['no', 'no', 'yes', 'yes']);
  await saveModel(path.join(folder, 'buys'), pipeline);
  models = {
    buys: await loadModel(path.join(folder, 'buys')),
    'iris.v2': await loadModel(path.join(FIXTURES, 'iris-logistic')),
    digits: await loadModel(path.join(FIXTURES, 'digits-cnn-torch'), {
      preprocessing: { kind: 'image', scale: 1 / 255 },
    }),
    text: await loadModel(path.join(FIXTURES, 'onnx-special/string-concat.onnx')),
  };
});
afterAll(async () => {
  await Promise.all(Object.values(models).map((model) => model.close()));
  await rm(folder, { recursive: true, force: true });
});

async function documentOf(chosen: Record<string, Model>) {
  const handler = createHandler({ models: chosen, info: { title: 'Shop', version: '7' } });
  const response = await handler(new Request('http://localhost/openapi.json'));
  expect(response.headers.get('content-type')).toBe('application/json');
  return (await response.json()) as Record<string, unknown>;
}

it('is a valid OpenAPI 3.1 document, for one model and for several', async () => {
  for (const chosen of [models, { buys: models['buys']! }]) {
    const document = await documentOf(chosen);
    const result = await new Validator().validate(structuredClone(document));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(document['info']).toEqual({ title: 'Shop', version: '7' });
  }
});

it('names a path for each model, and /predict only for one', async () => {
  expect(Object.keys((await documentOf(models))['paths'] as object)).toEqual(
    expect.arrayContaining([
      '/models/buys/predict',
      '/models/iris.v2/predict',
      '/v2/models/buys/versions/1/infer',
      '/v2/health/live',
    ]),
  );
  expect(Object.keys((await documentOf(models))['paths'] as object)).not.toContain('/predict');
  expect(Object.keys((await documentOf({ buys: models['buys']! }))['paths'] as object)).toContain('/predict');
});

it('describes rows and predictions so that the example fits, and what the handler refuses does not', async () => {
  const document = await documentOf(models);
  const { post } = (document['paths'] as Record<string, { post: never }>)['/models/buys/predict']!;
  const request = (post as { requestBody: { content: Record<string, { schema: object; example: unknown }> } })
    .requestBody.content['application/json']!;
  const responses = (
    post as { responses: Record<string, { content: Record<string, { schema: object; example: unknown }> }> }
  ).responses;
  const answer = responses['200']!.content['application/json']!;
  const ajv = new Ajv2020({ strict: false });
  expect(request.example).toEqual({ rows: [{ age: 35, size: 2.25 }] });
  expect(ajv.validate(request.schema, request.example)).toBe(true);
  expect(ajv.validate(request.schema, { rows: [{ age: 'x', size: 1 }] })).toBe(false);
  expect(ajv.validate(request.schema, { rows: [{ age: 1 }] })).toBe(false);
  expect(ajv.validate(answer.schema, answer.example)).toBe(true);
  const handler = createHandler({ models });
  const served = await handler(
    new Request('http://localhost/models/buys/predict', {
      method: 'POST',
      body: JSON.stringify(request.example),
      headers: { 'content-type': 'application/json' },
    }),
  );
  expect(await served.json()).toEqual(answer.example);
});

it.each([
  ['/models/buys/predict', 'Problem'],
  ['/v2/models/buys/infer', 'Infer'],
])('says that %s can be too much, late, or stopping, and takes the time that a client has', async (path, kind) => {
  const document = await documentOf(models);
  const { post } = (document['paths'] as Record<string, { post: Record<string, unknown> }>)[path]!;
  const responses = post['responses'] as Record<string, { $ref: string }>;
  expect(responses['503']).toEqual({ $ref: `#/components/responses/${kind}Unavailable` });
  expect(responses['504']).toEqual(responses['400']);
  const { components } = document as { components: { responses: Record<string, { headers?: object }> } };
  expect(Object.keys(components.responses[`${kind}Unavailable`]?.headers ?? {})).toEqual(['retry-after']);
  expect(post['parameters']).toMatchObject([{ name: 'x-request-timeout-ms', in: 'header' }]);
});

it.each(['/v2/health/ready', '/v2/models/buys/ready'])(
  'describes what %s answers while the server stops',
  async (path) => {
    const document = await documentOf(models);
    const { get } = (document['paths'] as Record<string, { get: { responses: Record<string, unknown> } }>)[path]!;
    const { schema } = (get.responses['503'] as { content: Record<string, { schema: object }> }).content[
      'application/json'
    ]!;
    const handler = createHandler({ models });
    handler.drain();
    const answer = await handler(new Request(`http://localhost${path}`));
    expect(answer.status).toBe(503);
    const validate = new Ajv2020({ strict: false }).compile({ ...schema, components: document['components'] });
    expect(validate(await answer.json())).toBe(true);
    expect(validate({ ready: 'no' })).toBe(false);
  },
);

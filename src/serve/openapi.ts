import type { JsonObject, JsonValue } from '../core/json.js';
import type { Model } from '../model/model.js';
import { DTYPES } from '../core/tensor/dtype.js';
import { TIMEOUT_HEADER } from './deadline.js';
import { INFER_REQUEST_SCHEMA } from './protocols/open-inference-schema.js';

/**
 * The OpenAPI 3.1 document of a handler: a path per model, its rows and predictions described by the model's
 * own features and labels, with its input example.
 */
export function openApiDocument(
  models: ReadonlyMap<string, Model>,
  info: { readonly title: string; readonly version: string },
): JsonObject {
  const names = [...models.keys()];
  const [only] = names;
  const paths = Object.fromEntries(names.flatMap((name) => modelPaths(name, models.get(name) as Model)));
  const predict =
    only === undefined || names.length > 1
      ? {}
      : { '/predict': predictPath(only, models.get(only) as Model, 'predict') };
  return {
    openapi: '3.1.0',
    info: { title: info.title, version: info.version },
    // Relative to this document, so that it is right under any mount path.
    servers: [{ url: '.' }],
    paths: { ...predict, ...paths, ...SERVER_PATHS },
    components: { schemas: SCHEMAS, responses: RESPONSES },
  };
}

function modelPaths(name: string, model: Model): [string, JsonObject][] {
  const id = name.replace(/[^A-Za-z0-9_]/g, '_');
  const base = `/v2/models/${name}`;
  const bases = model.version === undefined ? [base] : [base, `${base}/versions/${model.version}`];
  return [
    [`/models/${name}/predict`, predictPath(name, model, `predict_${id}`)],
    ...bases.flatMap((path, i): [string, JsonObject][] => {
      const suffix = i === 0 ? id : `${id}_version`;
      return [
        [path, { get: reading(name, `metadata_${suffix}`, 'Inputs and outputs', ref('ModelMetadata')) }],
        [`${path}/ready`, { get: readiness(name, `ready_${suffix}`, 'Whether the model is ready', ref('ModelReady')) }],
        [`${path}/infer`, inferPath(name, model, `infer_${suffix}`)],
      ];
    }),
  ];
}

function predictPath(name: string, model: Model, operationId: string): JsonObject {
  const { example } = model;
  const body: JsonObject = {
    type: 'object',
    properties: { rows: { type: 'array', items: model.rowSchema } },
    required: ['rows'],
    additionalProperties: false,
  };
  const answer: JsonObject = {
    type: 'object',
    properties: {
      model: { const: name },
      ...(model.version === undefined ? {} : { version: { type: 'string' } }),
      predictions: { type: 'array', items: model.predictionSchema },
    },
    required: ['model', 'predictions'],
  };
  const { version } = model;
  return {
    post: {
      operationId,
      tags: [name],
      summary: `Predictions of ${name}, one per row`,
      parameters: [TIMEOUT],
      requestBody: { required: true, content: content(body, example && { rows: example.rows }) },
      responses: {
        200: {
          description: 'One prediction per row, in order',
          content: content(
            answer,
            example && { model: name, ...(version === undefined ? {} : { version }), predictions: example.predictions },
          ),
        },
        ...problems('Problem', [400, 404, 413, 415, 422, 500, 504]),
        ...problems('ProblemUnavailable', [503]),
      },
    },
  };
}

function inferPath(name: string, model: Model, operationId: string): JsonObject {
  // What the tensors must be is a matter of names and shapes together, which a schema says less well than this.
  const inputs = model.signature.inputs
    .map((spec) => `${spec.name} ${spec.dtype} [${spec.shape.join(', ')}]`)
    .join('; ');
  return {
    post: {
      operationId,
      tags: [name],
      summary: `Open Inference Protocol: tensors through ${name}`,
      description: `Inputs: ${inputs}`,
      parameters: [TIMEOUT],
      requestBody: { required: true, content: content(ref('InferRequest')) },
      responses: {
        200: { description: 'The output tensors', content: content(ref('InferResponse')) },
        ...problems('InferError', [400, 404, 413, 415, 422, 500, 504]),
        ...problems('InferUnavailable', [503]),
      },
    },
  };
}

// eslint-disable-next-line max-params -- a row of a table
function reading(tag: string, operationId: string, summary: string, schema: JsonObject): JsonObject {
  return {
    operationId,
    tags: [tag],
    summary,
    responses: { 200: { description: summary, content: content(schema) }, ...problems('InferError', [404]) },
  };
}

/** As `reading`, of a state that the status repeats: 503 while the server stops. */
// eslint-disable-next-line max-params -- a row of a table
function readiness(tag: string, operationId: string, summary: string, schema: JsonObject): JsonObject {
  const { responses, ...operation } = reading(tag, operationId, summary, schema);
  const stopping: JsonObject = { description: 'Not ready: the server is stopping', content: content(schema) };
  return { ...operation, responses: { ...(responses as JsonObject), 503: stopping } };
}

function content(schema: JsonObject, example?: JsonValue): JsonObject {
  return { 'application/json': { schema, ...(example === undefined ? {} : { example }) } };
}

function problems(response: string, statuses: readonly number[]): JsonObject {
  return Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/${response}` }]));
}

function ref(schema: string): JsonObject {
  return { $ref: `#/components/schemas/${schema}` };
}

const TENSOR_METADATA: JsonObject = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    datatype: { enum: Object.keys(DTYPES) },
    shape: { type: 'array', items: { type: 'integer', minimum: -1 } },
  },
  required: ['name', 'datatype', 'shape'],
};

const SCHEMAS: JsonObject = {
  InferRequest: INFER_REQUEST_SCHEMA,
  InferResponse: {
    type: 'object',
    properties: {
      model_name: { type: 'string' },
      model_version: { type: 'string' },
      id: { type: 'string' },
      outputs: {
        type: 'array',
        items: {
          ...TENSOR_METADATA,
          properties: { ...(TENSOR_METADATA['properties'] as JsonObject), data: { type: 'array' } },
        },
      },
    },
    required: ['model_name', 'outputs'],
  },
  ModelMetadata: {
    type: 'object',
    properties: {
      name: { type: 'string' },
      versions: { type: 'array', items: { type: 'string' } },
      platform: { type: 'string' },
      inputs: { type: 'array', items: TENSOR_METADATA },
      outputs: { type: 'array', items: TENSOR_METADATA },
    },
    required: ['name', 'platform', 'inputs', 'outputs'],
  },
  ModelReady: {
    type: 'object',
    properties: { name: { type: 'string' }, ready: { type: 'boolean' } },
    required: ['name', 'ready'],
  },
  Problem: {
    description: 'Problem details (RFC 9457)',
    type: 'object',
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string' },
      code: { type: 'string', description: 'Stable; see the list of error codes' },
      errors: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            pointer: { type: 'string', description: 'JSON Pointer (RFC 6901) into the body' },
            code: { type: 'string' },
            message: { type: 'string' },
          },
          required: ['pointer', 'code', 'message'],
        },
      },
    },
    required: ['type', 'title', 'status', 'detail', 'code'],
  },
};

const PROBLEM: JsonObject = {
  description: 'What is wrong, and where',
  content: { 'application/problem+json': { schema: ref('Problem') } },
};

const INFER_ERROR: JsonObject = {
  description: 'What is wrong',
  content: content({ type: 'object', properties: { error: { type: 'string' } }, required: ['error'] }),
};

const UNAVAILABLE: JsonObject = {
  description: 'Too much to do, a worker lost, or the server is stopping: the request may be sent again',
  headers: {
    'retry-after': { description: 'After how many seconds, where known', schema: { type: 'integer', minimum: 1 } },
  },
};

const RESPONSES: JsonObject = {
  Problem: PROBLEM,
  ProblemUnavailable: { ...PROBLEM, ...UNAVAILABLE },
  InferError: INFER_ERROR,
  InferUnavailable: { ...INFER_ERROR, ...UNAVAILABLE },
};

const TIMEOUT: JsonObject = {
  name: TIMEOUT_HEADER,
  in: 'header',
  description: 'How long the client will wait for the answer, milliseconds; then it is answered 504',
  schema: { type: 'integer', minimum: 0, maximum: 9_999_999_999 },
};

const SERVER_PATHS: JsonObject = {
  '/v2': {
    get: reading('server', 'server_metadata', 'Name, version and extensions of the server', {
      type: 'object',
      properties: {
        name: { type: 'string' },
        version: { type: 'string' },
        extensions: { type: 'array', items: { type: 'string' } },
      },
      required: ['name', 'version', 'extensions'],
    }),
  },
  '/v2/health/live': {
    get: reading('server', 'server_live', 'Whether the server lives', {
      type: 'object',
      properties: { live: { type: 'boolean' } },
    }),
  },
  '/v2/health/ready': {
    get: readiness('server', 'server_ready', 'Whether every model is ready', {
      type: 'object',
      properties: { ready: { type: 'boolean' } },
    }),
  },
  '/v2/models': {
    get: reading('server', 'model_list', 'The names of the models', {
      type: 'object',
      properties: { models: { type: 'array', items: { type: 'string' } } },
    }),
  },
};

import { DTYPES } from '../../core/tensor/dtype.js';
import type { JsonObject } from '../../core/json.js';

const LABELS: JsonObject = {
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  maxItems: 100_000,
  items: { type: ['string', 'number', 'boolean'] },
};

const PROBABILITY: JsonObject = { type: 'number', minimum: 0, maximum: 1 };

const PER_CHANNEL: JsonObject = {
  anyOf: [{ type: 'number' }, { type: 'array', items: { type: 'number' }, minItems: 1, maxItems: 4 }],
};

const TENSOR_SPEC: JsonObject = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    dtype: { enum: Object.keys(DTYPES) },
    shape: { type: 'array', items: { type: 'integer', minimum: -1 }, maxItems: 16 },
    axes: { type: 'array', items: { type: 'string' }, maxItems: 16 },
  },
  required: ['name', 'dtype', 'shape'],
  additionalProperties: false,
};

const FEATURE: JsonObject = {
  type: 'object',
  properties: {
    name: { type: 'string', minLength: 1 },
    type: { enum: ['number', 'integer', 'string', 'boolean'] },
    nullable: { type: 'boolean' },
    minimum: { type: 'number' },
    maximum: { type: 'number' },
    enum: { type: 'array', minItems: 1, items: { type: ['string', 'number'] } },
    description: { type: 'string' },
  },
  required: ['name', 'type'],
  additionalProperties: false,
};

function variant(kind: string, properties: JsonObject, required: readonly string[] = []): JsonObject {
  return {
    type: 'object',
    properties: { kind: { const: kind }, ...properties },
    required: ['kind', ...required],
    additionalProperties: false,
  };
}

/** One of several objects that are told apart by `kind`, so that a fault is reported for the variant meant. */
function union(variants: Readonly<Record<string, JsonObject>>): JsonObject {
  return {
    type: 'object',
    properties: { kind: { enum: Object.keys(variants) } },
    required: ['kind'],
    allOf: Object.entries(variants).map(([kind, then]) => ({
      if: { type: 'object', properties: { kind: { const: kind } }, required: ['kind'] },
      then,
    })),
  };
}

/** JSON Schema (draft 2020-12) of the manifest of a model folder, `model.json`. */
export const MANIFEST_SCHEMA: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:modelmount:schema:model:1',
  title: 'modelmount model manifest',
  type: 'object',
  properties: {
    $schema: { type: 'string' },
    manifestVersion: { const: 1 },
    name: { type: 'string', pattern: '^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$', maxLength: 128 },
    format: { type: 'string', minLength: 1 },
    entry: { type: 'string', minLength: 1 },
    files: {
      type: 'array',
      minItems: 1,
      maxItems: 10_000,
      items: {
        type: 'object',
        properties: {
          name: { type: 'string', minLength: 1 },
          bytes: { type: 'integer', minimum: 0 },
          sha256: { type: 'string', pattern: '^[0-9a-f]{64}$', maxLength: 64 },
        },
        required: ['name', 'bytes', 'sha256'],
        additionalProperties: false,
      },
    },
    signature: {
      type: 'object',
      properties: {
        inputs: { type: 'array', items: TENSOR_SPEC, maxItems: 10_000 },
        outputs: { type: 'array', items: TENSOR_SPEC, maxItems: 10_000 },
      },
      required: ['inputs', 'outputs'],
      additionalProperties: false,
    },
    features: { type: 'array', items: FEATURE, minItems: 1, maxItems: 100_000 },
    preprocessing: union({
      tabular: variant('tabular', { transformer: { type: 'object' } }),
      image: variant('image', {
        resize: {
          type: 'object',
          properties: {
            height: { type: 'integer', minimum: 1, maximum: 16_384 },
            width: { type: 'integer', minimum: 1, maximum: 16_384 },
            method: { enum: ['bilinear', 'nearest'] },
          },
          required: ['height', 'width'],
          additionalProperties: false,
        },
        scale: { type: 'number' },
        mean: PER_CHANNEL,
        std: PER_CHANNEL,
        layout: { enum: ['NCHW', 'NHWC'] },
        channels: { enum: [1, 3, 4] },
      }),
    }),
    postprocessing: union({
      classification: variant(
        'classification',
        {
          scores: { type: 'string' },
          activation: { enum: ['none', 'softmax', 'sigmoid'] },
          labels: LABELS,
          threshold: PROBABILITY,
          topK: { type: 'integer', minimum: 1 },
        },
        ['labels'],
      ),
      multilabel: variant(
        'multilabel',
        {
          scores: { type: 'string' },
          activation: { enum: ['none', 'sigmoid'] },
          labels: LABELS,
          threshold: PROBABILITY,
        },
        ['labels'],
      ),
      regression: variant('regression', { output: { type: 'string' } }),
    }),
    example: {
      type: 'object',
      properties: {
        rows: { type: 'array', minItems: 1, maxItems: 1_000 },
        predictions: { type: 'array', minItems: 1, maxItems: 1_000 },
        tolerance: { type: 'number', minimum: 0 },
      },
      required: ['rows', 'predictions'],
      additionalProperties: false,
    },
    evaluation: { type: 'object' },
    statistics: { type: 'array', items: { type: 'object' } },
    metadata: { type: 'object' },
  },
  required: ['manifestVersion', 'name', 'format', 'entry', 'files', 'signature'],
  additionalProperties: false,
};

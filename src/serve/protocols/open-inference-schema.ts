import type { JsonObject } from '../../core/json.js';

/** JSON Schema (draft 2020-12) of an Open Inference request; unknown members are allowed, as the protocol has it. */
export const INFER_REQUEST_SCHEMA: JsonObject = {
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 256 },
    parameters: { type: 'object' },
    inputs: {
      type: 'array',
      minItems: 1,
      maxItems: 10_000,
      items: {
        type: 'object',
        properties: {
          name: { type: 'string', maxLength: 1024 },
          shape: {
            type: 'array',
            maxItems: 16,
            items: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
          },
          datatype: { type: 'string', maxLength: 16 },
          parameters: { type: 'object' },
          data: {},
        },
        required: ['name', 'shape', 'datatype', 'data'],
      },
    },
    outputs: {
      type: 'array',
      maxItems: 10_000,
      items: {
        type: 'object',
        properties: { name: { type: 'string', maxLength: 1024 }, parameters: { type: 'object' } },
        required: ['name'],
      },
    },
  },
  required: ['inputs'],
};

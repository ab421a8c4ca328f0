import { DTYPES } from '../core/tensor/dtype.js';
import type { JsonObject } from '../core/json.js';
import type { TensorSpec } from '../core/signature.js';

const ELEMENT_TYPES = {
  boolean: 'boolean',
  integer: 'integer',
  bigInteger: ['integer', 'string'],
  float: 'number',
  bytes: 'string',
} as const;

/** JSON Schema of what one row has of a tensor: an array per axis after the first. */
export function rowValueSchema({ dtype, shape }: TensorSpec): JsonObject {
  const element: JsonObject = { type: ELEMENT_TYPES[DTYPES[dtype].kind] };
  return shape.slice(1).reduceRight<JsonObject>((items, length) => {
    const bounds = length === -1 ? {} : { minItems: length, maxItems: length };
    return { type: 'array', items, ...bounds };
  }, element);
}

import type { JsonObject, JsonValue } from '../core/json.js';

/** What a feature's values are. An `integer` is a whole number. */
export type FeatureType = 'number' | 'integer' | 'string' | 'boolean';

/** One named value of a row, as the model's users know it. */
export interface Feature {
  readonly name: string;
  readonly type: FeatureType;
  /** Whether the value may be missing: left out, or `null`. @default false */
  readonly nullable?: boolean;
  /** The smallest value allowed, for numbers. @default any finite number */
  readonly minimum?: number;
  /** The largest value allowed, for numbers. @default any finite number */
  readonly maximum?: number;
  /** The only values allowed. @default any value of the type */
  readonly enum?: readonly (string | number)[];
  /** For people and for the OpenAPI document. */
  readonly description?: string;
}

/** A feature as JSON Schema. */
function featureSchema(feature: Feature): JsonObject {
  const { type, nullable = false, minimum, maximum, description } = feature;
  const values: readonly JsonValue[] | undefined = feature.enum && (nullable ? [...feature.enum, null] : feature.enum);
  return {
    type: nullable ? [type, 'null'] : type,
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(values === undefined ? {} : { enum: values }),
    ...(description === undefined ? {} : { description }),
  };
}

/** A row by feature name as JSON Schema. */
export function rowObjectSchema(features: readonly Feature[]): JsonObject {
  return {
    type: 'object',
    properties: Object.fromEntries(features.map((feature) => [feature.name, featureSchema(feature)])),
    required: features.filter((feature) => feature.nullable !== true).map((feature) => feature.name),
    additionalProperties: false,
  };
}

/** A row by position as JSON Schema: the features in order. */
export function rowArraySchema(features: readonly Feature[]): JsonObject {
  return {
    type: 'array',
    prefixItems: features.map(featureSchema),
    minItems: features.length,
    maxItems: features.length,
  };
}

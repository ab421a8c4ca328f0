import { pointer, show, type Issue } from '../core/issue.js';
import { isObject } from '../core/json.js';
import type { SchemaFault } from '../core/schema-validator.js';

/** A fault that a value has against a JSON Schema, as an issue; `prefix` leads the path. */
export function toIssue(error: SchemaFault, ...prefix: readonly (string | number)[]): Issue {
  const at = pointer(...prefix) + error.instancePath;
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case 'required':
      return { path: at + pointer(String(params['missingProperty'])), code: 'missing', message: 'is missing' };
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const name = String(params['additionalProperty'] ?? params['unevaluatedProperty']);
      const { properties } = (error.parentSchema ?? {}) as { readonly properties?: unknown };
      const known = Object.keys(isObject(properties) ? properties : {});
      const message = known.length === 0 ? 'is not allowed here' : `is not known; expected ${list(known)}`;
      return { path: at + pointer(name), code: 'unexpected', message };
    }
    case 'type': {
      const isNonFinite = typeof error.data === 'number' && !Number.isFinite(error.data);
      const expected = Array.isArray(params['type']) ? params['type'].join(' or ') : String(params['type']);
      return {
        path: at,
        code: isNonFinite ? 'nonFinite' : 'type',
        message: `expected ${expected}, got ${show(error.data)}`,
      };
    }
    case 'enum':
    case 'const': {
      const allowed = (params['allowedValues'] ?? [params['allowedValue']]) as readonly unknown[];
      return { path: at, code: 'value', message: `expected ${list(allowed.map(show))}, got ${show(error.data)}` };
    }
    case 'minItems':
    case 'maxItems': {
      const length = Array.isArray(error.data) ? error.data.length : 0;
      return { path: at, code: 'shape', message: `expected ${String(params['limit'])} values, got ${length}` };
    }
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return {
        path: at,
        code: 'range',
        message: `expected ${String(params['comparison'])} ${String(params['limit'])}, got ${show(error.data)}`,
      };
    default:
      return { path: at, code: 'value', message: error.message ?? `does not satisfy "${error.keyword}"` };
  }
}

function list(names: readonly string[]): string {
  return names.length <= 8 ? names.join(', ') : `${names.slice(0, 8).join(', ')} … (${names.length})`;
}

import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, Options, ValidateFunction } from 'ajv/dist/2020.js';
import { errorFromIssues } from '../../core/errors.js';
import { MAX_ISSUES, pointer, show, type Issue } from '../../core/issue.js';
import { isObject, type JsonObject } from '../../core/json.js';
import { lazy } from '../../core/lazy.js';

/**
 * Checks rows against JSON Schemas, one for rows by name and one for rows by position.
 *
 * Row by row rather than all at once, so that the number of faults collected has a bound.
 */
export class RowChecker {
  // Compiling takes milliseconds, and most models see one kind of rows only, most of them good.
  readonly #object: Check;
  readonly #array: Check;

  constructor(objectSchema: JsonObject, arraySchema: JsonObject) {
    this.#object = checkFor(objectSchema);
    this.#array = checkFor(arraySchema);
  }

  /** @throws {ModelMountError} `INVALID_INPUT` with up to `MAX_ISSUES` faults. */
  check(rows: readonly unknown[]): void {
    const issues: Issue[] = [];
    for (let i = 0; i < rows.length && issues.length < MAX_ISSUES; i++) {
      const row = rows[i];
      const check = Array.isArray(row) || ArrayBuffer.isView(row) ? this.#array : this.#object;
      if (check.accepts()(row)) continue;
      const explain = check.explains();
      explain(row);
      for (const error of explain.errors ?? []) issues.push(toIssue(error, i));
    }
    if (issues.length > 0) {
      throw errorFromIssues('INVALID_INPUT', 'the rows do not fit the model’s features', issues.slice(0, MAX_ISSUES));
    }
  }
}

interface Check {
  /** Says yes or no, as soon as it is clear. */
  readonly accepts: () => ValidateFunction;
  /** Finds every fault, and keeps what is needed to tell of it. */
  readonly explains: () => ValidateFunction;
}

function checkFor(schema: JsonObject): Check {
  return {
    accepts: lazy(() => compile(schema, {})),
    explains: lazy(() => compile(schema, { allErrors: true, verbose: true })),
  };
}

function compile(schema: JsonObject, options: Options): ValidateFunction {
  return new Ajv2020({
    ...options,
    strict: true,
    strictTuples: false,
    allowUnionTypes: true,
    // What a row inherits is not what it says.
    ownProperties: true,
  }).compile(schema);
}

/** An ajv error as an issue; `prefix` leads the path. */
export function toIssue(error: ErrorObject, ...prefix: readonly (string | number)[]): Issue {
  const at = pointer(...prefix) + error.instancePath;
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case 'required':
      return { path: at + pointer(String(params['missingProperty'])), code: 'missing', message: 'is missing' };
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const name = String(params['additionalProperty'] ?? params['unevaluatedProperty']);
      const known = Object.keys(isObject(error.parentSchema?.['properties']) ? error.parentSchema['properties'] : {});
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

import { MAX_ISSUES, pointerToken, show, type Issue, type IssueCode } from '../../../core/issue.js';
import type { SchemaFault } from '../../../core/schema-validator.js';
import { unknownKey } from './read-numbers.js';

/** The faults that a document has against its schema, as issues: where, what was expected and what came. */
export function schemaIssues(errors: readonly SchemaFault[]): Issue[] {
  return errors
    .filter(({ keyword }) => keyword !== 'if') // says only that `then` or `else` failed, which has its own error
    .slice(0, MAX_ISSUES)
    .map(toIssue);
}

function toIssue({ keyword, instancePath: path, params, data, message = '', parentSchema }: SchemaFault): Issue {
  const facts = params as Readonly<Record<string, unknown>>;
  switch (keyword) {
    case 'required':
      return { path: member(path, facts['missingProperty']), code: 'missing', message: 'missing' };
    case 'additionalProperties': {
      const known = Object.keys((parentSchema as { readonly properties: object }).properties);
      return { path: member(path, facts['additionalProperty']), code: 'unexpected', message: unknownKey(known) };
    }
    case 'false schema':
      return { path, code: 'unexpected', message: 'does not belong to a model of this kind' };
    case 'type':
      return { path, code: typeCode(data), message: `expected ${typeNames(facts['type'])}, got ${show(data)}` };
    case 'enum':
      return { path, code: 'value', message: `expected ${list(facts['allowedValues'])}, got ${show(data)}` };
    case 'minItems':
      return {
        path,
        code: 'shape',
        message: `expected at least ${String(facts['limit'])} elements, got ${show(data)}`,
      };
    case 'uniqueItems': {
      const element = Array.isArray(data) ? show(data[Number(facts['i'])]) : '';
      return {
        path,
        code: 'duplicate',
        message: `elements ${String(facts['j'])} and ${String(facts['i'])} are both ${element}`,
      };
    }
    default:
      return { path, code: 'value', message };
  }
}

function member(path: string, key: unknown): string {
  return `${path}/${pointerToken(String(key))}`;
}

function typeCode(data: unknown): IssueCode {
  return typeof data === 'number' && !Number.isFinite(data) ? 'nonFinite' : 'type';
}

function typeNames(type: unknown): string {
  const names = (Array.isArray(type) ? type : [type]).map((name) => TYPE_NAMES[String(name)] ?? String(name));
  return names.join(' or ');
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  number: 'a finite number',
  string: 'a string',
  array: 'an array',
  object: 'an object',
};

function list(values: unknown): string {
  return (values as readonly unknown[]).map((value) => JSON.stringify(value)).join(', ');
}

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { errorFromIssues } from '../../core/errors.js';
import { MAX_ISSUES, type Issue } from '../../core/issue.js';
import { isObject, type JsonObject } from '../../core/json.js';
import { lazy } from '../../core/lazy.js';
import type { ModelDescription } from '../description.js';
import { toIssue } from '../input/row-checker.js';
import { MANIFEST_SCHEMA } from './manifest-schema.js';
import type { Manifest } from './manifest.js';

/**
 * A parsed `model.json`, checked against its schema.
 *
 * @param label - What the model is called in messages.
 * @throws {ModelMountError} `INVALID_MANIFEST` with every fault and its JSON Pointer.
 */
export function checkManifest(value: unknown, label: string): Manifest {
  const subject = `the manifest of "${label}"`;
  check(value, { validate: manifestValidator(), subject, code: 'INVALID_MANIFEST' });
  const manifest = value as Manifest;
  if (!manifest.files.some((file) => file.name === manifest.entry)) {
    throw errorFromIssues('INVALID_MANIFEST', subject, [
      { path: '/entry', code: 'value', message: 'is not one of the files' },
    ]);
  }
  return manifest;
}

/**
 * Features, preprocessing and postprocessing as a caller gives them, checked as the manifest's own.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` with every fault.
 */
export function checkDescription(value: ModelDescription): ModelDescription {
  const { features, preprocessing, postprocessing } = value;
  if (features === undefined && preprocessing === undefined && postprocessing === undefined) return {};
  const given: unknown = JSON.parse(JSON.stringify({ features, preprocessing, postprocessing }));
  check(given, { validate: descriptionValidator(), subject: 'the model’s description', code: 'INVALID_ARGUMENT' });
  return given as ModelDescription;
}

const manifestValidator = lazy(() => compile(MANIFEST_SCHEMA));

const descriptionValidator = lazy(() => {
  const { features, preprocessing, postprocessing } = MANIFEST_SCHEMA['properties'] as JsonObject;
  return compile({ type: 'object', properties: { features, preprocessing, postprocessing } });
});

function compile(schema: JsonObject): ValidateFunction {
  return new Ajv2020({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true }).compile(schema);
}

interface CheckOptions {
  readonly validate: ValidateFunction;
  readonly subject: string;
  readonly code: 'INVALID_MANIFEST' | 'INVALID_ARGUMENT';
}

function check(value: unknown, { validate, subject, code }: CheckOptions): void {
  if (validate(value)) {
    const repeated = findRepeated(value);
    if (repeated !== undefined) throw errorFromIssues(code, subject, [repeated]);
    return;
  }
  // "if" itself says nothing that its branch does not say better.
  const errors = (validate.errors ?? []).filter((error) => error.keyword !== 'if').slice(0, MAX_ISSUES);
  throw errorFromIssues(
    code,
    subject,
    errors.map((error) => toIssue(error)),
  );
}

function findRepeated(value: unknown): Issue | undefined {
  const features = isObject(value) && Array.isArray(value['features']) ? (value['features'] as { name: string }[]) : [];
  const seen = new Set<string>();
  for (const [i, { name }] of features.entries()) {
    if (seen.has(name))
      return { path: `/features/${i}/name`, code: 'duplicate', message: 'is the name of an earlier feature' };
    seen.add(name);
  }
  return undefined;
}

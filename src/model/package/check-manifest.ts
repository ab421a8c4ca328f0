import { Ajv2020 } from 'ajv/dist/2020.js';
import { errorFromIssues } from '../../core/errors.js';
import { MAX_ISSUES, type Issue } from '../../core/issue.js';
import { isObject, type JsonObject } from '../../core/json.js';
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
  check(MANIFEST_SCHEMA, value, `the manifest of "${label}"`);
  const manifest = value as Manifest;
  if (!manifest.files.some((file) => file.name === manifest.entry)) {
    throw errorFromIssues('INVALID_MANIFEST', `the manifest of "${label}"`, [
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
  const { features, preprocessing, postprocessing } = MANIFEST_SCHEMA['properties'] as JsonObject;
  const { features: f, preprocessing: pre, postprocessing: post } = value;
  const given = JSON.parse(
    JSON.stringify({ features: f, preprocessing: pre, postprocessing: post }),
  ) as ModelDescription;
  check(
    { type: 'object', properties: { features, preprocessing, postprocessing } },
    given,
    'the model’s description',
    'INVALID_ARGUMENT',
  );
  return given;
}

// eslint-disable-next-line max-params -- the code differs only for callers that are not files
function check(
  schema: JsonObject,
  value: unknown,
  subject: string,
  code: 'INVALID_MANIFEST' | 'INVALID_ARGUMENT' = 'INVALID_MANIFEST',
): void {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true });
  if (ajv.validate(schema, value)) {
    const repeated = findRepeated(value);
    if (repeated !== undefined) throw errorFromIssues(code, subject, [repeated]);
    return;
  }
  // "if" itself says nothing that its branch does not say better.
  const errors = (ajv.errors ?? []).filter((error) => error.keyword !== 'if');
  throw errorFromIssues(
    code,
    subject,
    errors.slice(0, MAX_ISSUES).map((error) => toIssue(error)),
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

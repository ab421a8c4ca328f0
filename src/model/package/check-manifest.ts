import { errorFromIssues } from '../../core/errors.js';
import { MAX_ISSUES, type Issue } from '../../core/issue.js';
import { isObject } from '../../core/json.js';
import type { ModelDescription } from '../description.js';
import { toIssue } from '../schema-issue.js';
import type { Manifest } from './manifest.js';

/**
 * A parsed `model.json`, checked against its schema.
 *
 * @param label - What the model is called in messages.
 * @throws {ModelMountError} `INVALID_MANIFEST` with every fault and its JSON Pointer.
 */
export async function checkManifest(value: unknown, label: string): Promise<Manifest> {
  const subject = `the manifest of "${label}"`;
  await check(value, { subject, code: 'INVALID_MANIFEST' });
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
export async function checkDescription(value: ModelDescription): Promise<ModelDescription> {
  const { features, preprocessing, postprocessing } = value;
  if (features === undefined && preprocessing === undefined && postprocessing === undefined) return {};
  const given = JSON.parse(JSON.stringify({ features, preprocessing, postprocessing })) as ModelDescription;
  await check({ ...BARE, ...given }, { subject: 'the model’s description', code: 'INVALID_ARGUMENT' });
  return given;
}

/** The least that a manifest has: with a description in it, whatever is at fault is the description's. */
const BARE: Manifest = {
  manifestVersion: 1,
  name: 'model',
  format: 'any',
  entry: 'any',
  files: [{ name: 'any', bytes: 0, sha256: '0'.repeat(64) }],
  signature: { inputs: [], outputs: [] },
};

interface CheckOptions {
  readonly subject: string;
  readonly code: 'INVALID_MANIFEST' | 'INVALID_ARGUMENT';
}

async function check(value: unknown, { subject, code }: CheckOptions): Promise<void> {
  const { validate } = await import('./generated/manifest-validator.js');
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

import type { Artifact } from '../../../core/artifact.js';
import { ModelMountError } from '../../../core/errors.js';
import { isObject } from '../../../core/json.js';
import { show } from '../../../core/issue.js';
import { modelFailure } from './runtime/tf-error.js';

/** Deeper than any real topology, and shallow enough for functions that call themselves. */
const MAX_DEPTH = 200;

/** The main file of a TensorFlow.js model. */
export interface ModelJson {
  /** What the model is called in messages. */
  readonly label: string;
  /** Folder of the file with a slash at its end, relative to the artifact; `''` is its root. */
  readonly folder: string;
  readonly kind: 'layers' | 'graph';
  readonly topology: Record<string, unknown>;
  readonly weightsManifest: unknown;
  /** The whole file. */
  readonly json: Record<string, unknown>;
}

/** Whether the artifact has a TensorFlow.js model: at its entry, at `model.json`, or at `tfjs/model.json`. */
export async function isTfjsArtifact(artifact: Artifact): Promise<boolean> {
  try {
    return (await findModelJson(artifact)) !== undefined;
  } catch {
    return false;
  }
}

/**
 * Reads the main file.
 *
 * @throws {ModelMountError} `INVALID_MODEL` if it is not what a TensorFlow.js converter writes.
 */
export async function readModelJson(artifact: Artifact): Promise<ModelJson> {
  const { label } = artifact;
  const invalid = (message: string): ModelMountError => modelFailure('INVALID_MODEL', label, { message });
  const found = await findModelJson(artifact);
  if (found === undefined) throw invalid('there is no TensorFlow.js model.json; convert with tensorflowjs_converter');
  const { name, json } = found;
  if (isDeeperThan(json, MAX_DEPTH)) throw invalid(`${name} is nested more than ${MAX_DEPTH} levels deep`);
  const { modelTopology: topology, weightsManifest, format } = json;
  if (!isObject(topology)) throw invalid(`${name} has no modelTopology; files with weights alone cannot be run`);
  const isGraph = Array.isArray(topology['node']);
  if (format !== undefined && format !== null && format !== (isGraph ? 'graph-model' : 'layers-model')) {
    throw invalid(`${name} says format ${show(format)}, but holds a ${isGraph ? 'graph' : 'layers'} model`);
  }
  const folder = name.slice(0, name.lastIndexOf('/') + 1);
  return { label, folder, kind: isGraph ? 'graph' : 'layers', topology, weightsManifest, json };
}

async function findModelJson(artifact: Artifact): Promise<{ name: string; json: Record<string, unknown> } | undefined> {
  const names = artifact.entry === undefined ? ['model.json', 'tfjs/model.json'] : [artifact.entry];
  for (const name of names) {
    if (!name.endsWith('.json')) continue;
    const bytes = await readIfThere(artifact, name);
    if (bytes === undefined) continue;
    const json = parse(artifact.label, name, bytes);
    // Our own manifest has the same file name; a package loader reads that and names the file it means.
    return isModelJson(json) ? { name, json } : undefined;
  }
  return undefined;
}

function isModelJson(json: unknown): json is Record<string, unknown> {
  if (!isObject(json) || 'manifestVersion' in json) return false;
  const { format } = json;
  return (
    ('modelTopology' in json && 'weightsManifest' in json) || format === 'graph-model' || format === 'layers-model'
  );
}

async function readIfThere(artifact: Artifact, name: string): Promise<Uint8Array | undefined> {
  try {
    return await artifact.read(name);
  } catch (error) {
    if (ModelMountError.is(error) && error.code === 'MODEL_NOT_FOUND' && artifact.entry === undefined) return undefined;
    throw error;
  }
}

function parse(label: string, name: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw modelFailure('INVALID_MODEL', label, { message: `${name} is not JSON in UTF-8`, cause });
  }
}

// With its own stack: the file may be nested deeper than calls can be.
function isDeeperThan(value: unknown, limit: number): boolean {
  const pending: { value: unknown; depth: number }[] = [{ value, depth: 1 }];
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    if (typeof item.value !== 'object' || item.value === null) continue;
    if (item.depth > limit) return true;
    for (const child of Object.values(item.value)) pending.push({ value: child, depth: item.depth + 1 });
  }
  return false;
}

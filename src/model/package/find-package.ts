import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';
import { isObject } from '../../core/json.js';
import { checkManifest } from './check-manifest.js';
import { MANIFEST_NAME, type Manifest } from './manifest.js';

/** A manifest larger than this is refused unread. */
const MAX_MANIFEST_BYTES = 64 * 1024 * 1024;

/** Where a model was found. */
export interface FoundModel {
  /** The path to load: a model folder, or a bare model's file or folder. */
  readonly path: string;
  /** The manifest, where the path is a model folder. */
  readonly manifest: Manifest | undefined;
  /** The version, where the model lies in a folder of versions. */
  readonly version: string | undefined;
  /** The name that the folders tell. */
  readonly name: string;
}

/**
 * What lies at a path: a version of a model folder, a model folder's newest version, or a bare model.
 *
 * @param version - A version to take instead of the newest.
 * @throws {ModelMountError} `MODEL_NOT_FOUND`, `INVALID_MANIFEST`.
 */
export async function findPackage(source: string, version?: string): Promise<FoundModel> {
  const found = path.resolve(source);
  const name = path.basename(found).replace(/\.(onnx|json)$/, '');
  const stats = await stat(found).catch(() => undefined);
  // Whoever opens a bare model says what is wrong with a path that is not there.
  if (stats === undefined) return { path: found, manifest: undefined, version: undefined, name };
  if (!stats.isDirectory()) {
    const manifest = path.basename(found) === MANIFEST_NAME ? await readManifest(path.dirname(found)) : undefined;
    return manifest === undefined
      ? { path: found, manifest, version: undefined, name }
      : { ...versionOf(path.dirname(found)), path: path.dirname(found), manifest };
  }
  const manifest = await readManifest(found);
  if (manifest !== undefined) return { ...versionOf(found), path: found, manifest };
  const versions = await listVersions(found);
  if (versions.length === 0 && version === undefined)
    return { path: found, manifest: undefined, version: undefined, name };
  const chosen = version ?? versions.at(-1) ?? '';
  if (!versions.includes(chosen)) {
    const known = versions.length === 0 ? 'no versions' : `versions ${versions.join(', ')}`;
    throw new ModelMountError(
      'MODEL_NOT_FOUND',
      `model "${name}" has no version ${show(chosen)}; its folder has ${known}`,
    );
  }
  const folder = path.join(found, chosen);
  return { path: folder, manifest: await readManifest(folder), version: chosen, name };
}

/** Versions in a folder, from the oldest to the newest: its subfolders whose names are whole numbers from 1. */
export async function listVersions(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && /^[1-9][0-9]{0,14}$/.test(entry.name))
    .map((entry) => entry.name)
    .sort((a, b) => Number(a) - Number(b));
}

/** The manifest of a folder; `undefined` if it has none (a TensorFlow.js folder's own `model.json` is not one). */
async function readManifest(folder: string): Promise<Manifest | undefined> {
  const file = path.join(folder, MANIFEST_NAME);
  const stats = await stat(file).catch(() => undefined);
  if (stats === undefined || !stats.isFile() || stats.size > MAX_MANIFEST_BYTES) return undefined;
  const value = parse(await readFile(file, 'utf8'));
  if (!isObject(value) || !('manifestVersion' in value)) return undefined;
  return checkManifest(value, path.basename(folder));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Name and version that a version folder's place tells: `models/churn/3` is version 3 of churn. */
function versionOf(folder: string): { name: string; version: string | undefined } {
  const base = path.basename(folder);
  return /^[1-9][0-9]{0,14}$/.test(base)
    ? { name: path.basename(path.dirname(folder)), version: base }
    : { name: base, version: undefined };
}

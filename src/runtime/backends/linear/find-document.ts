import type { Artifact } from '../../../core/artifact.js';
import { ModelMountError } from '../../../core/errors.js';
import { isObject } from '../../../core/json.js';
import { show } from '../../../core/issue.js';
import type { Document, Importer } from './importers/importer.js';
import { shallowDocument } from './plain-document.js';

/** The name under which a file is ours whatever is in it. */
export const LINEAR_JSON = 'linear.json';

/** A document that one of the importers claims. */
export interface FoundDocument {
  /** Of a value only the outermost members; `plainDocument` opens the others. */
  readonly document: Document;
  readonly importer: Importer;
}

/**
 * The documents in an artifact that an importer claims: at most one in a value or a file, any number in a folder.
 *
 * @throws {ModelMountError} `INVALID_MODEL` if a file that can only be ours is not JSON: the artifact's one file, or a `linear.json`.
 */
export async function findDocuments(artifact: Artifact, importers: readonly Importer[]): Promise<FoundDocument[]> {
  const claimed = (document: Document): FoundDocument[] =>
    importers
      .filter((importer) => importer.claims(document))
      .slice(0, 1)
      .map((importer) => ({ document, importer }));
  if (isObject(artifact.value)) return claimed(shallowDocument(artifact.value));
  if (artifact.entry !== undefined) {
    if (!artifact.entry.endsWith('.json')) return [];
    const document = parseDocument(await artifact.read(artifact.entry), artifact.entry);
    return isForeign(document) ? [] : claimed(document);
  }
  const found: FoundDocument[] = [];
  for (const name of await artifact.files()) {
    if (name.includes('/') || !name.endsWith('.json')) continue;
    const document = parseNeighbour(await artifact.read(name), name);
    if (!isForeign(document)) found.push(...claimed(document));
  }
  return found;
}

// Other JSON files in the folder may be as they like; one of our own name may not.
function parseNeighbour(bytes: Uint8Array, name: string): Document {
  try {
    return parseDocument(bytes, name);
  } catch (error) {
    if (name === LINEAR_JSON) throw error;
    return {};
  }
}

/** Not ours whatever else is in it: a manifest of a model folder, or a TensorFlow.js model. */
function isForeign(document: Document): boolean {
  return ['manifestVersion', 'modelTopology', 'weightsManifest'].some((key) => Object.hasOwn(document, key));
}

function parseDocument(bytes: Uint8Array, name: string): Document {
  const text = new TextDecoder().decode(bytes);
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch (cause) {
    const hint = /\b(NaN|Infinity)\b/.test(text)
      ? '; it has NaN or Infinity, which Python writes but JSON does not have: the coefficients must be finite'
      : '';
    throw new ModelMountError('INVALID_MODEL', `${show(name)} is not JSON${hint}`, { cause, details: { file: name } });
  }
}

import type { Artifact } from '../../core/artifact.js';
import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';
import { isJson } from '../../core/json.js';

/**
 * One file whose bytes are already in memory. It has no folder: a model that refers to further files is refused.
 *
 * @param name - A file name; its ending tells the format.
 */
export function bytesArtifact(name: string, bytes: Uint8Array): Artifact {
  const read = (wanted: string): Promise<Uint8Array> =>
    wanted === name
      ? Promise.resolve(bytes)
      : Promise.reject(
          new ModelMountError(
            'MODEL_NOT_FOUND',
            `the model refers to the file ${show(wanted)}; load it by its path, since bytes in memory have no folder`,
          ),
        );
  return {
    reference: { kind: 'bytes', name, bytes },
    label: name,
    entry: name,
    value: undefined,
    files: () => Promise.resolve([name]),
    read,
    sizeOf: async (wanted) => (await read(wanted)).byteLength,
  };
}

/** A model that is a value in memory: parsed JSON, or an instance made by a library. */
export function valueArtifact(value: unknown): Artifact {
  return {
    // Looked at only where it is asked for: a value may be large.
    get reference() {
      return isJson(value) ? { kind: 'value' as const, value } : undefined;
    },
    label: 'value',
    entry: undefined,
    value,
    files: () => Promise.resolve([]),
    read: (name) =>
      Promise.reject(new ModelMountError('MODEL_NOT_FOUND', `a model in memory has no file ${show(name)}`)),
  };
}

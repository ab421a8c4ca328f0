import type { Artifact, FileDigest } from '../../../core/artifact.js';
import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { sha256 } from '../../artifact/digest.js';

/**
 * An artifact that tells what was read through it.
 *
 * @param expected - What an earlier worker read: a worker that takes its place must not run another model because
 *   a file was replaced meanwhile.
 * @returns The artifact, which throws `DIGEST_MISMATCH` at a file that has changed; and the files read so far.
 */
export function digestArtifact(
  artifact: Artifact,
  expected: readonly FileDigest[] | undefined,
): { readonly artifact: Artifact; readonly files: () => readonly FileDigest[] } {
  const read = new Map<string, FileDigest>();
  return {
    files: () => [...read.values()],
    artifact: {
      label: artifact.label,
      entry: artifact.entry,
      value: artifact.value,
      files: () => artifact.files(),
      read: async (name) => {
        const bytes = await artifact.read(name);
        const digest = { name, bytes: bytes.length, sha256: sha256(bytes) };
        if (expected !== undefined && expected.find((file) => file.name === name)?.sha256 !== digest.sha256) {
          throw new ModelMountError(
            'DIGEST_MISMATCH',
            `the file ${show(name)} of model "${artifact.label}" has changed since the model was loaded; load the model again`,
            { details: { file: name } },
          );
        }
        read.set(name, digest);
        return bytes;
      },
    },
  };
}

import { createHash } from 'node:crypto';
import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';
import type { ManifestFile } from './manifest.js';

/** SHA-256 in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * A check that a file read is the one that the manifest was written for.
 *
 * @param folder - Where the backend's names start, relative to the manifest; `''` or ending in `/`.
 */
export function digestVerifier(
  files: readonly ManifestFile[],
  folder: string,
): (name: string, bytes: Uint8Array) => void {
  const byName = new Map(files.map((file) => [file.name, file]));
  return (name, bytes) => {
    const expected = byName.get(folder + name);
    if (expected === undefined) {
      throw new ModelMountError(
        'DIGEST_MISMATCH',
        `the model uses the file ${show(folder + name)}, which its manifest does not list`,
      );
    }
    if (bytes.length !== expected.bytes || sha256(bytes) !== expected.sha256) {
      throw new ModelMountError(
        'DIGEST_MISMATCH',
        `the file ${show(folder + name)} is not the one that the manifest was written for: expected ${expected.bytes} bytes with SHA-256 ${expected.sha256.slice(0, 12)}…, got ${bytes.length} bytes; save the model again`,
        { details: { file: folder + name, expectedBytes: expected.bytes, actualBytes: bytes.length } },
      );
    }
  };
}

import { createHash } from 'node:crypto';
import type { FileDigest } from '../../core/artifact.js';
import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';

/** SHA-256 in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * A check that a file is one of those listed, with the content listed.
 *
 * @throws {ModelMountError} The check throws `DIGEST_MISMATCH`.
 */
export function digestVerifier(files: readonly FileDigest[]): (name: string, bytes: Uint8Array) => void {
  const byName = new Map(files.map((file) => [file.name, file]));
  return (name, bytes) => {
    const expected = byName.get(name);
    if (expected === undefined) {
      throw new ModelMountError(
        'DIGEST_MISMATCH',
        `the model uses the file ${show(name)}, which its manifest does not list`,
      );
    }
    if (bytes.length !== expected.bytes || sha256(bytes) !== expected.sha256) {
      throw new ModelMountError(
        'DIGEST_MISMATCH',
        `the file ${show(name)} is not the one that the manifest was written for: expected ${expected.bytes} bytes with SHA-256 ${expected.sha256.slice(0, 12)}…, got ${bytes.length} bytes; save the model again`,
        { details: { file: name, expectedBytes: expected.bytes, actualBytes: bytes.length } },
      );
    }
  };
}

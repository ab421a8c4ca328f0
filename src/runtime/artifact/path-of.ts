import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelMountError } from '../../core/errors.js';

/**
 * The absolute path that a path or `file:` URL stands for.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` for a URL of another scheme.
 */
export function pathOf(source: string | URL): string {
  if (!(source instanceof URL)) return path.resolve(source);
  if (source.protocol === 'file:') return fileURLToPath(source);
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `a model is loaded from a path or a file: URL, got a ${source.protocol} URL; fetch it first and pass the bytes`,
  );
}

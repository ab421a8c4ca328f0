import { stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { ModelMountError } from '../../core/errors.js';
import { pathOf } from '../artifact/path-of.js';

/**
 * The worker's file: the one given, or `worker.js` beside this module.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if it is not there.
 */
export async function findWorkerUrl(given: string | URL | undefined): Promise<URL> {
  const url = given === undefined ? besideThisModule() : toUrl(given);
  try {
    await stat(url);
  } catch (cause) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `the worker file "${url.pathname.split('/').at(-1) ?? ''}" is not there; a bundler must be told to build the entry modelmount/worker as a file of its own, and that file is then the option workerUrl`,
      { cause },
    );
  }
  return url;
}

function besideThisModule(): URL {
  // Not `new URL('./worker.js', import.meta.url)` in one expression: bundlers take that for an asset, and copy the
  // file without what it imports. A bundler that writes CommonJS leaves import.meta empty.
  const { url } = import.meta as { readonly url?: string };
  return new URL('./worker.js', url ?? pathToFileURL(__filename));
}

function toUrl(given: string | URL): URL {
  return pathToFileURL(pathOf(typeof given === 'string' && given.startsWith('file:') ? new URL(given) : given));
}

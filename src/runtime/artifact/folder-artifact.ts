import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Artifact, FileDigest } from '../../core/artifact.js';
import { ModelMountError } from '../../core/errors.js';
import { lazy } from '../../core/lazy.js';
import { show } from '../../core/issue.js';

/** How to open a folder. */
export interface FolderArtifactOptions {
  /** Main file, relative to the folder. */
  readonly entry?: string | undefined;
  /** Subfolder that names start from, ending in `/`; the folder itself stays the border. @default none */
  readonly within?: string | undefined;
  /** What the model is called in messages. @default the folder's own name */
  readonly label?: string | undefined;
  /**
   * The only files that may be read, by their names in the folder (not in `within`); each is compared with its
   * digest before a backend sees it. @default any file, as it is
   */
  readonly files?: readonly FileDigest[] | undefined;
}

/**
 * The files of a folder that cannot be left: not by `..`, an absolute path, a link or a Windows drive.
 *
 * @param folder - Absolute path of an existing folder.
 */
export function folderArtifact(folder: string, options: FolderArtifactOptions = {}): Artifact {
  const label = options.label ?? options.entry ?? path.basename(folder);
  const { within = '', files } = options;
  const verifier = lazy(async () => files && (await import('./digest.js')).digestVerifier(files));
  return {
    reference: { kind: 'folder', folder, label, entry: options.entry, within, files },
    label,
    entry: options.entry,
    value: undefined,
    files: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
        .filter((name) => name.startsWith(within))
        .map((name) => name.slice(within.length))
        .sort();
    },
    read: async (name) => {
      const { file } = await confine(folder, within + name, label);
      const bytes = await readFile(file);
      // A view over exactly the file's bytes: readFile's Buffer may share a larger pool.
      const view = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const verify = await verifier();
      verify?.(within + name, view);
      return view;
    },
    sizeOf: async (name) => (await confine(folder, within + name, label)).bytes,
  };
}

/** A file inside the folder: its real path and its size. */
async function confine(folder: string, name: string, label: string): Promise<{ file: string; bytes: number }> {
  const outside = (): ModelMountError =>
    new ModelMountError(
      'FILE_OUTSIDE_MODEL',
      `model "${label}" refers to the file ${show(name)}, which is not inside its folder; files must be named relative to it, without ".."`,
      { details: { file: name.slice(0, 128) } },
    );
  // Both separators and drive letters are refused on every platform: a model must mean the same everywhere.
  const parts = name.split(/[\\/]/);
  if (name === '' || name.includes('\0') || /^[a-z]:/i.test(name) || parts[0] === '' || parts.includes('..')) {
    throw outside();
  }
  const root = await realpath(folder);
  let file: string;
  try {
    file = await realpath(path.join(root, ...parts));
  } catch (cause) {
    throw new ModelMountError('MODEL_NOT_FOUND', `model "${label}" needs the file ${show(name)}, which is not there`, {
      cause,
    });
  }
  if (!file.startsWith(root + path.sep)) throw outside();
  const stats = await stat(file);
  if (!stats.isFile()) {
    throw new ModelMountError('MODEL_NOT_FOUND', `model "${label}" needs ${show(name)} to be a regular file`);
  }
  return { file, bytes: stats.size };
}

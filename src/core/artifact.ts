import type { JsonValue } from './json.js';

/**
 * What a backend loads from: a set of files that cannot be left, or a value in memory.
 *
 * Backends read only through it, so that confinement to the model's folder, size limits and digests are
 * enforced in one place.
 */
export interface Artifact {
  /** What the model is called in messages: a file or folder name, never an absolute path. */
  readonly label: string;
  /** Name of the main file, where the source was one file; `undefined` for a folder or a value. */
  readonly entry: string | undefined;
  /** A model that is already in memory: parsed JSON or a library's instance. */
  readonly value: unknown;
  /** Names of the files, relative to the folder, with `/`. Empty for a value. */
  files(): Promise<readonly string[]>;
  /**
   * The bytes of one file.
   *
   * @param name - Relative to the folder, with `/`.
   * @throws {ModelMountError} `FILE_OUTSIDE_MODEL` if the name leaves the folder (by `..`, an absolute path or
   *   a link), `MODEL_NOT_FOUND` if there is no such regular file, `DIGEST_MISMATCH` if it is not the file
   *   that the manifest names.
   */
  read(name: string): Promise<Uint8Array>;
  /**
   * How many bytes a file has, without reading it.
   *
   * @throws {ModelMountError} `FILE_OUTSIDE_MODEL`, `MODEL_NOT_FOUND` as `read`.
   */
  sizeOf?(name: string): Promise<number>;
  /** The same artifact as plain data, for another thread or process; `undefined` where it cannot be told. */
  readonly reference?: ArtifactReference | undefined;
}

/** One file, told apart from every other by its content. */
export interface FileDigest {
  /** Relative to the folder, with `/`. */
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
}

/** What an artifact can be opened again from, elsewhere: data that survives a structured clone. */
export type ArtifactReference =
  | {
      readonly kind: 'folder';
      /** Absolute path. */
      readonly folder: string;
      readonly label: string;
      readonly entry: string | undefined;
      /** Subfolder that names start from: `''`, or ending in `/`. */
      readonly within: string;
      /** The only files that may be read, where they are known. */
      readonly files: readonly FileDigest[] | undefined;
    }
  | { readonly kind: 'bytes'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'value'; readonly value: JsonValue };

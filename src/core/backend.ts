import type { Artifact } from './artifact.js';
import type { JsonObject } from './json.js';
import type { Session } from './session.js';

/** How to load a model. */
export interface BackendLoadOptions {
  readonly signal?: AbortSignal;
}

/** What a backend can do, as data. */
export interface BackendFlags {
  /** Its sessions have `runSync`. */
  readonly isSynchronous: boolean;
  /** Packages of which one must be installed to run its models; empty where none is needed. */
  readonly packages: readonly string[];
}

/** Where another thread or process finds a backend. */
export interface BackendReference {
  /** A package name, as seen from modelmount's own files, or the `file:` URL of an ES module (`import.meta.url`). */
  readonly module: string;
  readonly options: JsonObject;
}

/** Knows one model format. */
export interface Backend {
  /** The format's name, as it stands in a manifest: `onnx`, `tfjs`, `linear`. */
  readonly name: string;
  readonly flags: BackendFlags;
  /**
   * How another thread makes the same backend: `module` exports a function named as the backend, which takes
   * `options`. `undefined` where a runtime was injected, which cannot cross to a thread.
   */
  readonly reference: BackendReference | undefined;
  /** Whether the artifact is of this format. Looks at names and a few bytes; loads nothing, throws nothing. */
  accepts(artifact: Artifact): Promise<boolean>;
  /**
   * Loads a model.
   *
   * @throws {ModelMountError} `RUNTIME_MISSING`, `RUNTIME_UNSUPPORTED`, `INVALID_MODEL`, `UNSUPPORTED_MODEL`,
   *   `FILE_OUTSIDE_MODEL`, `MODEL_NOT_FOUND`, `ABORTED`.
   */
  load(artifact: Artifact, options?: BackendLoadOptions): Promise<Session>;
}

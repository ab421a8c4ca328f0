import type { Artifact } from './artifact.js';
import type { JsonObject } from './json.js';
import type { Session } from './session.js';

/** How to load a model. */
export interface BackendLoadOptions {
  readonly signal?: AbortSignal;
  /**
   * How many processor threads one run may use, where the format's runtime has threads of its own. Options that the
   * backend was made with go first.
   *
   * @default the runtime's own choice
   */
  readonly threads?: number;
}

/**
 * What a model costs, as far as its files tell.
 *
 * - `light`: loading it and running one row take little time, whatever the row holds.
 * - `heavy`: it does not belong on a thread that serves others: it is large, or its cost hangs on the values of a row,
 *   so that no trial tells it.
 * - `unknown`: a trial run tells.
 */
export type ModelCost = 'light' | 'heavy' | 'unknown';

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
  /** The format's name, as it stands in a manifest: `onnx`, `tfjs`, `linear`, `estimator`. */
  readonly name: string;
  readonly flags: BackendFlags;
  /**
   * How another thread makes the same backend: `module` exports a function named as the backend, which takes
   * `options`. `undefined` where a runtime was injected, which cannot cross to a thread; and in a backend that wraps
   * another one, unless it names itself: a worker would make the inner one alone.
   */
  readonly reference: BackendReference | undefined;
  /** Whether the artifact is of this format. Looks at names and a few bytes; loads nothing, throws nothing. */
  accepts(artifact: Artifact): Promise<boolean>;
  /**
   * What the files tell of the model's cost, where `execution: 'auto'` is to choose a place for it. Is itself cheap:
   * reads little, loads nothing, throws nothing. Calls a model that `load` will refuse at once `light`.
   *
   * @default `unknown`, and `light` of a backend whose sessions have `runSync`
   */
  estimateCost?(artifact: Artifact): Promise<ModelCost>;
  /**
   * Loads a model.
   *
   * @throws {ModelMountError} `RUNTIME_MISSING`, `RUNTIME_UNSUPPORTED`, `INVALID_MODEL`, `UNSUPPORTED_MODEL`,
   *   `FILE_OUTSIDE_MODEL`, `MODEL_NOT_FOUND`, `ABORTED`.
   */
  load(artifact: Artifact, options?: BackendLoadOptions): Promise<Session>;
}

import { ModelMountError } from '../core/errors.js';
import { show } from '../core/issue.js';
import { checkOptionNames } from '../core/options.js';
import type { Model } from '../model/model.js';

/** How to make a handler. */
export interface HandlerOptions {
  /** Loaded models by the name that they have in URLs: letters, digits, `.`, `_`, `-`; at most 128. */
  readonly models: Readonly<Record<string, Model>>;
  /** Largest body that is read, bytes, compressed or not. @default 67108864 (64 MiB) */
  readonly bodyLimitBytes?: number;
  /**
   * How long a request may take from its arrival to its answer, milliseconds > 0; then it is answered 504. A client
   * may ask for less with the header `x-request-timeout-ms`. What waits is dropped in time; a run inside a native
   * library completes, and its answer is dropped.
   *
   * @default 60000
   */
  readonly deadlineMs?: number;
  /** Title and version of the OpenAPI document and of the server's metadata. @default `modelmount`, `1` */
  readonly info?: { readonly title?: string; readonly version?: string };
  /**
   * Told of every fault on this side, whose details clients are not shown. A full queue, a missed deadline and a
   * server that stops are no faults.
   *
   * @default `process.emitWarning`, which Node prints to standard error
   */
  readonly onError?: (error: unknown, request: Request) => void;
}

/** `HandlerOptions` with nothing left open. */
export interface ResolvedHandlerOptions {
  readonly models: ReadonlyMap<string, Model>;
  readonly bodyLimitBytes: number;
  readonly deadlineMs: number;
  readonly info: { readonly title: string; readonly version: string };
  readonly onError: (error: unknown, request: Request) => void;
}

const DEFAULTS = { bodyLimitBytes: 64 * 1024 * 1024, deadlineMs: 60_000, title: 'modelmount', version: '1' };

const NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/** @throws {ModelMountError} `INVALID_ARGUMENT` for the first option that is wrong. */
export function resolveHandlerOptions(options: HandlerOptions): ResolvedHandlerOptions {
  checkOptionNames('createHandler', options, ['models', 'bodyLimitBytes', 'deadlineMs', 'info', 'onError']);
  const {
    bodyLimitBytes = DEFAULTS.bodyLimitBytes,
    deadlineMs = DEFAULTS.deadlineMs,
    info = {},
    onError = warn,
  } = options;
  const models = new Map<string, Model>(Object.entries(options.models));
  if (models.size === 0)
    throw new ModelMountError('INVALID_ARGUMENT', 'createHandler needs at least one model in "models"');
  for (const [name, model] of models) {
    if (!NAME.test(name)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `a model's name has letters, digits, ".", "_" and "-" only, at most 128; got ${show(name)}`,
      );
    }
    // A promise here is the likeliest slip: loadModel without await.
    if (typeof (model as Partial<Model>).predict !== 'function') {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `models.${name} must be a loaded model; write "await loadModel(…)"`,
      );
    }
  }
  if (!(Number.isSafeInteger(bodyLimitBytes) && bodyLimitBytes > 0)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `bodyLimitBytes must be a whole number ≥ 1, got ${show(bodyLimitBytes)}`,
    );
  }
  // A number as text would be compared well and added wrongly.
  if (typeof deadlineMs !== 'number' || !(deadlineMs > 0)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `deadlineMs must be a number of milliseconds > 0, or Infinity; got ${show(deadlineMs)}`,
    );
  }
  checkOptionNames('createHandler info', info, ['title', 'version']);
  const { title = DEFAULTS.title, version = DEFAULTS.version } = info;
  return { models, bodyLimitBytes, deadlineMs, info: { title, version }, onError };
}

function warn(error: unknown): void {
  const warning = error instanceof Error ? error : new Error(String(error));
  // Hosts that are not Node may have no process; what they do have for such things is theirs to pass in.
  (globalThis as { process?: { emitWarning?: (warning: Error) => void } }).process?.emitWarning?.(warning);
}

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
  /** Title and version of the OpenAPI document and of the server's metadata. @default `modelmount`, `1` */
  readonly info?: { readonly title?: string; readonly version?: string };
  /**
   * Told of every fault on this side, whose details clients are not shown.
   *
   * @default `process.emitWarning`, which Node prints to standard error
   */
  readonly onError?: (error: unknown, request: Request) => void;
}

/** `HandlerOptions` with nothing left open. */
export interface ResolvedHandlerOptions {
  readonly models: ReadonlyMap<string, Model>;
  readonly bodyLimitBytes: number;
  readonly info: { readonly title: string; readonly version: string };
  readonly onError: (error: unknown, request: Request) => void;
}

const DEFAULTS = { bodyLimitBytes: 64 * 1024 * 1024, title: 'modelmount', version: '1' };

const NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/** @throws {ModelMountError} `INVALID_ARGUMENT` for the first option that is wrong. */
export function resolveHandlerOptions(options: HandlerOptions): ResolvedHandlerOptions {
  checkOptionNames('createHandler', options, ['models', 'bodyLimitBytes', 'info', 'onError']);
  const { bodyLimitBytes = DEFAULTS.bodyLimitBytes, info = {}, onError = warn } = options;
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
  checkOptionNames('createHandler info', info, ['title', 'version']);
  const { title = DEFAULTS.title, version = DEFAULTS.version } = info;
  return { models, bodyLimitBytes, info: { title, version }, onError };
}

function warn(error: unknown): void {
  const warning = error instanceof Error ? error : new Error(String(error));
  // Hosts that are not Node may have no process; what they do have for such things is theirs to pass in.
  (globalThis as { process?: { emitWarning?: (warning: Error) => void } }).process?.emitWarning?.(warning);
}

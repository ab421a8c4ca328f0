import { ModelMountError } from '../core/errors.js';
import { show } from '../core/issue.js';
import { checkOptionNames } from '../core/options.js';
import type { Handler } from '../serve/handler-contract.js';

/** What all adapters can be told. */
export interface AdapterOptions {
  /**
   * Gets what a handler threw, before or while its answer was sent; the client learns no more than that it failed.
   *
   * @default emits a process warning
   */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** An adapter whose host has other routes beside the handler's. */
export interface MiddlewareOptions extends AdapterOptions {
  /**
   * Hands requests that the handler has no route for to the host's next middleware, in place of answering 404.
   *
   * @default false
   */
  readonly passUnmatched?: boolean | undefined;
}

/** An adapter that can tell by itself which part of the path is the handler's. */
export interface PrefixOptions {
  /**
   * Path that the handler is mounted at, such as `/ml`. Leave it out where the host strips it.
   *
   * @default '' (the root)
   */
  readonly prefix?: string | undefined;
}

type AnyOptions = MiddlewareOptions & PrefixOptions;

const DEFAULTS: Readonly<Required<{ [K in keyof AnyOptions]: NonNullable<AnyOptions[K]> }>> = {
  onError: (error) => process.emitWarning(error instanceof Error ? error : String(error)),
  passUnmatched: false,
  prefix: '',
};

/**
 * Options with their defaults.
 *
 * @param what - The adapter, for messages.
 * @param known - The options that it has.
 * @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a prefix that is not a path.
 */
export function resolveOptions(
  what: string,
  options: AnyOptions,
  known: readonly (keyof AnyOptions)[],
): typeof DEFAULTS {
  checkOptionNames(what, options, known);
  const { onError = DEFAULTS.onError, passUnmatched = DEFAULTS.passUnmatched, prefix = DEFAULTS.prefix } = options;
  if (prefix !== '' && !prefix.startsWith('/')) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `prefix of ${what} must be a path such as "/ml", got ${show(prefix)}`,
    );
  }
  return { onError, passUnmatched, prefix: prefix.replace(/\/+$/, '') };
}

/** @throws {ModelMountError} `INVALID_ARGUMENT` if `handler` is not a function. */
export function checkHandler(what: string, handler: Handler): void {
  if (typeof handler !== 'function') {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${what} takes a handler (Request) => Promise<Response>, got ${show(handler)}`,
    );
  }
}

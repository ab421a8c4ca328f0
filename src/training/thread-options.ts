import { checkOptionsObject } from '../core/options.js';
import type { CancelSignal } from '../core/abort.js';
import { checkOptions, type OptionRule } from '../learn/estimators/common/check-options.js';
import type { FitProgress } from '../learn/selection/run/fit-job.js';
import type { OnSelectionWarning } from '../learn/selection/selection-warning.js';

/** How to spread fits over threads. */
export interface ThreadOptions {
  /** How many threads fit at the same time, at least 1. @default as many as the program may use processors */
  readonly nWorkers?: number;
  /** Ends the work: fits in progress are stopped, and the call fails with `ABORTED`. Any `AbortSignal`. */
  readonly signal?: CancelSignal;
  /** Told after each fit, in the order in which they end; what it throws ends the work. @default nothing */
  readonly onProgress?: (progress: FitProgress) => void;
  /** Told if the fits have to run in this thread, and why. @default nothing */
  readonly onWarning?: OnSelectionWarning;
  /**
   * Modules whose exports threads may import: your own estimators, transformers, scorers and other functions that
   * the work is made of. A `file:` URL or a path, or the name of an installed package. @default none
   */
  readonly modules?: readonly (string | URL)[];
  /** The worker's file, where a bundler put it elsewhere: its entry is `modelmount/worker`. @default beside the library */
  readonly workerUrl?: string | URL;
}

/**
 * Checks what says how to spread, and gives the options of the work itself.
 *
 * @param who - Whose options they are, for the message.
 * @throws {ModelMountError} `INVALID_ARGUMENT` for a value that is not allowed.
 */
export function workOptions<Options extends ThreadOptions>(
  who: string,
  options: Options,
): Omit<Options, 'nWorkers' | 'signal' | 'modules' | 'workerUrl'> {
  checkOptionsObject(who, options);
  const { nWorkers, signal, modules, workerUrl, ...work } = options;
  checkOptions<Partial<ThreadOptions>>(who, { nWorkers, signal, modules, workerUrl } as ThreadOptions, THREAD_RULES);
  return work;
}

const isListener = (value: unknown): boolean => typeof value === 'function';

/** The rules of `ThreadOptions`. */
export const THREAD_RULES: { readonly [Name in keyof Required<ThreadOptions>]: OptionRule } = {
  nWorkers: {
    expected: 'a whole number ≥ 1',
    accepts: (value) => Number.isSafeInteger(value) && (value as number) >= 1,
  },
  signal: {
    expected: 'an AbortSignal',
    accepts: (value) => typeof value === 'object' && value !== null && 'aborted' in value,
  },
  onProgress: { expected: 'a function', accepts: isListener },
  onWarning: { expected: 'a function', accepts: isListener },
  modules: { expected: 'a list of paths, URLs or package names', accepts: Array.isArray },
  workerUrl: {
    expected: 'a path or a file: URL',
    accepts: (value) => typeof value === 'string' || value instanceof URL,
  },
};

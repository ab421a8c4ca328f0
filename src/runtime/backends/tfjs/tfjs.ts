import util from 'node:util';
import type { Backend } from '../../../core/backend.js';
import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';
import { isTfjsArtifact } from './model-json.js';
import type { TfLike } from './runtime/tf-like.js';
import type { TfHost, TfRuntime, TfRuntimeName } from './runtime/tf-runtime.js';

/** How TensorFlow.js models are run. */
export interface TfjsOptions {
  /**
   * What to run them with: `'wasm'` is `@tensorflow/tfjs` with `@tensorflow/tfjs-backend-wasm`; `'cpu'` is
   * `@tensorflow/tfjs` in plain JavaScript, up to some 25 times slower; `'node'` is `@tensorflow/tfjs-node`, for Node
   * up to 22.
   *
   * @default 'wasm'
   */
  readonly runtime?: TfRuntimeName | undefined;
  /** A TensorFlow.js module of yours, with the backend that you have set; instead of `runtime`. */
  readonly tf?: TfLike | undefined;
}

const RUNTIMES: readonly TfRuntimeName[] = ['wasm', 'cpu', 'node'];

/**
 * Runs TensorFlow.js models: layers models of Keras 2 and Keras 3, and graph models, with plain, quantized and
 * sharded weights.
 *
 * The files are read and checked here before TensorFlow.js sees them. Input and output names are those of the
 * Keras layers, or of the SavedModel's signature. TensorFlow.js is imported when the first model is loaded.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` for options that do not exist or exclude each other.
 *
 * @example
 * ```ts
 * const model = await loadModel('models/digits', { backends: [tfjs({ runtime: 'cpu' })] });
 * ```
 */
export function tfjs(options: TfjsOptions = {}): Backend {
  return createTfjs(options, {
    nodeVersion: process.versions.node,
    hasIsNullOrUndefined: 'isNullOrUndefined' in util,
    importModule: (name) => import(/* webpackIgnore: true */ /* @vite-ignore */ name),
  });
}

/** `tfjs` with what it depends on outside as an argument. */
export function createTfjs(options: TfjsOptions, host: TfHost): Backend {
  const { tf } = options;
  const name = checkOptions(options);
  let opening: Promise<TfRuntime> | undefined;
  const runtime = async (): Promise<TfRuntime> => {
    const { injectedTfRuntime, openTfRuntime } = await import('./runtime/tf-runtime.js');
    if (tf !== undefined) return injectedTfRuntime(tf, host);
    opening ??= openTfRuntime(name, host);
    try {
      return await opening;
    } catch (error) {
      // The package may be installed by the time of the next load.
      opening = undefined;
      throw error;
    }
  };
  return {
    name: 'tfjs',
    flags: { isSynchronous: false, packages: ['@tensorflow/tfjs', '@tensorflow/tfjs-node'] },
    reference: tf === undefined ? { module: 'modelmount/tfjs', options: { runtime: name } } : undefined,
    accepts: isTfjsArtifact,
    load: async (artifact, options) => {
      const { loadTfjs } = await import('./load-tfjs.js');
      return loadTfjs(artifact, runtime, options);
    },
  };
}

function checkOptions(options: TfjsOptions): TfRuntimeName {
  checkOptionNames('tfjs', options, ['runtime', 'tf']);
  const { runtime, tf } = options;
  if (runtime !== undefined && !RUNTIMES.includes(runtime)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `the option runtime of tfjs must be one of ${RUNTIMES.join(', ')}, got ${show(runtime)}`,
    );
  }
  if (runtime !== undefined && tf !== undefined) {
    throw new ModelMountError('INVALID_ARGUMENT', 'give tfjs either tf, which is the runtime, or runtime, not both');
  }
  return runtime ?? 'wasm';
}

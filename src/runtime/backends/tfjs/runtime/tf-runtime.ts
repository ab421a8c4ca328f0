import { ModelMountError } from '../../../../core/errors.js';
import { describeTfError } from './tf-error.js';
import { setUpBackend } from './tf-backend.js';
import type { TfLike } from './tf-like.js';

/** Which TensorFlow.js runs the models. */
export type TfRuntimeName = 'wasm' | 'cpu' | 'node';

/** What the runtime depends on outside of this package; replaced in tests. */
export interface TfHost {
  readonly nodeVersion: string;
  /** tfjs-node calls `util.isNullOrUndefined`, which Node 23 removed. */
  readonly hasIsNullOrUndefined: boolean;
  readonly importModule: (name: string) => Promise<unknown>;
}

/** A TensorFlow.js that is ready to load and run models. */
export interface TfRuntime {
  readonly tf: TfLike;
  /** Package, version and backend, for people: `@tensorflow/tfjs 4.22.0 (wasm)`. */
  readonly description: string;
  /**
   * Does the work with this runtime's backend as the active one, and leaves the one active before. Only what the
   * work does at once: TensorFlow.js has one active backend per thread, which nobody may hold over an `await`.
   */
  readonly use: <Result>(work: () => Result) => Result;
}

const PACKAGES: Readonly<Record<TfRuntimeName, readonly [string, ...string[]]>> = {
  wasm: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'],
  cpu: ['@tensorflow/tfjs'],
  node: ['@tensorflow/tfjs-node'],
};
const BACKENDS: Readonly<Record<TfRuntimeName, string>> = { wasm: 'wasm', cpu: 'cpu', node: 'tensorflow' };

/**
 * Imports TensorFlow.js and makes its backend ready.
 *
 * @throws {ModelMountError} `RUNTIME_MISSING` or `RUNTIME_UNSUPPORTED`.
 */
export async function openTfRuntime(name: TfRuntimeName, host: TfHost): Promise<TfRuntime> {
  if (name === 'node') refuseBrokenTfjsNode(host);
  const modules: unknown[] = [];
  for (const packageName of PACKAGES[name]) modules.push(await importPackage(name, packageName, host));
  const tf = modules[0] as TfLike;
  const backend = BACKENDS[name];
  try {
    await setUpBackend(tf, backend);
  } catch (cause) {
    throw new ModelMountError(
      'RUNTIME_UNSUPPORTED',
      `${PACKAGES[name].join(' and ')} cannot start the backend "${backend}": ${describeTfError(cause)}; ${name === 'cpu' ? 'check its version' : `try tfjs({ runtime: '${name === 'node' ? 'wasm' : 'cpu'}' })`}`,
      { cause },
    );
  }
  return {
    tf,
    description: `${PACKAGES[name][0]} ${versionOf(tf)} (${backend})`,
    use: (work) => {
      const before = tf.getBackend();
      if (before === backend) return work();
      // Takes effect at once where a backend is started, as both are.
      void tf.setBackend(backend);
      try {
        return work();
      } finally {
        void tf.setBackend(before);
      }
    },
  };
}

/**
 * A runtime around the caller's own TensorFlow.js, whose backend is the caller's business.
 *
 * @throws {ModelMountError} `RUNTIME_UNSUPPORTED`.
 */
export async function injectedTfRuntime(tf: TfLike, host: TfHost): Promise<TfRuntime> {
  const isTfjsNode = 'tfjs-node' in tf.version;
  if (isTfjsNode) refuseBrokenTfjsNode(host);
  try {
    // Where no backend was set yet, TensorFlow.js chooses one here.
    await tf.ready();
  } catch (cause) {
    throw new ModelMountError(
      'RUNTIME_UNSUPPORTED',
      `the TensorFlow.js that was given to tfjs({ tf }) has no backend that starts: ${describeTfError(cause)}; await tf.setBackend(…) first`,
      { cause },
    );
  }
  return {
    tf,
    description: `${isTfjsNode ? '@tensorflow/tfjs-node' : '@tensorflow/tfjs'} ${versionOf(tf)} (${tf.getBackend()})`,
    use: (work) => work(),
  };
}

function refuseBrokenTfjsNode({ hasIsNullOrUndefined, nodeVersion }: TfHost): void {
  if (hasIsNullOrUndefined) return;
  throw new ModelMountError(
    'RUNTIME_UNSUPPORTED',
    `@tensorflow/tfjs-node does not work on Node ${nodeVersion}: it calls util.isNullOrUndefined, which Node 23 removed; use tfjs({ runtime: 'wasm' }) with @tensorflow/tfjs and @tensorflow/tfjs-backend-wasm, or Node 22`,
    { details: { package: '@tensorflow/tfjs-node', nodeVersion } },
  );
}

async function importPackage(runtime: TfRuntimeName, name: string, { importModule }: TfHost): Promise<unknown> {
  try {
    const module = (await importModule(name)) as { readonly default?: unknown };
    // A CommonJS package: its exports are the default one, and not all of them are named.
    return module.default ?? module;
  } catch (cause) {
    if (isMissing(cause, name)) {
      const packages = PACKAGES[runtime].join(' ');
      throw new ModelMountError(
        'RUNTIME_MISSING',
        `TensorFlow.js models need the package ${name}, which is not installed; run: npm install ${packages}`,
        { cause, details: { packages: PACKAGES[runtime] } },
      );
    }
    throw new ModelMountError('RUNTIME_UNSUPPORTED', `${name} cannot be loaded: ${describeTfError(cause)}`, {
      cause,
      details: { package: name },
    });
  }
}

function isMissing(error: unknown, name: string): boolean {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  const isNotFound = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
  return isNotFound && typeof message === 'string' && message.includes(`'${name}'`);
}

function versionOf(tf: TfLike): string {
  const versions = tf.version as Readonly<Record<string, string | undefined>>;
  return versions['tfjs-node'] ?? versions['tfjs'] ?? versions['tfjs-core'] ?? 'of unknown version';
}

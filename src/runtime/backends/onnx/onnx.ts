import { isMainThread } from 'node:worker_threads';
import type { Backend } from '../../../core/backend.js';
import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { isObject, type JsonObject } from '../../../core/json.js';
import { checkOptionNames } from '../../../core/options.js';
import { importInstalled, isOrtLike, type ImportRuntime } from './runtime/find-runtime.js';
import { listModelFiles } from './list-model-files.js';
import type { OrtLike } from './runtime/ort.js';
import { requestNoTelemetry } from './runtime/telemetry.js';

/** How to run ONNX models. */
export interface OnnxOptions {
  /**
   * What runs them: `'native'` is the package onnxruntime-node, `'wasm'` is onnxruntime-web (no native library,
   * runs on every platform, about a third as fast); or a loaded module, used as it is.
   *
   * @default native, or WebAssembly where onnxruntime-node is missing or cannot be loaded
   */
  readonly runtime?: 'native' | 'wasm' | OrtLike | undefined;
  /**
   * Execution providers of ONNX Runtime in the order of preference, such as `['cuda', 'cpu']`. Plain data.
   *
   * @default the processor
   */
  readonly executionProviders?: readonly (string | JsonObject)[] | undefined;
  /**
   * Further session options of ONNX Runtime, passed on: `intraOpNumThreads`, `graphOptimizationLevel`,
   * `logSeverityLevel` … Plain data; `externalData` is the backend's own business.
   *
   * @default sequential execution, as many threads as `execution` leaves to a run, which do not spin while they wait
   * for work (`extra: { 'session.intra_op.allow_spinning': '0' }`), nothing written to standard error
   */
  readonly sessionOptions?: JsonObject | undefined;
  /**
   * Whether onnxruntime-node may send telemetry, which since 1.29 it does by default outside Windows: it also
   * writes a device identifier and a database into the user's cache folder.
   *
   * With `false`, `onnx()` sets `ORT_DISABLE_TELEMETRY=1` in the environment of the process, unless it is set
   * already, when it is called in the main thread. That reaches worker threads too, those that run already
   * included, if it comes before the process loads its first ONNX model; what the runtime found then, it keeps.
   * A worker thread cannot set the variable itself: where it is missing there, `load` fails with
   * `RUNTIME_UNSUPPORTED` rather than send anything. With `true`, nothing is set. An injected runtime and the
   * WebAssembly one (which has no telemetry) are left as they are.
   *
   * @default false
   */
  readonly telemetry?: boolean | undefined;
}

/**
 * A backend that runs ONNX models with ONNX Runtime.
 *
 * Loads a `.onnx` file, its bytes, or a folder with one such file; weights in further files are read from the
 * model's folder only. The signature, the metadata and the class labels come from the file. A classifier's ZipMap
 * (scikit-learn's exporter adds one) is taken out: its output keeps its name and becomes a tensor
 * `[-1, number of classes]`, its labels are in `session.info.classifiers`. Nothing is imported before the first
 * `load`; each `run` copies its inputs before it returns.
 *
 * Needs the package onnxruntime-node or onnxruntime-web, version 1.23 or later.
 *
 * @param importRuntime - Imports a runtime package by name. For tests.
 * @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that does not fit.
 *
 * @example
 * ```ts
 * const model = await loadModel('iris.onnx', { backends: [onnx({ runtime: 'wasm' })] });
 * ```
 */
export function onnx(options: OnnxOptions = {}, importRuntime: ImportRuntime = importInstalled): Backend {
  checkOptionNames('onnx', options, ['runtime', 'executionProviders', 'sessionOptions', 'telemetry']);
  const { runtime, executionProviders, sessionOptions = {}, telemetry = false } = options;
  if (runtime !== undefined && runtime !== 'native' && runtime !== 'wasm' && !isOrtLike(runtime)) {
    throw invalid(`runtime must be 'native', 'wasm' or a loaded onnxruntime module, got ${show(runtime)}`);
  }
  if (executionProviders !== undefined && !(Array.isArray(executionProviders) && isPlain(executionProviders))) {
    throw invalid(`executionProviders must be a list of names or of plain objects, got ${show(executionProviders)}`);
  }
  if (!isObject(sessionOptions) || !isPlain(sessionOptions) || 'externalData' in sessionOptions) {
    throw invalid('sessionOptions must be plain data (it crosses to worker threads) without externalData');
  }
  if (typeof telemetry !== 'boolean') throw invalid(`telemetry must be true or false, got ${show(telemetry)}`);
  // Here and not only at load: a worker thread that loads the model has no way to do it.
  if (!telemetry && isMainThread && runtime !== 'wasm' && typeof runtime !== 'object') requestNoTelemetry();

  const plain = { runtime, executionProviders, sessionOptions: options.sessionOptions, telemetry: options.telemetry };
  return {
    name: 'onnx',
    flags: { isSynchronous: false, packages: ['onnxruntime-node', 'onnxruntime-web'] },
    reference:
      typeof runtime === 'object'
        ? undefined
        : { module: 'modelmount/onnx', options: JSON.parse(JSON.stringify(plain)) as JsonObject },
    accepts: (artifact) =>
      artifact.value === undefined
        ? listModelFiles(artifact).then(
            (names) => names.length > 0,
            () => false,
          )
        : Promise.resolve(false),
    estimateCost: async (artifact) => (await import('./estimate-cost.js')).estimateCost(artifact),
    load: async (artifact, loadOptions = {}) => {
      const { loadOnnx } = await import('./load-onnx.js');
      return loadOnnx(
        artifact,
        {
          runtime,
          telemetry,
          sessionOptions: { ...sessionOptions, ...(executionProviders === undefined ? {} : { executionProviders }) },
          importRuntime,
        },
        loadOptions,
      );
    },
  };
}

function invalid(message: string): ModelMountError {
  return new ModelMountError('INVALID_ARGUMENT', `onnx: ${message}`);
}

// What survives JSON unchanged, in depth.
function isPlain(value: unknown): boolean {
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isPlain);
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Object.prototype of any realm: it alone has no prototype itself.
  const isPlainObject = prototype === null || Object.getPrototypeOf(prototype) === null;
  return isPlainObject && Object.values(value).every(isPlain);
}

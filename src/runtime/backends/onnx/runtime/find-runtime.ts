import { ModelMountError } from '../../../../core/errors.js';
import { isObject } from '../../../../core/json.js';
import type { Ort, OrtLike } from './ort.js';
import { cleanRuntimeText } from './runtime-error.js';
import { silenceTelemetry } from './telemetry.js';

/** The packages that run ONNX models. */
export type RuntimePackage = 'onnxruntime-node' | 'onnxruntime-web';

/** Imports one of them. */
export type ImportRuntime = (name: RuntimePackage) => Promise<unknown>;

/** A runtime that is ready to load models. */
export interface Runtime {
  readonly ort: Ort;
  /** With its version: `onnxruntime-node 1.30.0`. */
  readonly name: string;
}

/** Which runtime to take. */
export interface RuntimeChoice {
  readonly runtime: 'native' | 'wasm' | OrtLike | undefined;
  readonly telemetry: boolean;
}

/** Imports a runtime as an application has it installed. */
export function importInstalled(name: RuntimePackage): Promise<unknown> {
  // Literal names, so that tools that trace files for a deployment see them; unbundled, so that a build does not
  // fail on the one that is not installed.
  return name === 'onnxruntime-node'
    ? import(/* webpackIgnore: true */ /* @vite-ignore */ 'onnxruntime-node')
    : import(/* webpackIgnore: true */ /* @vite-ignore */ 'onnxruntime-web');
}

/**
 * Finds the runtime: the one asked for, or the native one and, where that is missing or does not work, the
 * WebAssembly one.
 *
 * @throws {ModelMountError} `RUNTIME_MISSING`, `RUNTIME_UNSUPPORTED`.
 */
export async function findRuntime(choice: RuntimeChoice, importRuntime: ImportRuntime): Promise<Runtime> {
  const { runtime } = choice;
  if (typeof runtime === 'object') return injected(runtime);
  const names: RuntimePackage[] = [];
  if (runtime !== 'wasm') names.push('onnxruntime-node');
  if (runtime !== 'native') names.push('onnxruntime-web');
  const failures: { name: RuntimePackage; error: unknown }[] = [];
  for (const name of names) {
    let module: unknown;
    try {
      module = await importRuntime(name);
    } catch (error) {
      failures.push({ name, error });
      continue;
    }
    return prepare(name, unwrap(module), choice);
  }
  throw noRuntime(names, failures);
}

function prepare(name: RuntimePackage, ort: Ort, { telemetry }: RuntimeChoice): Runtime {
  const version = ort.env?.versions?.[name === 'onnxruntime-node' ? 'node' : 'web'];
  if (name === 'onnxruntime-node') {
    if (!telemetry) silenceTelemetry(version);
  } else if (ort.env?.wasm !== undefined) {
    // In Node the threads of the WebAssembly build do not work, and its default is several.
    ort.env.wasm.numThreads = 1;
  }
  return { ort, name: version === undefined ? name : `${name} ${version}` };
}

function injected(runtime: OrtLike): Runtime {
  const ort = runtime as unknown as Ort;
  const { node, web, common } = ort.env?.versions ?? {};
  if (node !== undefined) return { ort, name: `onnxruntime-node ${node}` };
  if (web !== undefined) return { ort, name: `onnxruntime-web ${web}` };
  return { ort, name: common === undefined ? 'onnxruntime (injected)' : `onnxruntime-common ${common}` };
}

/** Whether `value` has the members of ONNX Runtime that are used. */
export function isOrtLike(value: unknown): value is OrtLike {
  return (
    isObject(value) &&
    typeof value['Tensor'] === 'function' &&
    // The class itself carries `create`, so that it is a function with members.
    typeof (value['InferenceSession'] as { create?: unknown } | undefined)?.create === 'function'
  );
}

// A CommonJS package has its members on the namespace, on the default export, or on both.
function unwrap(module: unknown): Ort {
  const found = [module, (module as { default?: unknown } | undefined)?.default].find(isOrtLike);
  if (found === undefined) {
    throw new ModelMountError('RUNTIME_UNSUPPORTED', 'the installed ONNX runtime has no InferenceSession and Tensor');
  }
  return found as unknown as Ort;
}

const INSTALL =
  'npm install onnxruntime-node (with ONNXRUNTIME_NODE_INSTALL=skip in the environment where downloads are blocked: it skips the GPU libraries only)';

function noRuntime(
  names: readonly RuntimePackage[],
  failures: readonly { readonly name: RuntimePackage; readonly error: unknown }[],
): ModelMountError {
  const broken = failures.find(({ name, error }) => !isMissing(name, error));
  if (broken === undefined) {
    return new ModelMountError(
      'RUNTIME_MISSING',
      names.length === 1
        ? `running this ONNX model needs the package ${names.join()}, which is not installed; ${names[0] === 'onnxruntime-node' ? INSTALL : 'npm install onnxruntime-web'}`
        : `running ONNX models needs the package onnxruntime-node, or onnxruntime-web (WebAssembly, slower, runs everywhere), and neither is installed; ${INSTALL}`,
      { details: { packages: names }, cause: failures[0]?.error },
    );
  }
  return new ModelMountError(
    'RUNTIME_UNSUPPORTED',
    `${broken.name} is installed but cannot be loaded: ${reasonOf(broken.error)}${
      broken.name === 'onnxruntime-node' ? '; npm install onnxruntime-web and it is used instead' : ''
    }`,
    { details: { package: broken.name, platform: `${process.platform}-${process.arch}` }, cause: broken.error },
  );
}

function isMissing(name: string, error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') return false;
  // The package itself, not a file in it: on a platform without a build the binary is what is not found.
  return new RegExp(`Cannot find (?:package|module) '${name}'`).test(String(message));
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const platform = `${process.platform}-${process.arch}`;
  if (/onnxruntime_binding\.node/.test(String(message)) && code === 'MODULE_NOT_FOUND') {
    return `it has no build for ${platform}`;
  }
  if (/musl|ld-linux|__[a-z_]+: symbol not found/.test(String(message))) {
    return 'it needs glibc, which this system (musl, as in Alpine Linux) does not have; use a Debian-based image';
  }
  if (code === 'ERR_DLOPEN_FAILED') return `the system refuses its library on ${platform}`;
  return `its import failed on ${platform}: ${cleanRuntimeText(error).slice(0, 200)}`;
}

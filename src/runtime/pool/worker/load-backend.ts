import type { Backend, BackendReference } from '../../../core/backend.js';
import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';

// By their files, so that a bundler takes them along and a worker needs no package to be resolved.
const BUILT_IN: Readonly<Record<string, () => Promise<object>>> = {
  'modelmount/estimator': () => import('../../backends/estimator/estimator.js'),
  'modelmount/linear': () => import('../../backends/linear/linear.js'),
  'modelmount/onnx': () => import('../../backends/onnx/onnx.js'),
  'modelmount/tfjs': () => import('../../backends/tfjs/tfjs.js'),
};

/**
 * Makes a backend again from its `reference`.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if the module cannot be imported from here or has no such function;
 *   and what the function throws.
 */
export async function loadBackend({
  name,
  module,
  options,
}: BackendReference & { readonly name: string }): Promise<Backend> {
  const exported = await importModule(module);
  const make = (exported as Readonly<Record<string, unknown>>)[name];
  if (typeof make !== 'function') {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `the module of backend ${show(name)} must export a function of that name, for a worker to make the backend again`,
    );
  }
  return (make as (options: BackendReference['options']) => Backend)(options);
}

async function importModule(module: string): Promise<object> {
  const builtIn = Object.hasOwn(BUILT_IN, module) ? BUILT_IN[module] : undefined;
  if (builtIn !== undefined) return builtIn();
  try {
    return (await import(/* webpackIgnore: true */ /* @vite-ignore */ module)) as object;
  } catch (cause) {
    const shown = module.startsWith('file:') ? 'its file' : show(module);
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `a worker cannot import the backend's module (${shown}); give import.meta.url of that module as reference.module`,
      { cause },
    );
  }
}

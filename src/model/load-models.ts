import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { ModelMountError } from '../core/errors.js';
import { checkOptionNames } from '../core/options.js';
import { pathOf } from '../runtime/artifact/path-of.js';
import { loadModel, type LoadModelOptions } from './load-model.js';
import type { Model } from './model.js';
import { listVersions } from './package/find-package.js';

/** How to load a folder of models. */
export type LoadModelsOptions = Pick<LoadModelOptions, (typeof OPTION_NAMES)[number]>;

const OPTION_NAMES = [
  'backends',
  'verifyExample',
  'signal',
  'execution',
  'pool',
  'batching',
  'transformers',
  'functions',
] as const;

/**
 * Loads every model in a folder, given by path or `file:` URL: each subfolder is one (its newest version), and so is each `.onnx` or `.json`
 * file that lies in it. Names that begin with a dot are passed over.
 *
 * @returns The models by name, in the order of their names; for `createHandler({ models })`.
 * @throws {ModelMountError} As `loadModel`, for the first model that fails, whose name leads the message; the
 *   others are closed again. `MODEL_NOT_FOUND` if the folder has no model.
 *
 * @example
 * ```ts
 * const handler = createHandler({ models: await loadModels('models') });
 * ```
 */
export async function loadModels(
  folder: string | URL,
  options: LoadModelsOptions = {},
): Promise<Record<string, Model>> {
  checkOptionNames('loadModels', options, OPTION_NAMES);
  const root = pathOf(folder);
  const sources = await listModels(root);
  const loaded = await Promise.allSettled(sources.map((source) => loadModel(path.join(root, source), options)));
  const models = loaded.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = loaded.findIndex((result) => result.status === 'rejected');
  const closeAll = (): Promise<unknown> => Promise.all(models.map((model) => model.close()));
  if (failed !== -1) {
    await closeAll();
    throw withName(sources[failed] as string, (loaded[failed] as PromiseRejectedResult).reason);
  }
  const byName = new Map(models.map((model) => [model.name, model]));
  if (byName.size < models.length) {
    await closeAll();
    const name = models.map((model) => model.name).find((each, i, all) => all.indexOf(each) !== i);
    throw new ModelMountError('INVALID_MANIFEST', `two models in the folder are called "${name ?? ''}"`);
  }
  return Object.fromEntries(byName);
}

async function listModels(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new ModelMountError('MODEL_NOT_FOUND', `there is no folder of models at "${folder}"`, { cause });
  });
  const names = entries
    .filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || /\.(onnx|json)$/.test(entry.name)))
    .map((entry) => entry.name)
    .sort();
  if (names.length === 0) {
    throw new ModelMountError('MODEL_NOT_FOUND', `the folder "${folder}" has no model in it`);
  }
  if ((await listVersions(folder)).length > 0) {
    throw new ModelMountError(
      'MODEL_NOT_FOUND',
      `the folder "${folder}" is one model with its versions, not a folder of models; use loadModel`,
    );
  }
  return names;
}

function withName(name: string, error: unknown): unknown {
  if (!ModelMountError.is(error)) return error;
  const { code, details, issues } = error;
  return new ModelMountError(code, `loading "${name}" failed: ${error.message}`, { details, issues, cause: error });
}

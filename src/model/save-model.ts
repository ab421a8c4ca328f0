import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Backend } from '../core/backend.js';
import { ModelMountError } from '../core/errors.js';
import { show } from '../core/issue.js';
import { isObject, type JsonObject, type JsonValue } from '../core/json.js';
import { checkOptionNames } from '../core/options.js';
import type { Signature } from '../core/signature.js';
import { openArtifact, type ModelSource } from '../runtime/artifact/open-artifact.js';
import { pathOf } from '../runtime/artifact/path-of.js';
import { pickDescription, type ModelDescription } from './description.js';
import { defaultBackends, findBackend } from './find-backend.js';
import type { PreprocessingOptions } from './input/revive-preprocessing.js';
import { loadModel } from './load-model.js';
import { Model } from './model.js';
import { checkDescription, checkManifest } from './package/check-manifest.js';
import { describeFitted, isFitted, notSavable } from './package/describe-fitted.js';
import type { FittedModel } from './package/fitted-parts.js';
import { listVersions } from './package/find-package.js';
import { MANIFEST_NAME, type Manifest } from './package/manifest.js';
import { recordingArtifact } from './package/recording-artifact.js';

/** What can be saved: what was fitted here, or a model file from elsewhere. */
export type SavableModel = FittedModel | ModelSource;

/** How to save a model. */
export interface SaveModelOptions extends ModelDescription, PreprocessingOptions {
  /** What the model is called. @default the folder's name */
  readonly name?: string;
  /** The version to write, a whole number from 1 that is not there yet. @default one more than the newest */
  readonly version?: number;
  /** Rows whose predictions are recorded, and compared whenever the model is loaded. @default for a fitted pipeline a typical row */
  readonly example?: { readonly rows: readonly JsonValue[]; readonly tolerance?: number };
  /** How well the model did: what `evaluate` gave. */
  readonly evaluation?: object;
  /** Anything worth keeping with the model: author, commit, data source. */
  readonly metadata?: JsonObject;
  /** The formats that can be saved. @default `[linear(), estimator(), tfjs(), onnx()]` */
  readonly backends?: readonly Backend[];
}

const OPTION_NAMES = [
  'name',
  'version',
  'example',
  'evaluation',
  'metadata',
  'backends',
  'features',
  'preprocessing',
  'postprocessing',
  'transformers',
  'functions',
];

/** Where a model was saved. */
export interface SavedModel {
  readonly path: string;
  readonly version: string;
}

/**
 * Saves a model as a new version of a model folder: weights, preprocessing, postprocessing, digests, an example
 * with its predictions. What was written has been loaded once before it appears under its name; a version
 * appears whole or not at all.
 *
 * @param folder - `models/churn`; made if it is not there. The version becomes a subfolder: `models/churn/1`.
 * @param model - A fitted pipeline or estimator; or a model file from elsewhere, in any form that `loadModel` takes.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if an option is wrong or the version exists, and as `loadModel`.
 *
 * @example
 * ```ts
 * await saveModel('models/churn', pipeline);
 * await saveModel('models/digits', 'digits.onnx', {
 *   preprocessing: { kind: 'image', scale: 1 / 255 },
 *   postprocessing: { kind: 'classification', activation: 'softmax', labels: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] },
 * });
 * ```
 */
export async function saveModel(
  folder: string | URL,
  model: SavableModel,
  options: SaveModelOptions = {},
): Promise<SavedModel> {
  checkOptionNames('saveModel', options, OPTION_NAMES);
  const root = pathOf(folder);
  if (!isSavable(model)) throw notSavable();
  const { randomUUID } = await import('node:crypto');
  const { sha256 } = await import('../runtime/artifact/digest.js');
  const declared = await checkDescription(options);
  const fitted = isFitted(model) ? describeFitted(model) : undefined;
  const backends = options.backends ?? defaultBackends(options);
  const parts = await readModel(fitted?.document ?? model, backends);
  const name = options.name ?? path.basename(root);
  const version = await chooseVersion(root, options.version);
  const example = options.example ?? (fitted?.exampleRow === undefined ? undefined : { rows: [fitted.exampleRow] });
  const manifest: Manifest = plain({
    manifestVersion: 1,
    name,
    format: parts.format,
    entry: parts.entry,
    files: [...parts.files].map(([file, bytes]) => ({ name: file, bytes: bytes.length, sha256: sha256(bytes) })),
    signature: parts.signature,
    ...fitted?.description,
    ...pickDescription(declared),
    evaluation: options.evaluation,
    statistics: fitted?.statistics,
    metadata: options.metadata,
  });
  await checkManifest(manifest, name);
  const staged = path.join(root, `.${version}-${randomUUID()}`);
  try {
    await writeFiles(staged, parts.files);
    await writeManifest(staged, manifest);
    const written = await recordExample(staged, manifest, { ...options, example, backends });
    await writeManifest(staged, written);
    await rename(staged, path.join(root, version));
  } catch (error) {
    await rm(staged, { recursive: true, force: true });
    throw error;
  }
  return { path: path.join(root, version), version };
}

function isSavable(model: unknown): model is SavableModel {
  if (typeof model === 'string' || model instanceof URL || model instanceof Uint8Array || isFitted(model)) return true;
  // Something with fit but no predict has not been fitted, or does not predict.
  return isObject(model) && !('fit' in model) && !('transform' in model) && !(model instanceof Model);
}

/** A model's files under the names that they have in its folder, and what its backend says of it. */
async function readModel(
  source: ModelSource,
  backends: readonly Backend[],
): Promise<{ format: string; entry: string; files: ReadonlyMap<string, Uint8Array>; signature: Signature }> {
  const artifact = await openArtifact(source);
  const backend = await findBackend(backends, artifact);
  const recording = recordingArtifact(artifact);
  const { files } = recording;
  const session = await backend.load(recording.artifact);
  const { signature } = session;
  await session.close();
  const { name: format } = backend;
  if (artifact.value !== undefined) {
    const entry = `${format}.json`;
    const text = `${JSON.stringify(artifact.value, null, 2)}\n`;
    return { format, entry, files: new Map([[entry, new TextEncoder().encode(text)]]), signature };
  }
  // TensorFlow.js calls its own file as the manifest is called: such models get a folder of their own.
  const within = files.has(MANIFEST_NAME) ? `${format}/` : '';
  const [entry = ''] = files.keys();
  return {
    format,
    entry: within + entry,
    files: new Map([...files].map(([file, bytes]) => [within + file, bytes])),
    signature,
  };
}

async function chooseVersion(folder: string, wanted: number | undefined): Promise<string> {
  await mkdir(folder, { recursive: true });
  const versions = await listVersions(folder);
  if (wanted === undefined) return String(Number(versions.at(-1) ?? 0) + 1);
  if (!(Number.isSafeInteger(wanted) && wanted >= 1)) {
    throw new ModelMountError('INVALID_ARGUMENT', `a version is a whole number ≥ 1, got ${show(wanted)}`);
  }
  if (versions.includes(String(wanted))) {
    throw new ModelMountError('INVALID_ARGUMENT', `version ${wanted} exists already; versions are never overwritten`);
  }
  return String(wanted);
}

async function writeFiles(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const [name, bytes] of files) {
    const file = path.join(folder, ...name.split('/'));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
}

function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  return writeFile(path.join(folder, MANIFEST_NAME), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Loads what was written, and adds the example's predictions to the manifest. */
async function recordExample(
  folder: string,
  manifest: Manifest,
  options: PreprocessingOptions & {
    readonly example: SaveModelOptions['example'];
    readonly backends: readonly Backend[];
  },
): Promise<Manifest> {
  const { example, backends, transformers, functions } = options;
  const model = await loadModel(folder, { backends, transformers, functions });
  try {
    if (example === undefined) return manifest;
    const predictions = await model.predict(example.rows);
    return await checkManifest(plain({ ...manifest, example: { ...example, predictions } }), manifest.name);
  } finally {
    await model.close();
  }
}

/** As JSON has it: without what is undefined. */
function plain(value: object): Manifest {
  return JSON.parse(JSON.stringify(value)) as Manifest;
}

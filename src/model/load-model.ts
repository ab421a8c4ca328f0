import path from 'node:path';
import { throwIfAborted } from '../core/abort.js';
import type { Artifact } from '../core/artifact.js';
import type { Backend } from '../core/backend.js';
import { ModelMountError } from '../core/errors.js';
import { checkOptionNames } from '../core/options.js';
import { folderArtifact } from '../runtime/artifact/folder-artifact.js';
import { openArtifact, type ModelSource } from '../runtime/artifact/open-artifact.js';
import { pathOf } from '../runtime/artifact/path-of.js';
import { pickDescription, type ModelDescription } from './description.js';
import { defaultBackends, findBackend } from './find-backend.js';
import { revivePreprocessing, type PreprocessingOptions } from './input/revive-preprocessing.js';
import { selectInput } from './input/select-input.js';
import { Model, type ModelParts } from './model.js';
import { openSession, type ExecutionOptions, type OpenedSession } from './open-session.js';
import { checkDescription } from './package/check-manifest.js';
import { findPackage } from './package/find-package.js';
import type { Prediction } from './predict/prediction.js';
import { verifyExample, verifySignature } from './package/verify-model.js';
import type { Manifest } from './package/manifest.js';

/** How to load a model. */
export interface LoadModelOptions extends ModelDescription, ExecutionOptions, PreprocessingOptions {
  /** What the model is called. @default the manifest's name, or the file's or folder's */
  readonly name?: string;
  /** Which version of a folder of versions. @default the newest */
  readonly version?: string | number;
  /** The formats that can be loaded, each with its options. @default `[linear(), estimator(), tfjs(), onnx()]` */
  readonly backends?: readonly Backend[];
  /** Whether the manifest's input example is run and its output compared. @default true */
  readonly verifyExample?: boolean;
  readonly signal?: AbortSignal;
}

const OPTION_NAMES = [
  'name',
  'version',
  'backends',
  'verifyExample',
  'signal',
  'execution',
  'pool',
  'batching',
  'features',
  'preprocessing',
  'postprocessing',
  'transformers',
  'functions',
];

/**
 * Loads a model, with the preprocessing and postprocessing that it was saved with.
 *
 * @param source - A model folder (its newest version, or one version), an `.onnx` file, a TensorFlow.js folder,
 *   a coefficients JSON, the JSON of a fitted model; the bytes of an ONNX file; or coefficients or a fitted model in
 *   memory (parsed JSON, an instance).
 * @typeParam P - What its predictions are, where that is known: `ClassificationPrediction` …
 * @param options - Features, preprocessing and postprocessing given here take the place of the manifest's. Transformers
 *   and functions of your own that its preprocessing was fitted with are given here as well.
 * @throws {ModelMountError} `MODEL_NOT_FOUND`, `INVALID_MODEL`, `UNSUPPORTED_MODEL`, `RUNTIME_MISSING`,
 *   `RUNTIME_UNSUPPORTED`, `INVALID_MANIFEST`, `DIGEST_MISMATCH`, `EXAMPLE_MISMATCH`, `FILE_OUTSIDE_MODEL`,
 *   `INVALID_ARGUMENT`, `ABORTED`.
 *
 * @example
 * ```ts
 * const churn = await loadModel<ClassificationPrediction>('models/churn');
 * const [prediction] = await churn.predict([{ tenure: 3, plan: 'basic' }]);
 * console.log(prediction?.label);
 * const iris = await loadModel('iris.onnx', {
 *   postprocessing: { kind: 'classification', labels: ['setosa', 'versicolor', 'virginica'] },
 * });
 * ```
 */
export async function loadModel<P extends Prediction = Prediction>(
  source: ModelSource,
  options: LoadModelOptions = {},
): Promise<Model<P>> {
  checkOptionNames('loadModel', options, OPTION_NAMES);
  throwIfAborted(options.signal, 'loading a model');
  // What its predictions are is for the caller to say; here nothing depends on it.
  return (await load(source, options)) as Model<P>;
}

async function load(source: ModelSource, options: LoadModelOptions): Promise<Model> {
  const own = await checkDescription(options);
  const { backends = defaultBackends(options), version } = options;
  const file = typeof source === 'string' || source instanceof URL ? pathOf(source) : source;
  if (typeof file !== 'string') {
    const artifact = await openArtifact(file);
    const transformer = await revivePreprocessing(own, options);
    const opened = await openBare(artifact, backends, options);
    return assemble(opened, { name: options.name ?? 'model', version: undefined, transformer }, own);
  }
  const found = await findPackage(file, version === undefined ? undefined : String(version));
  const place: Place = { name: options.name ?? found.manifest?.name ?? toName(found.name), version: found.version };
  if (found.manifest === undefined) {
    const transformer = await revivePreprocessing(own, options);
    const opened = await openBare(await openArtifact(found.path), backends, options);
    return assemble(opened, { ...place, transformer }, own);
  }
  return loadPackage(found.path, found.manifest, { ...options, ...place, backends, description: own });
}

/** A model folder's version: files verified, signature and example compared. */
async function loadPackage(
  folder: string,
  manifest: Manifest,
  options: Place & Required<Pick<LoadModelOptions, 'backends'>> & PackageOptions,
): Promise<Model> {
  const { backends, description } = options;
  const backend = backends.find(({ name }) => name === manifest.format);
  if (backend === undefined) {
    const known = backends.map(({ name }) => name).join(', ');
    throw new ModelMountError(
      'UNSUPPORTED_MODEL',
      `model "${options.name}" has format "${manifest.format}"; the backends given are ${known}`,
    );
  }
  const directory = path.posix.dirname(manifest.entry);
  const within = directory === '.' ? '' : `${directory}/`;
  const artifact = folderArtifact(folder, {
    within,
    entry: path.posix.basename(manifest.entry),
    label: options.name,
    files: manifest.files,
  });
  const declared: ModelDescription = { ...pickDescription(manifest), ...description };
  const transformer = await revivePreprocessing(declared, options);
  const rows = manifest.example?.rows;
  const opened = await openSession(
    {
      backend,
      artifact,
      example: rows === undefined ? undefined : (session) => selectInput(session, declared, transformer).fromRows(rows),
    },
    options,
  );
  const model = await assemble(opened, { ...options, example: manifest.example, transformer }, declared);
  try {
    verifySignature(manifest, opened.fileSignature);
    // Another description gives other predictions than those recorded.
    if (options.verifyExample !== false && Object.keys(description).length === 0) await verifyExample(manifest, model);
  } catch (error) {
    await model.close();
    throw error;
  }
  return model;
}

async function openBare(
  artifact: Artifact,
  backends: readonly Backend[],
  options: ExecutionOptions & { readonly signal?: AbortSignal },
): Promise<OpenedSession> {
  return openSession({ backend: await findBackend(backends, artifact), artifact }, options);
}

interface Place {
  readonly name: string;
  readonly version: string | undefined;
}

interface PackageOptions
  extends ExecutionOptions, PreprocessingOptions, Pick<LoadModelOptions, 'signal' | 'verifyExample'> {
  readonly description: ModelDescription;
}

async function assemble(
  { session, execution, batching }: OpenedSession,
  { name, version, example, transformer }: Place & Pick<ModelParts, 'example' | 'transformer'>,
  description: ModelDescription,
): Promise<Model> {
  try {
    return new Model({
      name,
      version,
      session,
      description,
      transformer,
      example,
      execution,
      batching,
    });
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** A file's name as a model's name: what the name's grammar does not allow becomes `_`. */
function toName(file: string): string {
  const name = file.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 128);
  return /^[A-Za-z0-9_]/.test(name) ? name : 'model';
}

import { throwIfAborted } from '../../../core/abort.js';
import type { Artifact } from '../../../core/artifact.js';
import type { BackendLoadOptions } from '../../../core/backend.js';
import type { JsonObject } from '../../../core/json.js';
import type { Session } from '../../../core/session.js';
import { findClassifiers } from './file/classifiers.js';
import { readExternalData } from './file/external-data.js';
import { findModelFile } from './find-model-file.js';
import { findRuntime, type ImportRuntime, type Runtime, type RuntimeChoice } from './runtime/find-runtime.js';
import type { OnnxFile } from './file/onnx-file.js';
import { OnnxSession } from './onnx-session.js';
import type { OrtSession } from './runtime/ort.js';
import { readOnnxFile, readSoundly } from './file/read-onnx-file.js';
import { loadError } from './runtime/runtime-error.js';
import { withDefaults } from './runtime/session-options.js';
import { completeOutputs, readInputs, readOutputs } from './signature.js';
import { removeZipMaps } from './file/zip-maps.js';

/** How to load. */
export interface LoadSettings extends RuntimeChoice {
  readonly sessionOptions: Readonly<Record<string, unknown>>;
  readonly importRuntime: ImportRuntime;
}

/** Loads an ONNX model: reads the file, takes ZipMaps out, and hands the rest to the runtime as bytes. */
export async function loadOnnx(
  artifact: Artifact,
  settings: LoadSettings,
  { signal, threads }: BackendLoadOptions,
): Promise<Session> {
  const { label } = artifact;
  throwIfAborted(signal, 'the model was read');
  const file = readOnnxFile(await artifact.read(await findModelFile(artifact)), label);
  const { bytes, zipMaps } = readSoundly(label, () => removeZipMaps(file, label));
  const inputs = readInputs(file, label);
  const declared = readOutputs(file, { label, inputs, zipMaps });
  const externalData = await readExternalData(artifact, file.bytes);
  throwIfAborted(signal, 'the runtime was loaded');
  const runtime = await findRuntime(settings, settings.importRuntime);
  throwIfAborted(signal, 'the model was loaded');
  const options = { ...withDefaults(settings.sessionOptions, threads), externalData };
  const session = await createSession(runtime, bytes, options).catch((cause: unknown) => {
    throw loadError(label, cause);
  });
  try {
    throwIfAborted(signal, 'the model was used');
    const outputs = completeOutputs(declared, session);
    const classifiers = readSoundly(label, () => findClassifiers(file, outputs, zipMaps));
    const info = { format: 'onnx', runtime: runtime.name, metadata: describe(file), classifiers };
    return new OnnxSession({ label, ort: runtime.ort, session, signature: { inputs, outputs }, info });
  } catch (error) {
    await session.release();
    throw error;
  }
}

function createSession(
  { ort }: Runtime,
  bytes: Uint8Array,
  options: Readonly<Record<string, unknown>>,
): Promise<OrtSession> {
  return ort.InferenceSession.create(bytes, options);
}

function describe(file: OnnxFile): JsonObject {
  return {
    irVersion: toJson(file.irVersion),
    opsets: Object.fromEntries([...file.opsets].map(([domain, version]) => [domain, toJson(version)])),
    producerName: file.producerName,
    producerVersion: file.producerVersion,
    domain: file.domain,
    modelVersion: toJson(file.modelVersion),
    docString: file.docString,
    graphName: file.graph.name,
    graphDocString: file.graph.docString,
    custom: Object.fromEntries(file.custom),
  };
}

// As a number where that is exact, else as decimal text.
function toJson(value: bigint): number | string {
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

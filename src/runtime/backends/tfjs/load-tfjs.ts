import { throwIfAborted } from '../../../core/abort.js';
import type { Artifact } from '../../../core/artifact.js';
import type { BackendLoadOptions } from '../../../core/backend.js';
import type { JsonObject } from '../../../core/json.js';
import type { Session } from '../../../core/session.js';
import { loadGraphModel } from './graph-model.js';
import { loadLayersModel } from './layers-model.js';
import { readModelJson, type ModelJson } from './model-json.js';
import { readWeights } from './read-weights.js';
import type { TfRuntime } from './runtime/tf-runtime.js';
import { TfjsSession } from './tfjs-session.js';

const METADATA = ['format', 'generatedBy', 'convertedBy', 'userDefinedMetadata'];

/** Loads a TensorFlow.js model: reads and checks its files, and only then asks for what runs it. */
export async function loadTfjs(
  artifact: Artifact,
  openRuntime: () => Promise<TfRuntime>,
  { signal }: BackendLoadOptions = {},
): Promise<Session> {
  throwIfAborted(signal, 'loading');
  const json = await readModelJson(artifact);
  const weights = await readWeights(artifact, json);
  throwIfAborted(signal, 'loading');
  const runtime = await openRuntime();
  const model =
    json.kind === 'graph' ? loadGraphModel(runtime, json, weights) : await loadLayersModel(runtime, json, weights);
  return new TfjsSession(model, {
    label: json.label,
    info: { format: 'tfjs', runtime: runtime.description, metadata: metadataOf(json), classifiers: [] },
    runtime,
  });
}

function metadataOf({ json, topology }: ModelJson): JsonObject {
  const entries = METADATA.map((key) => [key, json[key]]);
  entries.push(['kerasVersion', topology['keras_version']]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as JsonObject;
}

import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Artifact } from '../../core/artifact.js';
import { ModelMountError } from '../../core/errors.js';
import { folderArtifact } from './folder-artifact.js';
import { bytesArtifact, valueArtifact } from './memory-artifact.js';
import { pathOf } from './path-of.js';

/**
 * What a model can be loaded from: a path or `file:` URL of a file or folder, the bytes of an ONNX file, or a
 * value in memory (coefficients JSON, an `ml-regression` instance).
 */
export type ModelSource = string | URL | Uint8Array | object;

/**
 * Opens a model source for backends to look at. Reads no file yet.
 *
 * @throws {ModelMountError} `MODEL_NOT_FOUND` if there is nothing at the path.
 */
export async function openArtifact(source: ModelSource): Promise<Artifact> {
  if (typeof source === 'string' || source instanceof URL) return openPath(source);
  // Bytes carry no name; of the formats that load here only ONNX is one binary file.
  if (source instanceof Uint8Array) return bytesArtifact('model.onnx', source);
  return valueArtifact(source);
}

async function openPath(source: string | URL): Promise<Artifact> {
  const file = pathOf(source);
  const stats = await stat(file).catch((cause: unknown) => {
    throw new ModelMountError(
      'MODEL_NOT_FOUND',
      `there is no model at "${String(source)}"; expected a model folder, an .onnx file, a TensorFlow.js folder or a coefficients JSON`,
      { cause },
    );
  });
  if (stats.isDirectory()) return folderArtifact(file);
  if (stats.isFile()) return folderArtifact(path.dirname(file), { entry: path.basename(file) });
  throw new ModelMountError('MODEL_NOT_FOUND', `"${String(source)}" is neither a regular file nor a folder`);
}

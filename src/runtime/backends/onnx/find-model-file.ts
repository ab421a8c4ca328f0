import type { Artifact } from '../../../core/artifact.js';
import { ModelMountError } from '../../../core/errors.js';
import { listModelFiles } from './list-model-files.js';

/**
 * The name of the model's file.
 *
 * @throws {ModelMountError} `MODEL_NOT_FOUND`, `INVALID_ARGUMENT` where there are several.
 */
export async function findModelFile(artifact: Artifact): Promise<string> {
  if (artifact.entry !== undefined) return artifact.entry;
  const names = await listModelFiles(artifact);
  const [name] = names;
  if (name === undefined) {
    throw new ModelMountError('MODEL_NOT_FOUND', `there is no .onnx file in "${artifact.label}"`);
  }
  if (names.length > 1) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `"${artifact.label}" has ${names.length} .onnx files (${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}); load one of them by its own path`,
    );
  }
  return name;
}

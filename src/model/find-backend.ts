import type { Artifact } from '../core/artifact.js';
import type { Backend } from '../core/backend.js';
import { ModelMountError } from '../core/errors.js';
import { estimator } from '../runtime/backends/estimator/estimator.js';
import type { EstimatorOptions } from '../runtime/backends/estimator/estimator-options.js';
import { linear } from '../runtime/backends/linear/linear.js';
import { onnx } from '../runtime/backends/onnx/onnx.js';
import { tfjs } from '../runtime/backends/tfjs/tfjs.js';

/**
 * The backends of a call that names none: each imports its runtime at first use.
 *
 * @param options - What fitted models need of their user beside their JSON.
 */
export function defaultBackends({ transformers, functions }: EstimatorOptions = {}): readonly Backend[] {
  return [linear(), estimator({ transformers, functions }), tfjs(), onnx()];
}

/**
 * The first backend that knows the artifact's format.
 *
 * @throws {ModelMountError} `UNSUPPORTED_MODEL` with what was found.
 */
export async function findBackend(backends: readonly Backend[], artifact: Artifact): Promise<Backend> {
  for (const backend of backends) if (await backend.accepts(artifact)) return backend;
  const files = (await artifact.files()).slice(0, 8).join(', ');
  const formats = backends.map(({ name }) => name).join(', ');
  throw new ModelMountError(
    'UNSUPPORTED_MODEL',
    `"${artifact.label}" is not a model that ${formats} can load${files === '' ? '' : `; found ${files}`}. Expected a model folder, an .onnx file, a TensorFlow.js folder (model.json and weights), a coefficients JSON or the JSON of a fitted model`,
  );
}

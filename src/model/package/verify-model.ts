import { ModelMountError } from '../../core/errors.js';
import { showShape } from '../../core/tensor/shape.js';
import type { Signature, TensorSpec } from '../../core/signature.js';
import type { Model } from '../model.js';
import { findDifference } from './compare-predictions.js';
import type { Manifest } from './manifest.js';

/**
 * Compares the manifest's signature with that of the model file.
 *
 * @throws {ModelMountError} `INVALID_MANIFEST` naming the first input or output that differs.
 */
export function verifySignature(manifest: Manifest, actual: Signature): void {
  for (const side of ['inputs', 'outputs'] as const) {
    const expected = manifest.signature[side].map(describe).join(', ');
    const found = actual[side].map(describe).join(', ');
    if (expected !== found) {
      throw new ModelMountError(
        'INVALID_MANIFEST',
        `the manifest of "${manifest.name}" declares the ${side} ${expected}, but the model file has ${found}; save the model again`,
      );
    }
  }
}

/**
 * Runs the manifest's input example and compares what comes out.
 *
 * @throws {ModelMountError} `EXAMPLE_MISMATCH` with the place of the first difference.
 */
export async function verifyExample({ name, example }: Manifest, model: Model): Promise<void> {
  if (example === undefined) return;
  const { rows, predictions, tolerance = 1e-5 } = example;
  const difference = findDifference(predictions, await model.predict(rows), tolerance);
  if (difference !== undefined) {
    throw new ModelMountError(
      'EXAMPLE_MISMATCH',
      `model "${name}" does not answer its input example as it did when it was saved: ${difference}; the runtime, the preprocessing or the model has changed`,
    );
  }
}

function describe({ name, dtype, shape }: TensorSpec): string {
  return `${name} ${dtype} ${showShape(shape)}`;
}

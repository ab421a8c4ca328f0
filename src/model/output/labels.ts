import type { DType } from '../../core/tensor/dtype.js';
import type { JsonObject } from '../../core/json.js';
import type { Label } from '../../core/session.js';
import { Tensor } from '../../core/tensor/tensor.js';

/** The dtype that holds every one of `labels`. */
export function labelDType(labels: readonly Label[]): DType {
  if (labels.every((label) => typeof label === 'boolean')) return 'BOOL';
  if (labels.every((label) => Number.isSafeInteger(label))) return 'INT64';
  return labels.every((label) => typeof label === 'number') ? 'FP64' : 'BYTES';
}

/** One label per row as a tensor; labels of mixed types become strings. */
export function labelTensor(labels: readonly Label[], chosen: readonly Label[]): Tensor {
  const dtype = labelDType(labels);
  return Tensor.of(dtype, [chosen.length], dtype === 'BYTES' ? chosen.map(String) : chosen);
}

/** One label as JSON Schema. */
export function labelSchema(labels: readonly Label[]): JsonObject {
  return { enum: [...labels] };
}

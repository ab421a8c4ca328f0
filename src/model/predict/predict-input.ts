import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';
import { isObject } from '../../core/json.js';
import type { Signature } from '../../core/signature.js';
import { Tensor } from '../../core/tensor/tensor.js';

/** What `predict` takes: rows by feature name or by position, or tensors. */
export type PredictInput = readonly unknown[] | Tensor | ReadonlyMap<string, Tensor> | Readonly<Record<string, Tensor>>;

/** Whether an input is rows. */
export function isRows(input: PredictInput): input is readonly unknown[] {
  return Array.isArray(input);
}

/**
 * What is not rows as tensors by input name.
 *
 * @throws {ModelMountError} `INVALID_INPUT` if it is no tensors either.
 */
export function toTensorMap(
  input: Exclude<PredictInput, readonly unknown[]>,
  { inputs }: Signature,
): ReadonlyMap<string, Tensor> {
  if (Tensor.is(input)) return new Map([[inputs[0]?.name ?? '', input]]);
  const entries =
    input instanceof Map ? [...(input as ReadonlyMap<string, unknown>)] : isObject(input) ? Object.entries(input) : [];
  if (entries.length === 0 || !entries.every((entry): entry is [string, Tensor] => Tensor.is(entry[1]))) {
    throw new ModelMountError(
      'INVALID_INPUT',
      `predict takes an array of rows, a Tensor, or tensors by input name; got ${show(input)}`,
      { issues: [{ path: '', code: 'type', message: `expected an array of rows, got ${show(input)}` }] },
    );
  }
  return new Map(entries);
}

import { DTYPES } from '../core/tensor/dtype.js';
import type { Signature } from '../core/signature.js';
import { sliceRows } from '../core/tensor/tensor-rows.js';
import { Tensor } from '../core/tensor/tensor.js';
import type { Tensors } from './compare-tensors.js';

/** A copy that shares no memory with its original. */
export function copyTensors(tensors: Tensors): Map<string, Tensor> {
  return new Map([...tensors].map(([name, { dtype, shape, data }]) => [name, new Tensor(dtype, shape, data.slice())]));
}

/** Overwrites every element with the dtype's zero. */
export function wipeTensors(tensors: Tensors): void {
  for (const { dtype, data } of tensors.values()) {
    const zeroes = DTYPES[dtype].allocate(data.length);
    for (let i = 0; i < data.length; i++) (data as { [index: number]: unknown })[i] = zeroes[i];
  }
}

/** The row `row` of each tensor that is dynamic in its first axis; the other inputs whole. */
export function takeRow(signature: Signature, inputs: Tensors, row: number): Map<string, Tensor> {
  return takeRows(signature, inputs, { start: row, end: row + 1 });
}

/** The same without any row. */
export function takeNoRow(signature: Signature, inputs: Tensors): Map<string, Tensor> {
  return takeRows(signature, inputs, { start: 0, end: 0 });
}

function takeRows(signature: Signature, inputs: Tensors, range: { start: number; end: number }): Map<string, Tensor> {
  const taken = new Map(inputs);
  for (const spec of signature.inputs) {
    const tensor = inputs.get(spec.name);
    if (tensor !== undefined && spec.shape[0] === -1) taken.set(spec.name, sliceRows(tensor, range.start, range.end));
  }
  return taken;
}

/**
 * How many rows the inputs have, or `undefined` where their first axes are not one dynamic batch axis.
 */
export function countRows(signature: Signature, inputs: Tensors): number | undefined {
  const lengths = new Set(
    signature.inputs.filter((spec) => spec.shape[0] === -1).map((spec) => inputs.get(spec.name)?.shape[0]),
  );
  return lengths.size === 1 ? [...lengths][0] : undefined;
}

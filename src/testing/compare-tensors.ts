import { DTYPES, type TensorData, type TensorElement } from '../core/tensor/dtype.js';
import { show } from '../core/issue.js';
import { showShape } from '../core/tensor/shape.js';
import type { Tensor } from '../core/tensor/tensor.js';

/** Named tensors, as a session takes and gives them. */
export type Tensors = ReadonlyMap<string, Tensor>;

/**
 * The first difference between two answers, in words, or `undefined` where there is none.
 *
 * @param tolerance - Largest absolute difference of float elements; all others must be equal. NaN equals NaN.
 */
export function differenceBetween(actual: Tensors, expected: Tensors, tolerance: number): string | undefined {
  for (const [name, wanted] of expected) {
    const got = actual.get(name);
    if (got === undefined) return `there is no "${name}"`;
    if (got.dtype !== wanted.dtype) return `"${name}" is ${got.dtype}, not ${wanted.dtype}`;
    if (showShape(got.shape) !== showShape(wanted.shape)) {
      return `"${name}" has shape ${showShape(got.shape)}, not ${showShape(wanted.shape)}`;
    }
    const isFloat = DTYPES[got.dtype].kind === 'float';
    const wantedElements = wanted.toFlat();
    for (const [i, element] of got.toFlat().entries()) {
      const other = wantedElements[i];
      if (!sameElement(element, other, isFloat ? tolerance : 0)) {
        return `element ${i} of "${name}" is ${show(element)}, not ${show(other)} (tolerance ${isFloat ? tolerance : 0})`;
      }
    }
  }
  return undefined;
}

function sameElement(a: TensorElement, b: TensorElement | undefined, tolerance: number): boolean {
  if (Object.is(a, b) || a === b) return true;
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b) === 0;
  return typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= tolerance;
}

/** Whether a change of one tensor's storage could change the other's. */
export function overlaps(a: TensorData, b: TensorData): boolean {
  if (!ArrayBuffer.isView(a) || !ArrayBuffer.isView(b)) return a === b;
  return (
    a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength
  );
}

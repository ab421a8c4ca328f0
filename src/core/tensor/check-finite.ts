import { DTYPES } from './dtype.js';
import { MAX_ISSUES, pointer, show, type Issue } from '../issue.js';
import { positionOf } from './nested.js';
import type { Tensor } from './tensor.js';

/** Whether a tensor holds no NaN and no infinity; true of what is not floats. */
export function isFiniteTensor({ dtype, data }: Tensor): boolean {
  if (dtype === 'FP64' || dtype === 'FP32') return isFiniteArray(data as Float64Array);
  const { kind, decode } = DTYPES[dtype];
  return kind !== 'float' || (data as Uint16Array).every((bits) => Number.isFinite(decode(bits)));
}

/** Whether all numbers are finite. */
export function isFiniteArray(numbers: Float64Array | Float32Array): boolean {
  for (let k = 0; k < numbers.length; k++) if (!Number.isFinite(numbers[k])) return false;
  return true;
}

/**
 * The elements of a tensor that are NaN or infinite, as issues with paths `/<name>/<index>…`.
 *
 * Looks at floats only; at most `MAX_ISSUES` are reported.
 */
export function checkFinite(name: string, tensor: Tensor): Issue[] {
  const issues: Issue[] = [];
  if (isFiniteTensor(tensor)) return issues;
  const { decode, itemBytes } = DTYPES[tensor.dtype];
  const data = tensor.data as Float64Array;
  for (let k = 0; k < data.length && issues.length < MAX_ISSUES; k++) {
    const value = itemBytes === 2 ? (decode(data[k] as number) as number) : (data[k] as number);
    if (Number.isFinite(value)) continue;
    const path = pointer(name, ...positionOf(k, tensor.shape));
    issues.push({ path, code: 'nonFinite', message: `expected a finite number, got ${show(value)}` });
  }
  return issues;
}

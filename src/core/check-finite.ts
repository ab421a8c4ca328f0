import { DTYPES } from './dtype.js';
import { MAX_ISSUES, pointer, show, type Issue } from './issue.js';
import { positionOf } from './nested.js';
import type { Tensor } from './tensor.js';

/**
 * The elements of a tensor that are NaN or infinite, as issues with paths `/<name>/<index>…`.
 *
 * Looks at floats only; at most `MAX_ISSUES` are reported.
 */
export function checkFinite(name: string, tensor: Tensor): Issue[] {
  const { kind, decode, itemBytes } = DTYPES[tensor.dtype];
  if (kind !== 'float') return [];
  const data = tensor.data as Float64Array;
  const issues: Issue[] = [];
  for (let k = 0; k < data.length && issues.length < MAX_ISSUES; k++) {
    const value = itemBytes === 2 ? (decode(data[k] as number) as number) : (data[k] as number);
    if (Number.isFinite(value)) continue;
    const path = pointer(name, ...positionOf(k, tensor.shape));
    issues.push({ path, code: 'nonFinite', message: `expected a finite number, got ${show(value)}` });
  }
  return issues;
}

import { show } from '../../core/issue.js';
import { showShape } from '../../core/tensor/shape.js';
import type { Signature } from '../../core/signature.js';
import { batchAxisOf } from '../batching/rows/batch-axis.js';

/** Says which input's rows have no one length, so that no trial tells what a row costs; `undefined` if none has. */
export function varyingAxis(signature: Signature): string | undefined {
  const hasRows = batchAxisOf(signature).kind === 'dynamic';
  const varying = signature.inputs.find(({ shape }) => shape.includes(-1, hasRows ? 1 : 0));
  return varying && `the rows of input ${show(varying.name)}, ${showShape(varying.shape)}, may have any length`;
}

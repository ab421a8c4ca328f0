import { showShape } from '../../../core/tensor/shape.js';
import type { Signature, TensorSpec } from '../../../core/signature.js';

/** What a signature says of the rows that one run takes. */
export type BatchAxis =
  /** Any number of rows, one after the other along the first axis of every input and output. */
  | { readonly kind: 'dynamic' }
  /** Always `size` rows: fewer are filled up, more are cut. */
  | { readonly kind: 'fixed'; readonly size: number }
  /** No axis that is known to be rows: runs cannot be joined. */
  | { readonly kind: 'none'; readonly reason: string };

/** Finds the batch axis of a model in its signature; says why where there is none. */
export function batchAxisOf({ inputs, outputs }: Signature): BatchAxis {
  const [first] = inputs;
  if (first === undefined) return { kind: 'none', reason: 'the model has no input' };
  const size = first.shape[0];
  if (size === undefined || size === 0) return none('input', first);
  const strayInput = inputs.find((spec) => spec.shape[0] !== size);
  if (strayInput !== undefined) return none('input', strayInput, size);
  // A fixed batch may be declared with outputs of any length; how many rows came is checked at each run.
  const strayOutput = outputs.find(({ shape }) => shape[0] !== size && !(size > 0 && shape[0] === -1));
  if (strayOutput !== undefined) return none('output', strayOutput, size);
  return size > 0 ? { kind: 'fixed', size } : dynamicAxis(inputs);
}

/** The signature of a session to which any number of rows can be handed, whatever the model was exported with. */
export function withDynamicRows(signature: Signature): Signature {
  const free = ({ shape, ...spec }: TensorSpec): TensorSpec => ({ ...spec, shape: [-1, ...shape.slice(1)] });
  return { inputs: signature.inputs.map(free), outputs: signature.outputs.map(free) };
}

// Axes of one name have one length: joined rows would break that where the name stands for anything but rows.
function dynamicAxis(inputs: readonly TensorSpec[]): BatchAxis {
  const names = new Set(inputs.map(({ axes }) => axes?.[0] ?? '').filter((name) => name !== ''));
  if (names.size > 1) {
    const shown = [...names].map((name) => `"${name}"`).join(' and ');
    return { kind: 'none', reason: `the first axes of the inputs have different names: ${shown}` };
  }
  const twice = inputs.find(({ axes }) => axes?.slice(1).some((name) => names.has(name)));
  if (twice !== undefined) {
    const name = [...names].join('');
    return { kind: 'none', reason: `the first axis "${name}" is another axis of input "${twice.name}" as well` };
  }
  return { kind: 'dynamic' };
}

function none(side: 'input' | 'output', { name, shape }: TensorSpec, size = -1): BatchAxis {
  const wanted = size === -1 ? 'any number of rows' : `${size} rows, as the first input has`;
  return {
    kind: 'none',
    reason: `${side} "${name}" has the shape ${showShape(shape)}, whose first axis is not ${wanted}`,
  };
}

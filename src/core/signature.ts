import { type DType } from './tensor/dtype.js';
import { pointer, type Issue } from './issue.js';
import { shapeFits, showShape } from './tensor/shape.js';
import type { Tensor } from './tensor/tensor.js';

/** One named input or output. */
export interface TensorSpec {
  readonly name: string;
  readonly dtype: DType;
  /** Lengths of the axes; −1 where any length will do. */
  readonly shape: readonly number[];
  /** Names of the axes where the model gives them; axes of one name have one length. `''` is no name. */
  readonly axes?: readonly string[];
}

/** The inputs and outputs of a model. */
export interface Signature {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
}

/**
 * Whether `inputs` have no fault against `signature`. What `checkInputs` says at length; every run asks, more than
 * once where sessions wrap one another.
 */
export function fitsInputs({ inputs: specs }: Signature, inputs: ReadonlyMap<string, Tensor>): boolean {
  if (inputs.size !== specs.length) return false;
  for (const spec of specs) {
    const tensor = inputs.get(spec.name);
    if (tensor === undefined || !fits(spec, tensor)) return false;
    if (spec.axes !== undefined && !sharesAxes(spec, tensor, { specs, inputs })) return false;
  }
  return true;
}

/**
 * Every fault of `inputs` against `signature`: missing and unexpected names, dtypes, shapes, and dynamic axes
 * of one name that differ in length. Paths are `/<input name>`.
 */
export function checkInputs(signature: Signature, inputs: ReadonlyMap<string, Tensor>): Issue[] {
  const issues: Issue[] = [];
  if (fitsInputs(signature, inputs)) return issues;
  const names = signature.inputs.map((spec) => spec.name);
  for (const name of inputs.keys()) {
    if (!names.includes(name)) {
      issues.push({
        path: pointer(name),
        code: 'unexpected',
        message: `no such input; the model has ${names.join(', ')}`,
      });
    }
  }
  const axisLengths = new Map<string, { length: number; input: string }>();
  for (const spec of signature.inputs) {
    const tensor = inputs.get(spec.name);
    const issue = checkInput(spec, tensor) ?? checkAxes(spec, tensor as Tensor, axisLengths);
    if (issue !== undefined) issues.push(issue);
  }
  return issues;
}

function fits(spec: TensorSpec, tensor: Tensor): boolean {
  return tensor.dtype === spec.dtype && shapeFits(tensor.shape, spec.shape);
}

/** Whether each named dynamic axis of a tensor is as long as the first axis of that name. */
function sharesAxes({ axes = [], shape }: TensorSpec, tensor: Tensor, given: Given): boolean {
  for (let axis = 0; axis < axes.length; axis++) {
    const name = axes[axis] as string;
    if (name !== '' && shape[axis] === -1 && tensor.shape[axis] !== firstLength(name, given)) return false;
  }
  return true;
}

interface Given {
  readonly specs: readonly TensorSpec[];
  readonly inputs: ReadonlyMap<string, Tensor>;
}

function firstLength(name: string, { specs, inputs }: Given): number | undefined {
  for (const spec of specs) {
    const axis = spec.axes?.findIndex((own, k) => own === name && spec.shape[k] === -1) ?? -1;
    if (axis !== -1) return inputs.get(spec.name)?.shape[axis];
  }
  return undefined;
}

function checkInput(spec: TensorSpec, tensor: Tensor | undefined): Issue | undefined {
  if (tensor !== undefined && fits(spec, tensor)) return undefined;
  const path = pointer(spec.name);
  if (tensor === undefined) {
    return { path, code: 'missing', message: `missing input; expected ${spec.dtype} ${showShape(spec.shape)}` };
  }
  if (tensor.dtype !== spec.dtype) {
    return { path, code: 'type', message: `expected dtype ${spec.dtype}, got ${tensor.dtype}` };
  }
  return {
    path,
    code: 'shape',
    message: `expected shape ${showShape(spec.shape)}, got ${showShape(tensor.shape)}`,
  };
}

function checkAxes(
  spec: TensorSpec,
  tensor: Tensor,
  seen: Map<string, { length: number; input: string }>,
): Issue | undefined {
  for (const [axis, name] of (spec.axes ?? []).entries()) {
    if (name === '' || spec.shape[axis] !== -1) continue;
    const length = tensor.shape[axis] as number;
    const earlier = seen.get(name);
    if (earlier === undefined) seen.set(name, { length, input: spec.name });
    else if (earlier.length !== length) {
      const message = `axis ${axis} ("${name}") has length ${length}, but ${earlier.length} in input "${earlier.input}"`;
      return { path: pointer(spec.name), code: 'shape', message };
    }
  }
  return undefined;
}
